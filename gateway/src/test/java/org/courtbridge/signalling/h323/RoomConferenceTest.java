package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.h245.ConferenceMessage;
import org.courtbridge.h323.h245.TerminalLabel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.media.leg.Roster;
import org.courtbridge.media.transport.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the conference messages of H.245 between a room and the hearing that it is in. */
class RoomConferenceTest {

    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;
    private static final PortRange PORTS = new PortRange(42_000, 42_999);

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

    private static Optional<Roster> company(Map<Integer, String> names) {
        return Optional.of(new Roster(2, new TreeMap<>(names)));
    }

    /** The gateway draws a number for who is master; a room of its kind is master as often as not, and then leads itself. */
    private TestRoom slave() throws Exception {
        TestRoom room = TestRoom.callAsTerminal(rig.endpoint.port(), WITH_PIN);
        room.await(() -> rig.conferences.media().sentAudio().isPresent());
        assertThat(room.isMaster()).isFalse();
        return room;
    }

    @Test
    void tellsARoomItsNumberAndWhoComesAndGoes() throws Exception {
        try (TestRoom room = slave()) {
            rig.conferences.leg().company(company(Map.of(1, "Зал 1", 2, "Зал 2")));
            room.awaitSeen(ConferenceMessage.NumberAssigned.class);
            rig.conferences.leg().company(company(Map.of(2, "Зал 2", 3, "Адвокат")));
            room.awaitSeen(ConferenceMessage.Joined.class);

            assertThat(room.seen(ConferenceMessage.class))
                    .containsExactly(
                            new ConferenceMessage.NumberAssigned(new TerminalLabel(1, 2)),
                            new ConferenceMessage.Left(new TerminalLabel(1, 1)),
                            new ConferenceMessage.Joined(new TerminalLabel(1, 3)));
            room.saysControl(new ConferenceMessage.RequestTerminalId(new TerminalLabel(1, 3)).encode());
            room.awaitSeen(ConferenceMessage.TerminalIdOfController.class);
            assertThat(room.seen(ConferenceMessage.TerminalIdOfController.class))
                    .containsExactly(new ConferenceMessage.TerminalIdOfController(new TerminalLabel(1, 3), "Адвокат"));
        }
    }

    /** The clerk leads. */
    @Test
    void letsNoRoomLeadAndGoesOn() throws Exception {
        try (TestRoom room = slave()) {
            room.saysControl(new ConferenceMessage.MakeMeChair().encode());
            room.saysControl(new ConferenceMessage.DropTerminal(new TerminalLabel(1, 1)).encode());
            room.saysControl(new ConferenceMessage.EnterTerminalId().encode());
            room.awaitSeen(ConferenceMessage.TerminalId.class);
            assertThat(room.seen(ConferenceMessage.class))
                    .isEqualTo(List.of(
                            new ConferenceMessage.Denied(ConferenceMessage.Denied.Wish.CHAIR),
                            new ConferenceMessage.Denied(ConferenceMessage.Denied.Wish.DROP),
                            new ConferenceMessage.TerminalId(TerminalLabel.NONE, "Courtroom")));
            room.press(new UserInputIndication.Alphanumeric("1"));
            rig.conferences.await(() -> rig.conferences.story().contains("digit 1"));
        }
    }
}
