package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.courtbridge.h323.h245.ConferenceMessage.Denied;
import org.courtbridge.h323.h245.ControlPair.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the requests that a room may make of the conference that it is in, and a multipoint controller of us. */
class ConferenceTest {

    private static final int GATEWAY = 60;
    private static final int ROOM = 50;
    private static final int CONTROLLER = 190;
    private static final TerminalLabel SECOND = new TerminalLabel(1, 2);

    private static final Capabilities SOUND = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(new Capability.Audio(Direction.RECEIVE, new Frames(AudioCoding.G711_ALAW_64K, 20))));

    private static Control.Settings settings(int terminalType) {
        return new Control.Settings(terminalType, Duration.ofSeconds(20), ConflictRule.NONE);
    }

    /** Us, and somebody of another kind. */
    private static ControlPair with(int terminalType) {
        return new ControlPair(
                new End("10.0.0.1", settings(GATEWAY), new Random(1), SOUND),
                new End("10.0.0.2", settings(terminalType), new Random(2), SOUND));
    }

    private static Optional<ConferenceMembers> members(int own, Map<Integer, String> names) {
        return Optional.of(new ConferenceMembers(own, new TreeMap<>(names)));
    }

    private static ControlPair inAConference(int terminalType) {
        ControlPair pair = with(terminalType);
        pair.left.control.name("Courtroom");
        pair.act(pair.left, pair.left.control.members(members(2, Map.of(1, "Зал 1", 2, "Room 2"))));
        pair.start();
        pair.talk();
        return pair;
    }

    private static List<ControlMessage> said(End end) {
        return end.seen(ControlAction.Send.class).stream()
                .map(ControlAction.Send::message)
                .filter(message ->
                        message instanceof ConferenceMessage || message instanceof ControlMessage.NotSupported)
                .toList();
    }

    /** What we answer to one message of the other side. */
    private static List<ControlMessage> answers(ControlPair pair, ControlMessage asked) {
        pair.left.seen.clear();
        SentMessages.control(asked.encode().toArray());
        pair.act(pair.left, pair.left.control.receive(ControlMessage.decode(asked.encode()), pair.now));
        List<ControlMessage> said = said(pair.left);
        pair.talk();
        return said;
    }

    static Stream<ConferenceMessage> messages() {
        return Stream.concat(
                Stream.of(
                        new ConferenceMessage.ListTerminals(),
                        new ConferenceMessage.MakeMeChair(),
                        new ConferenceMessage.CancelMakeMeChair(),
                        new ConferenceMessage.DropTerminal(SECOND),
                        new ConferenceMessage.RequestTerminalId(new TerminalLabel(192, 0)),
                        new ConferenceMessage.RequestAllTerminalIds(),
                        new ConferenceMessage.EnterTerminalId(),
                        new ConferenceMessage.BroadcastMyChannel(65_535),
                        new ConferenceMessage.MakeBroadcaster(SECOND),
                        new ConferenceMessage.SendThisSource(SECOND),
                        new ConferenceMessage.RemoteController("masterActivate"),
                        new ConferenceMessage.TerminalList(List.of(SECOND, TerminalLabel.NONE)),
                        new ConferenceMessage.TerminalIdOfController(SECOND, "Зал 2"),
                        new ConferenceMessage.TerminalId(SECOND, "Зал 2"),
                        new ConferenceMessage.AllTerminalIds(1, new TreeMap<>(Map.of(1, "Зал 1", 2, "Room 2"))),
                        new ConferenceMessage.RemoteControllerRejected(),
                        new ConferenceMessage.NumberAssigned(SECOND),
                        new ConferenceMessage.Joined(SECOND),
                        new ConferenceMessage.Left(SECOND)),
                Stream.of(Denied.Wish.values()).map(Denied::new));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesBackAsItWas(ConferenceMessage message) {
        SentMessages.control(message.encode().toArray());
        assertThat(ControlMessage.decode(message.encode())).isEqualTo(message);
    }

    /** Whatever it says, it is a message, and an answer to it can be written. */
    @Test
    void takesWhateverIsSaidOfConferences() {
        RandomValues values = new RandomValues(new Random(4));
        ControlPair pair = inAConference(ROOM);
        for (int i = 0; i < 2_000; i++) {
            pair.now = pair.now.plusSeconds(1);
            Choice message = switch (i % 4) {
                case 0 -> Tree.request("conferenceRequest", values.of(ConferenceTypes.CONFERENCE_REQUEST));
                case 1 -> Tree.response("conferenceResponse", values.of(ConferenceTypes.CONFERENCE_RESPONSE));
                case 2 -> Tree.command("conferenceCommand", values.of(ConferenceTypes.CONFERENCE_COMMAND));
                default -> Tree.indication("conferenceIndication", values.of(ConferenceTypes.CONFERENCE_INDICATION));
            };
            ControlMessage.of(message).encode();
            pair.left
                    .control
                    .receive(ControlMessage.of(message), pair.now)
                    .forEach(action -> ((ControlAction.Send) action).message().encode());
        }
        assertThat(answers(pair, new ConferenceMessage.MakeMeChair())).containsExactly(new Denied(Denied.Wish.CHAIR));
    }

    @Test
    void writesNoNameThatIsTooLongOrNone() {
        String wide = "Ж".repeat(100);
        ConferenceMessage.TerminalId read = (ConferenceMessage.TerminalId)
                ControlMessage.decode(new ConferenceMessage.TerminalId(SECOND, "a" + wide).encode());
        assertThat(read.id()).isEqualTo("a" + "Ж".repeat(63));
        assertThat(((ConferenceMessage.TerminalId)
                                ControlMessage.decode(new ConferenceMessage.TerminalId(SECOND, wide).encode()))
                        .id())
                .isEqualTo("Ж".repeat(64));
        assertThat(((ConferenceMessage.TerminalId)
                                ControlMessage.decode(new ConferenceMessage.TerminalId(SECOND, "").encode()))
                        .id())
                .isEqualTo("?");
        assertThat(((ConferenceMessage.TerminalId)
                                ControlMessage.decode(new ConferenceMessage.TerminalId(SECOND, "\ud800").encode()))
                        .id())
                .isEqualTo("?");
    }

    @Test
    void hasNoMembersWithoutNumbers() {
        assertThatThrownBy(() -> members(2, Map.of(1, "one"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> members(1, Map.of(0, "none", 1, "one"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> members(1, Map.of(1, "one", 193, "many")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesTheRoomANumberAndTellsItWhoComesAndGoes() {
        ControlPair pair = inAConference(ROOM);
        assertThat(said(pair.left)).containsExactly(new ConferenceMessage.NumberAssigned(SECOND));
        pair.left.seen.clear();

        pair.act(pair.left, pair.left.control.members(members(2, Map.of(2, "Room 2", 5, "Room 5"))));
        assertThat(said(pair.left))
                .containsExactly(
                        new ConferenceMessage.Left(new TerminalLabel(1, 1)),
                        new ConferenceMessage.Joined(new TerminalLabel(1, 5)));
        pair.left.seen.clear();

        pair.act(pair.left, pair.left.control.members(members(2, Map.of(2, "Room 2", 5, "Room 5"))));
        assertThat(said(pair.left)).isEmpty();
        pair.act(pair.left, pair.left.control.members(Optional.empty()));
        assertThat(said(pair.left)).containsExactly(new ConferenceMessage.Left(new TerminalLabel(1, 5)));
        pair.left.seen.clear();
        pair.act(pair.left, pair.left.control.members(members(3, Map.of(3, "Room 2", 4, "Room 4"))));
        assertThat(said(pair.left))
                .containsExactly(
                        new ConferenceMessage.NumberAssigned(new TerminalLabel(1, 3)),
                        new ConferenceMessage.Joined(new TerminalLabel(1, 4)));
    }

    /** After an empty capability set the other side may be another one. */
    @Test
    void givesTheNumberAgainAfterAPause() {
        ControlPair pair = inAConference(ROOM);
        pair.left.seen.clear();
        pair.act(pair.right, pair.right.control.offer(Capabilities.NONE, pair.now));
        pair.talk();
        assertThat(said(pair.left)).isEmpty();
        pair.act(pair.left, pair.left.control.members(members(2, Map.of(2, "Room 2"))));
        assertThat(said(pair.left)).isEmpty();

        pair.act(pair.right, pair.right.control.offer(SOUND, pair.now));
        pair.talk();
        assertThat(said(pair.left)).containsExactly(new ConferenceMessage.NumberAssigned(SECOND));
    }

    @Test
    void saysWhoIsThere() {
        ControlPair pair = inAConference(ROOM);

        assertThat(answers(pair, new ConferenceMessage.ListTerminals()))
                .containsExactly(new ConferenceMessage.TerminalList(List.of(new TerminalLabel(1, 1), SECOND)));
        assertThat(answers(pair, new ConferenceMessage.RequestTerminalId(new TerminalLabel(1, 1))))
                .containsExactly(new ConferenceMessage.TerminalIdOfController(new TerminalLabel(1, 1), "Зал 1"));
        assertThat(answers(pair, new ConferenceMessage.RequestAllTerminalIds()))
                .containsExactly(
                        new ConferenceMessage.AllTerminalIds(1, new TreeMap<>(Map.of(1, "Зал 1", 2, "Room 2"))));
    }

    private static ControlMessage notSupported(ControlMessage.NotSupported.Cause cause, ControlMessage asked) {
        return new ControlMessage.NotSupported(cause, Optional.of(asked.encode()));
    }

    @Test
    void knowsNobodyThatIsNotThere() {
        ControlPair pair = inAConference(ROOM);
        for (TerminalLabel nobody : List.of(new TerminalLabel(1, 3), new TerminalLabel(2, 1), TerminalLabel.NONE)) {
            ControlMessage asked = new ConferenceMessage.RequestTerminalId(nobody);
            assertThat(answers(pair, asked))
                    .containsExactly(notSupported(ControlMessage.NotSupported.Cause.SEMANTIC_ERROR, asked));
        }
    }

    /** Such as one that waits to be let in, or is in the menu. */
    @Test
    void tellsNobodyOutsideWhoIsThere() {
        ControlPair pair = with(ROOM);
        pair.start();
        pair.talk();
        learnsNothing(pair);
        ControlPair dismissed = inAConference(ROOM);
        dismissed.act(dismissed.left, dismissed.left.control.members(Optional.empty()));
        learnsNothing(dismissed);
    }

    private static void learnsNothing(ControlPair pair) {
        for (ControlMessage asked : List.of(
                new ConferenceMessage.ListTerminals(),
                new ConferenceMessage.RequestAllTerminalIds(),
                new ConferenceMessage.RequestTerminalId(SECOND))) {
            assertThat(answers(pair, asked))
                    .containsExactly(notSupported(ControlMessage.NotSupported.Cause.SEMANTIC_ERROR, asked));
        }
    }

    @ParameterizedTest
    @EnumSource(Denied.Wish.class)
    void grantsNothing(Denied.Wish wish) {
        assertThat(new Denied(wish).toMessage().toString())
                .doesNotContain("granted")
                .containsAnyOf("denied", "Reject");
    }

    @Test
    void letsNoRoomLead() {
        ControlPair pair = inAConference(ROOM);

        assertThat(answers(pair, new ConferenceMessage.MakeMeChair())).containsExactly(new Denied(Denied.Wish.CHAIR));
        assertThat(answers(pair, new ConferenceMessage.CancelMakeMeChair())).isEmpty();
        assertThat(answers(pair, new ConferenceMessage.DropTerminal(SECOND)))
                .containsExactly(new Denied(Denied.Wish.DROP));
        assertThat(answers(pair, new ConferenceMessage.BroadcastMyChannel(101)))
                .containsExactly(new Denied(Denied.Wish.BROADCAST));
        assertThat(answers(pair, new ConferenceMessage.MakeBroadcaster(SECOND)))
                .containsExactly(new Denied(Denied.Wish.BROADCASTER));
        assertThat(answers(pair, new ConferenceMessage.SendThisSource(SECOND)))
                .containsExactly(new Denied(Denied.Wish.SOURCE));
        assertThat(answers(pair, new ConferenceMessage.RemoteController("deActivate")))
                .containsExactly(new ConferenceMessage.RemoteControllerRejected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"enterH243Password", "enterH243ConferenceID", "enterExtensionAddress", "requestChairTokenOwner"})
    void saysOfWhatElseIsAskedThatItIsNotSupported(String alternative) {
        ControlPair pair = inAConference(ROOM);
        ControlMessage asked = ControlMessage.of(
                Tree.request("conferenceRequest", ConferenceTypes.CONFERENCE_REQUEST.value(alternative)));

        assertThat(answers(pair, asked))
                .containsExactly(notSupported(ControlMessage.NotSupported.Cause.UNKNOWN_FUNCTION, asked));
    }

    /** Of a later version: an alternative that we do not know. */
    @Test
    void saysOfWhatItDoesNotKnowThatItIsNotSupported() {
        ControlPair pair = inAConference(ROOM);
        Choice later = (Choice) ConferenceTypes.CONFERENCE_REQUEST.decode(Octets.ofHex("a80100"));
        ControlMessage asked = ControlMessage.of(Tree.request("conferenceRequest", later));

        pair.left.seen.clear();
        pair.act(pair.left, pair.left.control.receive(asked, pair.now));
        assertThat(said(pair.left))
                .containsExactly(notSupported(ControlMessage.NotSupported.Cause.UNKNOWN_FUNCTION, asked));
    }

    static Stream<ControlMessage> indicationsAndCommands() {
        return Stream.of(
                        Tree.indication(
                                "conferenceIndication",
                                ConferenceTypes.CONFERENCE_INDICATION.value("seenByAtLeastOneOther")),
                        Tree.indication(
                                "conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION.value("requestForFloor")),
                        Tree.indication(
                                "conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION.value("sbeNumber", 3L)),
                        Tree.indication(
                                "conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION.value("masterMCU")),
                        Tree.command(
                                "conferenceCommand", ConferenceTypes.CONFERENCE_COMMAND.value("cancelSendThisSource")),
                        Tree.command("conferenceCommand", ConferenceTypes.CONFERENCE_COMMAND.value("dropConference")))
                .map(ControlMessage::of);
    }

    @ParameterizedTest
    @MethodSource("indicationsAndCommands")
    void takesWhatNeedsNoAnswer(ControlMessage message) {
        ControlPair pair = inAConference(ROOM);

        assertThat(answers(pair, message)).isEmpty();
        assertThat(pair.left.seen(ControlAction.Ended.class)).isEmpty();
        assertThat(pair.left.sending).isNotEmpty();
    }

    /** Where somebody else is master, we are a terminal: we lead nobody, and say who we are. */
    @Test
    void isATerminalToAController() {
        ControlPair pair = inAConference(CONTROLLER);
        assertThat(pair.left.control.master()).contains(false);
        assertThat(said(pair.left)).isEmpty();
        ControlMessage list = new ConferenceMessage.ListTerminals();
        assertThat(answers(pair, list))
                .containsExactly(notSupported(ControlMessage.NotSupported.Cause.SEMANTIC_ERROR, list));
        assertThat(answers(pair, new ConferenceMessage.EnterTerminalId()))
                .containsExactly(new ConferenceMessage.TerminalId(TerminalLabel.NONE, "Courtroom"));

        TerminalLabel ours = new TerminalLabel(7, 3);
        assertThat(answers(pair, new ConferenceMessage.NumberAssigned(ours))).isEmpty();
        assertThat(answers(pair, new ConferenceMessage.Joined(SECOND))).isEmpty();
        assertThat(answers(pair, new ConferenceMessage.EnterTerminalId()))
                .containsExactly(new ConferenceMessage.TerminalId(ours, "Courtroom"));
        pair.act(pair.left, pair.left.control.members(members(2, Map.of(2, "Room 2"))));
        assertThat(said(pair.left)).noneMatch(ConferenceMessage.NumberAssigned.class::isInstance);
    }

    /** A room gives us none. */
    @Test
    void takesNoNumberFromARoom() {
        ControlPair pair = inAConference(ROOM);
        long unexpected = pair.left.control.counts().unexpected();

        assertThat(answers(pair, new ConferenceMessage.NumberAssigned(SECOND))).isEmpty();
        assertThat(pair.left.control.counts().unexpected()).isEqualTo(unexpected + 1);
        assertThat(answers(pair, new ConferenceMessage.EnterTerminalId()))
                .containsExactly(new ConferenceMessage.TerminalId(TerminalLabel.NONE, "Courtroom"));
    }

    @ParameterizedTest
    @EnumSource(Denied.Wish.class)
    void doesNotExpectAnswers(Denied.Wish wish) {
        ControlPair pair = inAConference(ROOM);
        long unexpected = pair.left.control.counts().unexpected();

        assertThat(answers(pair, new Denied(wish))).isEmpty();
        assertThat(pair.left.control.counts().unexpected()).isEqualTo(unexpected + 1);
    }
}
