package org.courtbridge.court.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.junit.jupiter.api.Test;

class KeypadTest {

    private static final String CLERK = "user:clerk";
    private static final PartyId ROOM = PartyId.device("зал");
    private static final PartyId GUEST = PartyId.guest("1");

    private HearingState state = HearingState.initial("h");

    KeypadTest() {
        Hearing.create("7", "Іс").forEach(this::happens);
        submit(new HearingCommand.Invite(CLERK, ROOM, "Зал", Admission.DIRECT));
        submit(new HearingCommand.Invite(CLERK, GUEST, "Қонақ", Admission.LOBBY));
        submit(new HearingCommand.Arrive("x", ROOM, new LegId("room")));
        submit(new HearingCommand.Arrive("x", GUEST, new LegId("guest")));
        submit(new HearingCommand.Start(CLERK));
    }

    private void submit(HearingCommand command) {
        Hearing.decide(state, command).forEach(this::happens);
    }

    private void happens(HearingEvent event) {
        state = Hearing.apply(state, new HearingEvent.Recorded(state.lastEvent() + 1, Instant.EPOCH, "x", event));
    }

    private Optional<Keypad.Press> press(PartyId party, char key) {
        return Keypad.press(state, state.seat(party).orElseThrow(), key, Layout.COURT);
    }

    /** The room's key, done. */
    private KeyAnswer pressed(char key) {
        Keypad.Press press = press(ROOM, key).orElseThrow();
        press.command().ifPresent(command -> {
            assertThat(command.actor()).isEqualTo(ROOM.value());
            submit(command);
        });
        return press.answer();
    }

    @Test
    void oneAsksToSpeakAndDoesSoNoMore() {
        assertThat(pressed('1')).isEqualTo(KeyAnswer.HAND_RAISED);
        assertThat(state.floor().asking()).containsOnlyKeys(ROOM);
        assertThat(pressed('1')).isEqualTo(KeyAnswer.HAND_LOWERED);
        assertThat(state.floor().asking()).isEmpty();
    }

    @Test
    void oneGivesTheFloorBack() {
        pressed('1');
        submit(new HearingCommand.GiveFloor(CLERK, ROOM));
        assertThat(pressed('1')).isEqualTo(KeyAnswer.HAND_LOWERED);
        assertThat(state.floor().speaker()).isEmpty();
    }

    @Test
    void twoTurnsTheMicrophoneOffAndOn() {
        assertThat(pressed('2')).isEqualTo(KeyAnswer.MICROPHONE_OFF);
        assertThat(state.muted()).containsExactly(new LegId("room"));
        assertThat(pressed('2')).isEqualTo(KeyAnswer.MICROPHONE_ON);
        assertThat(state.muted()).isEmpty();
    }

    @Test
    void twoChangesNothingForWhomTheClerkMuted() {
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED));
        assertThat(pressed('2')).isEqualTo(KeyAnswer.MUTED);
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.HEARD));
        assertThat(state.muted()).isEmpty();
    }

    /** So that it is heard as soon as the clerk lets it be. */
    @Test
    void twoTurnsAMicrophoneOnThatIsMutedToo() {
        pressed('2');
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED));
        assertThat(pressed('2')).isEqualTo(KeyAnswer.MUTED);
        assertThat(state.muted()).containsExactly(new LegId("room"));
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.HEARD));
        assertThat(state.muted()).isEmpty();
    }

    @Test
    void threeGoesThroughAllLayoutsForThisSeatAlone() {
        assertThat(pressed('3')).isEqualTo(KeyAnswer.LAYOUT_CHANGED);
        assertThat(state.seat(ROOM).orElseThrow().layout()).contains(Layout.GRID);
        for (int i = 1; i < Layout.values().length; i++) {
            pressed('3');
        }
        assertThat(state.seat(ROOM).orElseThrow().layout()).contains(Layout.COURT);
        assertThat(state.layout()).isEmpty();
    }

    @Test
    void zeroSaysWhichKeyDoesWhatAndOthersMeanNothing() {
        assertThat(press(ROOM, '0')).contains(new Keypad.Press(Optional.empty(), KeyAnswer.KEYS));
        for (char key : "456789*#ABCD".toCharArray()) {
            assertThat(press(ROOM, key)).as("key %s", key).isEmpty();
        }
    }

    @Test
    void whoeverWaitsIsToldSoWhateverTheKey() {
        assertThat(press(GUEST, '1')).contains(new Keypad.Press(Optional.empty(), KeyAnswer.WAITING));
    }
}
