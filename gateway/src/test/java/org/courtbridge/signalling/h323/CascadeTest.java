package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.h245.AudioTypes;
import org.courtbridge.h323.h245.ConferenceMessage;
import org.courtbridge.h323.h245.ConferenceTypes;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.h245.MasterSlaveMessage;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.TerminalLabel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.Roster;
import org.courtbridge.media.transport.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another multipoint control unit calls: to us it is a room, and to it we are one. */
class CascadeTest {

    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;
    private static final PortRange PORTS = new PortRange(42_000, 42_999);

    /** With processors of sound, pictures and data (H.323, table 16). */
    private static final int UNIT = 190;

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRoom inACall(int terminalType) throws Exception {
        TestRoom unit = TestRoom.callAs(terminalType, rig.endpoint.port(), WITH_PIN);
        unit.await(this::flowsBothWays);
        return unit;
    }

    private boolean flowsBothWays() {
        LegMedia media = rig.conferences.media();
        return media.receivedAudio().isPresent()
                && media.sentAudio().isPresent()
                && media.receivedVideo().isPresent()
                && !media.sentVideos().isEmpty();
    }

    private static ControlMessage message(String kind, ChoiceType type, String alternative, Object value) {
        return new ControlMessage.Other(
                H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.value(kind, type.value(alternative, value)));
    }

    /** @param said such as "multipointConference", of the first channel */
    private static ControlMessage miscellaneous(String kind, ChoiceType message, String alternative, String said) {
        SequenceType type = (SequenceType) message.alternatives().stream()
                .filter(component -> component.name().equals(alternative))
                .findFirst()
                .orElseThrow()
                .type();
        ChoiceType what = (ChoiceType) type.components().stream()
                .filter(component -> component.name().equals("type"))
                .findFirst()
                .orElseThrow()
                .type();
        Sequence about = type.build()
                .set("logicalChannelNumber", 101)
                .set("type", what.value(said))
                .done();
        return message(kind, message, alternative, about);
    }

    private static ControlMessage indicated(String said) {
        return miscellaneous("indication", H245.INDICATION_MESSAGE, "miscellaneousIndication", said);
    }

    private static ControlMessage commanded(String said) {
        return miscellaneous("command", H245.COMMAND_MESSAGE, "miscellaneousCommand", said);
    }

    private static ControlMessage communicationMode() {
        SequenceType type = ConferenceTypes.COMMUNICATION_MODE_TABLE_ENTRY;
        ChoiceType data = (ChoiceType) type.components().stream()
                .filter(component -> component.name().equals("dataType"))
                .findFirst()
                .orElseThrow()
                .type();
        Choice sound = AudioTypes.AUDIO_CAPABILITY.value("g711Alaw64k", 20L);
        return message(
                "command",
                H245.COMMAND_MESSAGE,
                "communicationModeCommand",
                ConferenceTypes.COMMUNICATION_MODE_COMMAND
                        .build()
                        .set(
                                "communicationModeTable",
                                List.of(type.build()
                                        .set("sessionID", 1)
                                        .set("sessionDescription", "sound")
                                        .set("dataType", data.value("audioData", sound))
                                        .done()))
                        .done());
    }

    @ParameterizedTest
    @ValueSource(ints = {160, UNIT, 240})
    void isTheMasterAndChannelsOpenBothWays(int terminalType) throws Exception {
        try (TestRoom unit = inACall(terminalType)) {
            assertThat(unit.isMaster()).isTrue();
            assertThat(unit.seen(MasterSlaveMessage.Determination.class)).hasSize(1);
            assertThat(unit.seen(ControlAction.Failed.class)).isEmpty();
        }
    }

    @Test
    void mayLeadItsOwnConferenceAndTheCallGoesOn() throws Exception {
        try (TestRoom unit = inACall(UNIT)) {
            rig.conferences.leg().company(Optional.of(new Roster(1, new TreeMap<>(Map.of(1, "Зал 1")))));
            TerminalLabel ours = new TerminalLabel(5, 9);
            for (ControlMessage said : List.of(
                    new ConferenceMessage.NumberAssigned(ours),
                    indicated("multipointConference"),
                    indicated("multipointZeroComm"),
                    commanded("multipointModeCommand"),
                    communicationMode(),
                    message(
                            "indication",
                            H245.INDICATION_MESSAGE,
                            "conferenceIndication",
                            ConferenceTypes.CONFERENCE_INDICATION.value("masterMCU")),
                    new ConferenceMessage.Joined(new TerminalLabel(5, 10)),
                    commanded("cancelMultipointModeCommand"),
                    indicated("cancelMultipointConference"),
                    new ConferenceMessage.RemoteController("slaveActivate"),
                    new ConferenceMessage.ListTerminals(),
                    new ConferenceMessage.EnterTerminalId())) {
                unit.saysControl(said.encode());
            }
            unit.awaitSeen(ConferenceMessage.TerminalId.class);

            // A number of ours is given to nobody who leads himself.
            assertThat(unit.seen(ConferenceMessage.class))
                    .containsExactly(
                            new ConferenceMessage.RemoteControllerRejected(),
                            new ConferenceMessage.TerminalId(ours, "Courtroom"));
            assertThat(unit.seen(ControlMessage.NotSupported.class))
                    .extracting(ControlMessage.NotSupported::function)
                    .containsExactly(Optional.of(new ConferenceMessage.ListTerminals().encode()));
            assertThat(flowsBothWays()).isTrue();
            unit.press(new UserInputIndication.Alphanumeric("1"));
            rig.conferences.await(() -> rig.conferences.story().contains("digit 1"));
            assertThat(rig.conferences.story()).noneMatch(happened -> happened.startsWith("left"));
        }
    }

    /** It would have all its terminals send the same, and is told that we do not. */
    @Test
    void isRefusedAnotherModeAndTheCallGoesOn() throws Exception {
        try (TestRoom unit = inACall(UNIT)) {
            unit.asksForMode();
            unit.awaitSeen(ModeMessage.Reject.class);

            assertThat(unit.seen(ModeMessage.Reject.class))
                    .singleElement()
                    .extracting(ModeMessage.Reject::cause)
                    .isEqualTo(ModeMessage.Cause.REQUEST_DENIED);
            assertThat(flowsBothWays()).isTrue();
        }
    }
}
