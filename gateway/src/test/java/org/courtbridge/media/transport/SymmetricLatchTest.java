package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SymmetricLatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final InetSocketAddress SIGNALLED = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress NAT = new InetSocketAddress("198.51.100.7", 61_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.9", 9_999);

    private final SymmetricLatch latch = SymmetricLatch.rtp();

    @Test
    void knowsNoPlaceAndAdmitsNobodyBeforeTheSessionDescription() {
        assertThat(latch.destination()).isNull();
        assertThat(latch.admits(STRANGER, 0)).isFalse();
    }

    @Test
    void sendsToTheSessionDescriptionUntilAPacketComesFromElsewhere() {
        latch.signalled(SIGNALLED);
        assertThat(latch.destination()).isEqualTo(SIGNALLED);

        assertThat(latch.admits(NAT, 0)).isTrue();
        assertThat(latch.destination()).isEqualTo(SIGNALLED);
        latch.heard(NAT, 0);
        assertThat(latch.destination()).isEqualTo(NAT);
    }

    @Test
    void refusesStrangersWhileTheSourceIsHeard() {
        latch.signalled(SIGNALLED);
        latch.heard(NAT, 0);
        latch.heard(NAT, SECOND);

        assertThat(latch.admits(STRANGER, 3 * SECOND - 1)).isFalse();
        assertThat(latch.admits(NAT, 3 * SECOND - 1)).isTrue();
    }

    @Test
    void followsAnotherSourceOnceTheFirstIsSilent() {
        latch.signalled(SIGNALLED);
        latch.heard(NAT, 0);

        assertThat(latch.admits(STRANGER, 2 * SECOND)).isTrue();
        latch.heard(STRANGER, 2 * SECOND);
        assertThat(latch.destination()).isEqualTo(STRANGER);
        assertThat(latch.admits(NAT, 2 * SECOND)).isFalse();
    }

    @Test
    void whoeverIsFirstKeepsNobodyOutWhoIsWhereTheSessionDescriptionSays() {
        latch.signalled(SIGNALLED);
        latch.heard(STRANGER, 0);

        assertThat(latch.admits(SIGNALLED, 1)).isTrue();
        latch.heard(SIGNALLED, 1);
        assertThat(latch.destination()).isEqualTo(SIGNALLED);
        assertThat(latch.admits(STRANGER, 2)).isFalse();
    }

    @Test
    void keepsWhatItLearntWhenTheSameDescriptionComesAgain() {
        latch.signalled(SIGNALLED);
        latch.heard(NAT, 0);
        latch.signalled(new InetSocketAddress("192.0.2.1", 4000));
        assertThat(latch.destination()).isEqualTo(NAT);
    }

    @Test
    void startsAnewWithANewDescription() {
        latch.signalled(SIGNALLED);
        latch.heard(NAT, 0);
        InetSocketAddress moved = new InetSocketAddress("192.0.2.1", 4002);
        latch.signalled(moved);
        assertThat(latch.destination()).isEqualTo(moved);
        assertThat(latch.admits(moved, 0)).isTrue();
    }

    @Test
    void sendsNowhereOnOldStyleHold() {
        latch.signalled(new InetSocketAddress("0.0.0.0", 4000));
        assertThat(latch.destination()).isNull();
        latch.signalled(new InetSocketAddress("192.0.2.1", 0));
        assertThat(latch.destination()).isNull();
    }

    @Test
    void rtcpBelongsToItsSourceBetweenReportsToo() {
        SymmetricLatch rtcp = SymmetricLatch.rtcp();
        InetSocketAddress party = new InetSocketAddress("192.0.2.1", 5001);
        InetSocketAddress stranger = new InetSocketAddress("192.0.2.2", 5001);
        rtcp.signalled(party);
        rtcp.heard(party, 0);
        assertThat(rtcp.admits(stranger, TimeUnit.SECONDS.toNanos(29))).isFalse();
        assertThat(rtcp.admits(party, TimeUnit.SECONDS.toNanos(29))).isTrue();
        assertThat(rtcp.admits(stranger, TimeUnit.SECONDS.toNanos(30))).isTrue();
    }

    /** As behind a NAT, whose outside the signalling comes from. */
    @Test
    void admitsNobodyFromAnotherMachineThanTheOneThatMayBeIt() {
        latch.onlyFrom(NAT.getAddress());
        latch.signalled(new InetSocketAddress("0.0.0.0", 0));
        assertThat(latch.destination()).isNull();

        assertThat(latch.admits(STRANGER, 0)).isFalse();
        assertThat(latch.admits(NAT, 0)).isTrue();
        latch.heard(NAT, 0);
        assertThat(latch.destination()).isEqualTo(NAT);
        assertThat(latch.admits(STRANGER, 60 * SECOND)).isFalse();
        assertThat(latch.admits(new InetSocketAddress(NAT.getAddress(), 61_001), 60 * SECOND))
                .isTrue();
    }
}
