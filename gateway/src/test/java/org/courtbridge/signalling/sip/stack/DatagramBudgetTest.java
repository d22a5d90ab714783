package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatagramBudgetTest {

    private static final InetAddress ROOM = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER_ROOM = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong nanos = new AtomicLong(1);
    private final ProvenSources known = new ProvenSources(nanos::get);
    private final DatagramBudget budget = new DatagramBudget(100, known, nanos::get);

    private int admitted(int times, InetAddress source) {
        return admitted(times, new InetSocketAddress(source, 5_060));
    }

    private int admitted(int times, InetSocketAddress source) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += budget.admits(source) ? 1 : 0;
        }
        return count;
    }

    /** Two shares of unknown sources, with those of two seconds in a burst. */
    @Test
    void forgedSourcesShareWhatThereIsAndKnownOnesDoNot() {
        known.add(ROOM);
        known.add(OTHER_ROOM);
        int forged = 0;
        for (int i = 0; i < 2_000; i++) {
            forged += admitted(1, InetAddress.ofLiteral("10.0.%d.%d".formatted(i / 256, i % 256)));
        }
        assertThat(forged).isEqualTo(400);
        assertThat(admitted(1_600, ROOM)).isEqualTo(1_600);
        assertThat(admitted(10, ROOM)).as("its own are used up").isZero();
        assertThat(admitted(10, OTHER_ROOM)).isEqualTo(10);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(admitted(500, InetAddress.ofLiteral("10.9.9.9"))).isEqualTo(200);
        assertThat(admitted(2_000, ROOM)).isEqualTo(800);
    }

    /** Two rooms behind one address, of which one has been switched on just now, and others there or in their name. */
    @Test
    void deviceThatHasProvedItselfHasABudgetOfItsOwnForItsPort() {
        InetSocketAddress device = new InetSocketAddress(ROOM, 40_000);
        known.add(ROOM);
        known.addDevice(device, false, "id");
        known.addDevice(new InetSocketAddress(ROOM, 50_000), true, "id");
        int others = 0;
        for (int i = 0; i < 5_000; i++) {
            others += admitted(1, new InetSocketAddress(ROOM, 40_001 + i));
        }
        assertThat(others).isEqualTo(1_600);
        assertThat(admitted(10, new InetSocketAddress(ROOM, 50_000)))
                .as("its connection says nothing of datagrams")
                .isZero();
        assertThat(admitted(2_000, device)).isEqualTo(1_600);
        nanos.addAndGet(ProvenSources.LIFETIME.toNanos());
        known.add(ROOM);
        assertThat(admitted(1_600, new InetSocketAddress(ROOM, 40_001))).isEqualTo(1_600);
        assertThat(admitted(10, device)).as("not of late").isZero();
    }

    /** One that means harm registers from as many ports as it can. */
    @Test
    void aDeviceHasOneBudgetWhateverPortsItHasProvedItselfFrom() {
        known.add(ROOM);
        int admitted = 0;
        for (int port = 40_000; port < 40_100; port++) {
            InetSocketAddress end = new InetSocketAddress(ROOM, port);
            known.addDevice(end, false, "id");
            admitted += admitted(1_600, end);
        }
        assertThat(admitted).isEqualTo(1_600);
        InetSocketAddress other = new InetSocketAddress(ROOM, 50_000);
        known.addDevice(other, false, "other");
        assertThat(admitted(1_600, other)).as("another device").isEqualTo(1_600);
    }

    @Test
    void ofTheEndsOfADeviceTheNewestCount() {
        for (int port = 1; port <= ProvenSources.DATAGRAM_ENDS + 1; port++) {
            known.addDevice(new InetSocketAddress(ROOM, port), false, "id");
            known.addDevice(new InetSocketAddress(ROOM, port), true, "id");
        }
        assertThat(isDevices(1)).isFalse();
        assertThat(known.isDevices(new InetSocketAddress(ROOM, 1), true))
                .as("a connection")
                .isTrue();
        assertThat(isDevices(2)).isTrue();
        known.addDevice(new InetSocketAddress(ROOM, 2), false, "id");
        known.addDevice(new InetSocketAddress(ROOM, 9), false, "id");
        assertThat(isDevices(2)).as("proved again of late").isTrue();
        assertThat(isDevices(3)).isFalse();
    }

    /** As behind a proxy, by whose port they all come. */
    @Test
    void anEndThatIsAnotherDevicesByNowStaysWithThat() {
        known.addDevice(new InetSocketAddress(ROOM, 1), false, "id");
        known.addDevice(new InetSocketAddress(ROOM, 1), false, "other");
        for (int port = 2; port <= ProvenSources.DATAGRAM_ENDS + 1; port++) {
            known.addDevice(new InetSocketAddress(ROOM, port), false, "id");
        }
        assertThat(isDevices(1)).isTrue();
    }

    private boolean isDevices(int port) {
        return known.isDevices(new InetSocketAddress(ROOM, port), false);
    }
}
