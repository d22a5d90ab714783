package org.courtbridge.court.conference;

import java.util.Optional;
import org.courtbridge.hearings.Floor.Hand;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Seat;
import org.courtbridge.hearings.Layout;

/**
 * The keys of a room in a hearing: 1 asks to speak, or does so no more; 2 turns its own microphone off and on; 3 is the next
 * layout of the others' pictures; 0 says which key does what. Others mean nothing. They mean the same whatever carried them:
 * telephone events (RFC 4733), SIP INFO, H.245 user input.
 */
final class Keypad {

    /**
     * A key that means something.
     *
     * @param command that the hearing is given; empty if the answer is all
     * @param answer that the room hears if the command is done
     */
    record Press(Optional<HearingCommand> command, KeyAnswer answer) {

        static Press of(HearingCommand command, KeyAnswer answer) {
            return new Press(Optional.of(command), answer);
        }

        static Press of(KeyAnswer answer) {
            return new Press(Optional.empty(), answer);
        }
    }

    private Keypad() {}

    /**
     * The meaning of a key; empty if it has none.
     *
     * @param seat of whoever pressed it
     * @param gateways layout of hearings for which none was chosen
     */
    static Optional<Press> press(HearingState state, Seat seat, char key, Layout gateways) {
        if (!seat.admitted()) {
            return Optional.of(Press.of(KeyAnswer.WAITING));
        }
        return switch (key) {
            case '0' -> Optional.of(Press.of(KeyAnswer.KEYS));
            case '1' -> Optional.of(hand(state, seat));
            case '2' -> Optional.of(microphone(state, seat));
            case '3' -> Optional.of(layout(state.layout(seat, gateways), seat));
            default -> Optional.empty();
        };
    }

    private static Press hand(HearingState state, Seat seat) {
        String actor = seat.party().value();
        return state.floor().hand(seat.party()) == Hand.DOWN
                ? Press.of(new HearingCommand.RaiseHand(actor, seat.party()), KeyAnswer.HAND_RAISED)
                : Press.of(new HearingCommand.LowerHand(actor, seat.party()), KeyAnswer.HAND_LOWERED);
    }

    private static Press microphone(HearingState state, Seat seat) {
        boolean muted = state.muting(seat) == Muting.MUTED;
        if (muted && !seat.microphoneOff()) {
            return Press.of(KeyAnswer.MUTED);
        }
        HearingCommand turn =
                new HearingCommand.TurnMicrophone(seat.party().value(), seat.party(), seat.microphoneOff());
        return Press.of(
                turn,
                muted ? KeyAnswer.MUTED : seat.microphoneOff() ? KeyAnswer.MICROPHONE_ON : KeyAnswer.MICROPHONE_OFF);
    }

    private static Press layout(Layout present, Seat seat) {
        Layout[] all = Layout.values();
        Layout next = all[(present.ordinal() + 1) % all.length];
        return Press.of(
                new HearingCommand.ChooseSeatLayout(seat.party().value(), seat.party(), Optional.of(next)),
                KeyAnswer.LAYOUT_CHANGED);
    }
}
