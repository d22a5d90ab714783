package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.signalling.sip.stack.OverloadGuard.Verdict.ADMIT;
import static org.courtbridge.signalling.sip.stack.OverloadGuard.Verdict.BUSY;
import static org.courtbridge.signalling.sip.stack.OverloadGuard.Verdict.IGNORE;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverloadGuardTest {

    private final AtomicLong now = new AtomicLong(1);
    private final ProvenSources known = new ProvenSources(now::get);
    private final OverloadGuard guard = new OverloadGuard(10, 3, known, now::get);

    private void knows(String... sources) throws UnknownHostException {
        for (String source : sources) {
            known.add(InetAddress.getByName(source));
        }
    }

    private OverloadGuard.Verdict ask(String source) throws UnknownHostException {
        return guard.judge(InetAddress.getByName(source), Duration.ZERO);
    }

    private int asking(int times, OverloadGuard.Verdict counted, String source) throws UnknownHostException {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += ask(source) == counted ? 1 : 0;
        }
        return count;
    }

    @Test
    void oneSourceHasItsShareAndOthersTheirs() throws Exception {
        knows("192.0.2.1", "192.0.2.2");
        assertThat(asking(20, ADMIT, "192.0.2.1")).isEqualTo(20);
        assertThat(asking(20, BUSY, "192.0.2.1")).isEqualTo(20);
        assertThat(asking(20, IGNORE, "192.0.2.1")).isEqualTo(20);
        assertThat(ask("192.0.2.2")).isEqualTo(ADMIT);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(asking(30, ADMIT, "192.0.2.1")).isEqualTo(10);
    }

    /** As many as somebody forges. */
    @Test
    void allSourcesThatMayBeForgedHaveOneShareAndNoneMoreThanHalfOfIt() throws Exception {
        assertThat(asking(30, ADMIT, "192.0.2.1")).isEqualTo(10);
        int admitted = 10;
        for (int i = 2; i < 200; i++) {
            admitted += asking(1, ADMIT, "192.0.2." + i);
        }
        assertThat(admitted).isEqualTo(20);
        knows("198.51.100.1");
        assertThat(asking(30, ADMIT, "198.51.100.1")).as("known").isEqualTo(20);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(asking(30, ADMIT, "192.0.2.1")).isEqualTo(5);
        assertThat(asking(30, ADMIT, "198.51.100.1")).isEqualTo(10);
    }

    /** In the name of a room that is known; over its connection it calls all the same. */
    @Test
    void forgedDatagramsTakeNothingFromAConnection() throws Exception {
        knows("192.0.2.1");
        assertThat(asking(30, ADMIT, "192.0.2.1")).isEqualTo(20);
        InetAddress room = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < 20; i++) {
            assertThat(guard.judgeConnected(room)).as("%d", i).isEqualTo(ADMIT);
        }
        assertThat(guard.judgeConnected(room)).isEqualTo(BUSY);
    }

    @Test
    void hostWithManyAddressesIsOneSource() throws Exception {
        knows("2001:db8::1", "2001:db8::2", "2001:db8:0:1::2");
        assertThat(asking(20, ADMIT, "2001:db8::1")).isEqualTo(20);
        assertThat(ask("2001:db8::2")).isEqualTo(BUSY);
        assertThat(ask("2001:db8:0:1::2")).isEqualTo(ADMIT);
    }

    /** Others behind the same NAT have used up what their address may ask, by datagrams and over connections. */
    private void neighboursUseUp(String source) throws UnknownHostException {
        knows(source);
        InetAddress address = InetAddress.getByName(source);
        assertThat(asking(20, ADMIT, source)).isEqualTo(20);
        assertThat(ask(source)).isEqualTo(BUSY);
        for (int i = 0; i < 20; i++) {
            assertThat(guard.judgeConnected(address)).isEqualTo(ADMIT);
        }
        assertThat(guard.judgeConnected(address)).isEqualTo(BUSY);
    }

    @Test
    void connectionOfADeviceHasAShareOfItsOwn() throws Exception {
        neighboursUseUp("192.0.2.1");
        InetSocketAddress device = new InetSocketAddress("192.0.2.1", 5_061);
        for (int i = 0; i < 20; i++) {
            assertThat(guard.judgeConnectedDevice(device)).isEqualTo(ADMIT);
        }
        assertThat(guard.judgeConnectedDevice(device)).isEqualTo(BUSY);
        assertThat(guard.judgeConnectedDevice(new InetSocketAddress("192.0.2.1", 5_062)))
                .as("another device there")
                .isEqualTo(ADMIT);
    }

    /** Datagrams in its name take nothing from a connection by that port either. */
    @Test
    void portOfADeviceHasAShareOfItsOwn() throws Exception {
        neighboursUseUp("192.0.2.1");
        InetSocketAddress device = new InetSocketAddress("192.0.2.1", 5_061);
        for (int i = 0; i < 20; i++) {
            assertThat(guard.judgeDevice(device, Duration.ZERO)).isEqualTo(ADMIT);
        }
        assertThat(guard.judgeDevice(device, Duration.ZERO)).isEqualTo(BUSY);
        assertThat(guard.judgeConnectedDevice(device)).isEqualTo(ADMIT);
    }

    /** Behind a proxy that is trusted, of whom it says where they are. */
    @Test
    void forgedDatagramsTakeNothingFromUnknownOriginsBehindAConnection() throws Exception {
        for (int i = 1; i < 100; i++) {
            ask("192.0.2." + i);
        }
        assertThat(ask("198.51.100.1")).isEqualTo(BUSY);
        assertThat(guard.judgeConnected(InetAddress.getByName("198.51.100.1"))).isEqualTo(ADMIT);
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private OverloadGuard.Verdict behind(Duration eldest) throws UnknownHostException {
        return guard.judge(InetAddress.getByName("192.0.2.1"), eldest);
    }

    @Test
    void nothingNewWhileTooManyAreWorkedOn() throws Exception {
        for (int ignored : Collections.nCopies(3, 0)) {
            guard.began();
        }
        assertThat(ask("192.0.2.1")).isEqualTo(BUSY);
        guard.finished();
        assertThat(ask("192.0.2.1")).isEqualTo(ADMIT);
    }

    @Test
    void nothingNewWhileWhateverLeavesTheQueueIsLate() throws Exception {
        guard.left(Duration.ofMillis(101));
        passes(Duration.ofMillis(999));
        guard.left(Duration.ofMillis(500));
        assertThat(behind(Duration.ofMillis(500))).isEqualTo(ADMIT);
        passes(Duration.ofMillis(1));
        assertThat(behind(Duration.ofMillis(101))).isEqualTo(BUSY);
        assertThat(behind(Duration.ofMillis(100)))
                .as("it has caught up, though none has left yet")
                .isEqualTo(ADMIT);
        guard.left(Duration.ofMillis(100));
        assertThat(behind(Duration.ofMillis(101))).as("one has left in time").isEqualTo(ADMIT);
    }

    /** As it is when the first call of all loads what calls need, or the collector stops everything. */
    @Test
    void pauseTurnsNobodyAway() throws Exception {
        passes(Duration.ofSeconds(9));
        assertThat(behind(Duration.ofSeconds(9))).isEqualTo(ADMIT);
        guard.left(Duration.ofSeconds(9));
        assertThat(behind(Duration.ofSeconds(8))).isEqualTo(ADMIT);
    }

    /** What the queue was like a minute ago says nothing once it has been empty. */
    @Test
    void twoPausesAreNoOverload() throws Exception {
        guard.left(Duration.ofMillis(800));
        guard.left(Duration.ZERO);
        passes(Duration.ofMinutes(1));
        assertThat(behind(Duration.ofMillis(800))).isEqualTo(ADMIT);
    }

    @Test
    void nothingNewWhileNothingLeaves() throws Exception {
        assertThat(behind(Duration.ofMillis(10_000))).isEqualTo(ADMIT);
        assertThat(behind(Duration.ofMillis(10_001))).isEqualTo(BUSY);
    }
}
