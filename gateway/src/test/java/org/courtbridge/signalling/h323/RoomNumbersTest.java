package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.media.transport.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that register with a number beside their name, as their systems are set up in most places. */
class RoomNumbersTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final PortRange PORTS = new PortRange(43_400, 43_499);
    private static final InetSocketAddress ROOM_2 = new InetSocketAddress(HERE, 17_997);

    private Rig rig;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        rig.devices.add("Зал 1", "room1", "secret-1");
        rig.describe(rig.devices.add("Зал 2", "room2", "secret-2"), "5001", "100");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRegistration room2(String number) throws IOException {
        return TestRegistration.made(
                rig.endpoint,
                "room2",
                "secret-2",
                ROOM_2,
                new AliasAddress.H323Id("room2"),
                new AliasAddress.DialledDigits(number));
    }

    private InetSocketAddress calledByRoom1(String number) throws IOException {
        try (TestRegistration room1 = TestRegistration.of(rig.endpoint, "room1", "secret-1")) {
            return room1.admitted(TestRoom.CALL, number);
        }
    }

    @Test
    void areCalledByTheirNumber() throws Exception {
        try (TestRegistration _ = room2("5001")) {
            assertThat(calledByRoom1("5001")).isEqualTo(ROOM_2);
        }
    }

    /** Whoever dials a hearing gets there, whatever rooms are called. */
    @Test
    void doNotTakeAHearingsNumber() throws Exception {
        assertThat(rig.conferences.byNumber("100")).isPresent();
        try (TestRegistration _ = room2("100")) {
            assertThat(calledByRoom1("100")).isEqualTo(new InetSocketAddress(HERE, rig.endpoint.port()));
        }
    }

    /** The menu is for everybody. */
    @Test
    void doNotTakeTheGatewaysOwnAddress() throws Exception {
        try (TestRegistration thief = TestRegistration.of(
                rig.endpoint, "room2", "secret-2", new AliasAddress.H323Id(HERE.getHostAddress()))) {
            assertThat(thief.refusal()).isEqualTo("invalidAlias");
        }
    }
}
