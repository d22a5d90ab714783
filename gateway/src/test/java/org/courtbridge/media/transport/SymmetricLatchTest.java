package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricLatchTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final InetSocketAddress SIGNALLED = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress NAT = new InetSocketAddress("198.51.100.7", 61_000);
    private static final InetSocketAddress NEW_PORT = new InetSocketAddress("198.51.100.7", 61_001);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.9", 9_999);

    /** The party's. */
    private static final int SSRC = 0x0bad_cafe;

    private static final int OTHER = 0x7777_7777;

    private final KnownSsrcs known = new KnownSsrcs();
    private final SymmetricLatch latch = SymmetricLatch.rtp(known);

    private void behindNat() {
        latch.signalledFrom(NAT.getAddress(), 0);
        latch.signalled(SIGNALLED, 0);
    }

    @Test
    void knowsNoPlaceAndAdmitsNobodyBeforeTheSessionDescription() {
        latch.signalledFrom(NAT.getAddress(), 0);
        assertThat(latch.destination()).isNull();
        assertThat(latch.admits(NAT, SSRC, 0)).isFalse();
    }

    @Test
    void sendsToTheSessionDescriptionUntilAPacketComesFromTheNatThatTheSignallingComesFrom() {
        behindNat();
        assertThat(latch.destination()).isEqualTo(SIGNALLED);

        assertThat(latch.admits(NAT, SSRC, 0)).isTrue();
        assertThat(latch.destination()).isEqualTo(SIGNALLED);
        latch.heard(NAT, SSRC, 0);
        assertThat(latch.destination()).isEqualTo(NAT);
    }

    @Test
    void admitsNobodyFromAnotherMachine() {
        behindNat();
        for (long at : new long[] {0, 9 * SECOND, 60 * SECOND}) {
            assertThat(latch.admits(STRANGER, OTHER, at)).isFalse();
        }
        latch.heard(NAT, SSRC, 60 * SECOND);
        assertThat(latch.admits(STRANGER, SSRC, 90 * SECOND))
                .as("not even one that knows the SSRC")
                .isFalse();
    }

    @Test
    void learnsThePortOfANatInTheFirstSecondsOnly() {
        behindNat();
        assertThat(latch.admits(NAT, OTHER, 10 * SECOND - 1)).isTrue();
        assertThat(latch.admits(NAT, OTHER, 10 * SECOND)).isFalse();
        assertThat(latch.admits(SIGNALLED, OTHER, 10 * SECOND)).isTrue();
    }

    @Test
    void learnsItAgainWhenTheStreamBeginsAgainOrTheSignallingHasMoved() {
        behindNat();
        latch.begins(60 * SECOND);
        assertThat(latch.admits(NAT, OTHER, 70 * SECOND - 1)).isTrue();
        assertThat(latch.admits(NAT, OTHER, 70 * SECOND)).isFalse();

        latch.signalledFrom(NAT.getAddress(), 80 * SECOND);
        assertThat(latch.admits(NAT, OTHER, 80 * SECOND))
                .as("the same once more says nothing")
                .isFalse();
        latch.signalledFrom(STRANGER.getAddress(), 90 * SECOND);
        assertThat(latch.admits(NAT, OTHER, 90 * SECOND)).isFalse();
        assertThat(latch.admits(STRANGER, OTHER, 90 * SECOND)).isTrue();
        assertThat(latch.admits(STRANGER, OTHER, 100 * SECOND)).isFalse();
    }

    @Test
    void aPartyThatSendsFromAnotherPortThanItsDescriptionNamesIsHeardInTheFirstSeconds() {
        InetSocketAddress port = new InetSocketAddress(SIGNALLED.getAddress(), 4_100);
        latch.signalled(SIGNALLED, 0);
        assertThat(latch.admits(port, SSRC, 10 * SECOND - 1)).isTrue();
        assertThat(latch.admits(port, SSRC, 10 * SECOND)).isFalse();
    }

    /** As of an H.323 room whose signalling comes by a gatekeeper, and which has named where it reports from alone. */
    @Test
    void aPartyIsHeardFromTheMachineThatItsDescriptionNamesForItsOtherPort() {
        latch.signalled(new InetSocketAddress("0.0.0.0", 0), 0);
        latch.named(SIGNALLED.getAddress());
        assertThat(latch.admits(SIGNALLED, SSRC, 10 * SECOND - 1)).isTrue();
        assertThat(latch.admits(NAT, SSRC, 10 * SECOND - 1)).isFalse();
    }

    @Test
    void nothingIsLearntWherePacketsComeAsTheyWereSignalled() {
        latch.signalled(SIGNALLED, 0);
        latch.heard(SIGNALLED, SSRC, 0);
        InetSocketAddress port = new InetSocketAddress(SIGNALLED.getAddress(), 4_100);
        assertThat(latch.admits(port, OTHER, 5 * SECOND)).isFalse();
        latch.begins(60 * SECOND);
        assertThat(latch.admits(port, OTHER, 61 * SECOND)).isFalse();
    }

    @Test
    void refusesAnotherPortWhileTheSourceIsHeard() {
        behindNat();
        latch.heard(NAT, SSRC, 0);
        latch.heard(NAT, SSRC, SECOND);

        assertThat(latch.admits(NEW_PORT, SSRC, 3 * SECOND - 1)).isFalse();
        assertThat(latch.admits(NAT, SSRC, 3 * SECOND - 1)).isTrue();
    }

    @Test
    void followsTheStreamToTheNewPortOfItsNatOnceTheOldIsSilent() {
        behindNat();
        latch.heard(NAT, SSRC, 0);
        assertThat(latch.admits(NEW_PORT, OTHER, 60 * SECOND))
                .as("somebody else behind the same NAT")
                .isFalse();

        assertThat(latch.admits(NEW_PORT, SSRC, 60 * SECOND)).isTrue();
        latch.heard(NEW_PORT, SSRC, 60 * SECOND);
        assertThat(latch.destination()).isEqualTo(NEW_PORT);
        assertThat(latch.admits(NAT, SSRC, 60 * SECOND)).isFalse();
    }

    @Test
    void whoeverIsFirstKeepsNobodyOutWhoIsWhereTheSessionDescriptionSays() {
        behindNat();
        latch.heard(NAT, OTHER, 0);

        assertThat(latch.admits(SIGNALLED, SSRC, 1)).isTrue();
        latch.heard(SIGNALLED, SSRC, 1);
        assertThat(latch.destination()).isEqualTo(SIGNALLED);
        assertThat(latch.admits(NAT, OTHER, 2)).isFalse();
    }

    @Test
    void keepsWhatItLearntWhenTheSameDescriptionComesAgain() {
        behindNat();
        latch.heard(NAT, SSRC, 0);
        latch.signalled(new InetSocketAddress("192.0.2.1", 4000), 60 * SECOND);
        assertThat(latch.destination()).isEqualTo(NAT);
        assertThat(latch.admits(NEW_PORT, OTHER, 63 * SECOND)).isFalse();
    }

    @Test
    void startsAnewWithANewDescription() {
        behindNat();
        latch.heard(NAT, SSRC, 0);
        InetSocketAddress moved = new InetSocketAddress("192.0.2.1", 4002);
        latch.signalled(moved, 60 * SECOND);
        assertThat(latch.destination()).isEqualTo(moved);
        assertThat(latch.admits(moved, OTHER, 60 * SECOND)).isTrue();
        assertThat(latch.admits(NEW_PORT, OTHER, 60 * SECOND)).isTrue();
    }

    @Test
    void sendsNowhereOnOldStyleHold() {
        latch.signalled(new InetSocketAddress("0.0.0.0", 4000), 0);
        assertThat(latch.destination()).isNull();
        latch.signalled(new InetSocketAddress("192.0.2.1", 0), 0);
        assertThat(latch.destination()).isNull();
    }

    /** As of a device whose provider gives its NAT another address. */
    @Test
    void followsTheStreamToAnotherMachineWhereThatIsAllowed() {
        behindNat();
        latch.followElsewhere();
        latch.heard(NAT, SSRC, 0);
        assertThat(latch.isElsewhere(STRANGER)).isTrue();
        assertThat(latch.admits(STRANGER, OTHER, 60 * SECOND)).isFalse();
        assertThat(latch.admits(STRANGER, SSRC, 2 * SECOND - 1)).isFalse();
        assertThat(latch.admits(STRANGER, SSRC, 2 * SECOND)).isTrue();
        latch.heard(STRANGER, SSRC, 2 * SECOND);
        assertThat(latch.destination()).isEqualTo(STRANGER);
    }

    /** As of a NAT that gives media another of its addresses than signalling. */
    @Test
    void takesAnotherMachineInTheFirstSecondsWhereThatIsAllowed() {
        behindNat();
        latch.followElsewhere();
        assertThat(latch.admits(STRANGER, SSRC, 10 * SECOND)).isFalse();
        assertThat(latch.admits(STRANGER, SSRC, 10 * SECOND - 1)).isTrue();
    }

    @Test
    void rtcpBelongsToItsSourceBetweenReportsToo() {
        SymmetricLatch rtcp = SymmetricLatch.rtcp(known);
        InetSocketAddress party = new InetSocketAddress("192.0.2.1", 5001);
        InetSocketAddress otherPort = new InetSocketAddress("192.0.2.1", 5003);
        rtcp.signalled(party, 0);
        rtcp.heard(party, SSRC, 0);
        assertThat(rtcp.admits(otherPort, SSRC, 30 * SECOND - 1)).isFalse();
        assertThat(rtcp.admits(party, SSRC, 30 * SECOND - 1)).isTrue();
        assertThat(rtcp.admits(otherPort, SSRC, 30 * SECOND)).isTrue();
    }

    /** A room may report for the first time long after its NAT was learnt for RTP. */
    @Test
    void rtcpIsKnownByTheSsrcOfRtp() {
        SymmetricLatch rtcp = SymmetricLatch.rtcp(known);
        rtcp.signalled(new InetSocketAddress("192.0.2.1", 4001), 0);
        behindNat();
        latch.heard(NAT, SSRC, 0);
        rtcp.accompany(NAT.getAddress(), 0);
        assertThat(rtcp.admits(NEW_PORT, OTHER, 60 * SECOND)).isFalse();
        assertThat(rtcp.admits(STRANGER, SSRC, 60 * SECOND)).isFalse();
        assertThat(rtcp.admits(NEW_PORT, SSRC, 60 * SECOND)).isTrue();
    }

    @Test
    void rtcpIsAwaitedFromTheMachineThatRtpComesFrom() {
        SymmetricLatch rtcp = SymmetricLatch.rtcp(known);
        rtcp.signalled(new InetSocketAddress("192.0.2.1", 4001), 0);
        rtcp.accompany(NAT.getAddress(), 0);
        rtcp.heard(NEW_PORT, OTHER, 0);
        rtcp.accompany(STRANGER.getAddress(), 60 * SECOND);
        assertThat(rtcp.destination()).isEqualTo(new InetSocketAddress("192.0.2.1", 4001));
        assertThat(rtcp.admits(STRANGER, SSRC, 61 * SECOND)).isTrue();
        assertThat(rtcp.admits(NEW_PORT, SSRC, 61 * SECOND)).isFalse();
    }

    /** As behind a NAT, whose outside the signalling comes from. */
    @Test
    void admitsNobodyFromAnotherMachineThanTheOneThatMayBeIt() {
        latch.signalledFrom(NAT.getAddress(), 0);
        latch.signalled(new InetSocketAddress("0.0.0.0", 0), 0);
        assertThat(latch.destination()).isNull();

        assertThat(latch.admits(STRANGER, SSRC, 0)).isFalse();
        assertThat(latch.admits(NAT, SSRC, 0)).isTrue();
        latch.heard(NAT, SSRC, 0);
        assertThat(latch.destination()).isEqualTo(NAT);
        assertThat(latch.admits(STRANGER, SSRC, 60 * SECOND)).isFalse();
        assertThat(latch.admits(NEW_PORT, SSRC, 60 * SECOND)).isTrue();
    }

    @Test
    void whoBringsProofOfHisOwnMayComeFromAnywhereWhileNobodyIsHeard() {
        assertThat(latch.admitsProof(STRANGER, 0)).isFalse();
        behindNat();
        assertThat(latch.admitsProof(STRANGER, 60 * SECOND)).isTrue();
        latch.heard(NAT, 60 * SECOND);
        assertThat(latch.admitsProof(STRANGER, 61 * SECOND)).isFalse();
        assertThat(latch.admitsProof(SIGNALLED, 61 * SECOND)).isTrue();
    }

    @Test
    void remembersTheLatestFourSsrcs() {
        for (int ssrc = 1; ssrc <= 5; ssrc++) {
            known.add(ssrc);
            known.add(ssrc);
        }
        assertThat(known.contains(1)).isFalse();
        for (int ssrc = 2; ssrc <= 5; ssrc++) {
            assertThat(known.contains(ssrc)).isTrue();
        }
        assertThat(known.contains(0)).isFalse();
    }

    /** It was muted, or its user came later: neither RTP nor RTCP in the first seconds. */
    @Test
    void hearsAPartyBehindANatThatIsSilentAtFirst() {
        behindNat();
        int came = 0;
        while (!latch.admits(NAT, SSRC, 60 * SECOND + came * SECOND / 50)) {
            came++;
        }
        assertThat(came).isEqualTo(SymmetricLatch.LATE_PACKETS - 1);
        latch.heard(NAT, SSRC, 61 * SECOND);
        assertThat(latch.destination()).isEqualTo(NAT);
        assertThat(admitsLate(NEW_PORT, OTHER, 70 * SECOND))
                .as("another, once it was heard")
                .isFalse();
    }

    @Test
    void hearsNobodyElseLate() {
        behindNat();
        assertThat(admitsLate(STRANGER, SSRC, 60 * SECOND)).isFalse();
        for (int i = 0; i < 2 * SymmetricLatch.LATE_PACKETS; i++) {
            assertThat(latch.admits(i % 2 == 0 ? NAT : NEW_PORT, SSRC, 70 * SECOND))
                    .isFalse();
            assertThat(latch.admits(NAT, i, 80 * SECOND)).isFalse();
            assertThat(latch.admits(NAT, SSRC, (90 + i) * SECOND)).isFalse();
        }
        SymmetricLatch rtcp = SymmetricLatch.rtcp(known);
        rtcp.signalledFrom(NAT.getAddress(), 0);
        rtcp.signalled(SIGNALLED, 0);
        for (int i = 0; i < 2 * SymmetricLatch.LATE_PACKETS; i++) {
            assertThat(rtcp.admits(NAT, SSRC, 60 * SECOND)).isFalse();
        }
    }

    /** Its media reach it: whoever forges its address would draw them away from it. */
    @Test
    void movesNobodyLateWhoIsWhereHeSays() {
        latch.signalledFrom(SIGNALLED.getAddress(), 0);
        latch.signalled(SIGNALLED, 0);
        assertThat(admitsLate(new InetSocketAddress(SIGNALLED.getAddress(), 4_100), SSRC, 60 * SECOND))
                .isFalse();
    }

    private boolean admitsLate(InetSocketAddress from, int ssrc, long at) {
        boolean admitted = false;
        for (int i = 0; i < 2 * SymmetricLatch.LATE_PACKETS; i++) {
            admitted |= latch.admits(from, ssrc, at + i * SECOND / 50);
        }
        return admitted;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "224.0.0.1",
                "239.255.0.1",
                "ff02::1",
                "255.255.255.255",
                "0.0.0.0",
                "::",
                "127.0.0.1",
                "::1",
                "::ffff:127.0.0.1"
            })
    void sendsToNoAddressThatIsNotOneMachinesOrIsOurs(String address) {
        latch.signalledFrom(NAT.getAddress(), 0);
        latch.signalled(new InetSocketAddress(InetAddress.ofLiteral(address), 4_000), 0);
        assertThat(latch.destination()).isNull();
    }

    @Test
    void sendsToAPartyOnThisMachine() {
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 4_000);
        latch.signalled(here, 0);
        latch.signalledFrom(NAT.getAddress(), 0);
        assertThat(latch.destination()).isNull();
        latch.signalledFrom(InetAddress.ofLiteral("127.0.0.2"), 0);
        assertThat(latch.destination()).isEqualTo(here);
    }
}
