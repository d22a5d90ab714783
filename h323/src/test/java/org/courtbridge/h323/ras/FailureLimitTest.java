package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureLimitTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.8");

    private final FailureLimit limit = new FailureLimit();

    @Test
    void slowsGuessesOfOneName() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.isTooSoon("room1", GUESSER, NOW)).isFalse();
            limit.failed("room1", GUESSER, NOW);
        }
        assertThat(limit.isTooSoon("room1", GUESSER, NOW)).isTrue();
        assertThat(limit.isTooSoon("room2", GUESSER, NOW)).isFalse();
        assertThat(limit.isTooSoon("room1", OTHER, NOW)).isFalse();
        assertThat(limit.isTooSoon("room1", GUESSER, NOW.plusSeconds(1))).isFalse();
        limit.failed("room1", GUESSER, NOW.plusSeconds(1));
        assertThat(limit.isTooSoon("room1", GUESSER, NOW.plusSeconds(2))).isTrue();
    }

    @Test
    void slowsWhoTriesManyNames() {
        for (int i = 0; i < 40; i++) {
            assertThat(limit.isTooSoon("room" + i, GUESSER, NOW)).isFalse();
            limit.failed("room" + i, GUESSER, NOW);
        }
        assertThat(limit.isTooSoon("another", GUESSER, NOW)).isTrue();
        assertThat(limit.isTooSoon("another", OTHER, NOW)).isFalse();
    }

    /** One room with the right password behind an address does not forgive the guesses of another there. */
    @Test
    void forgivesTheNameAndOneFailureOfTheAddress() {
        for (int i = 0; i < 39; i++) {
            limit.failed("room" + i, GUESSER, NOW);
        }
        limit.succeeded("room1", GUESSER);
        limit.failed("room50", GUESSER, NOW);
        assertThat(limit.isTooSoon("another", GUESSER, NOW)).isFalse();
        limit.failed("room51", GUESSER, NOW);
        assertThat(limit.isTooSoon("another", GUESSER, NOW)).isTrue();
    }

    /** As when somebody forges the address of a room that has registered: neither it nor others there wait for that. */
    @Test
    void whoHasProvedHisPasswordIsNotKeptOutByWhatIsWrongInHisName() {
        limit.succeeded("room1", GUESSER);
        for (int i = 0; i < 100; i++) {
            limit.failed("room1", GUESSER, NOW);
        }
        assertThat(limit.isTooSoon("room1", GUESSER, NOW)).isFalse();
        assertThat(limit.isTooSoon("room2", GUESSER, NOW)).isFalse();
        for (int i = 0; i < 40; i++) {
            limit.failed("other" + i, GUESSER, NOW);
        }
        assertThat(limit.isTooSoon("room2", GUESSER, NOW)).isTrue();
        assertThat(limit.isTooSoon("room1", GUESSER, NOW)).isFalse();
    }

    @Test
    void whoHasProvedHisPasswordElsewhereMayBeKeptOutHere() {
        limit.succeeded("room1", OTHER);
        for (int i = 0; i < 3; i++) {
            limit.failed("room1", GUESSER, NOW);
        }
        assertThat(limit.isTooSoon("room1", GUESSER, NOW)).isTrue();
        assertThat(limit.isTooSoon("room1", OTHER, NOW)).isFalse();
    }

    @Test
    void countsANetworkOfVersion6AsOneAddress() {
        for (int i = 0; i < 40; i++) {
            limit.failed("room" + i, InetAddress.ofLiteral("2001:db8:0:1::" + i), NOW);
        }
        assertThat(limit.isTooSoon("another", InetAddress.ofLiteral("2001:db8:0:1::99"), NOW))
                .isTrue();
        assertThat(limit.isTooSoon("another", InetAddress.ofLiteral("2001:db8:0:2::99"), NOW))
                .isFalse();
    }

    /** All of them come through one /64. */
    @Test
    void countsWhomANat64LeadsToItEachForHimself() {
        for (int i = 0; i < 40; i++) {
            limit.failed("room" + i, InetAddress.ofLiteral("64:ff9b::192.0.2.7"), NOW);
        }
        assertThat(limit.isTooSoon("another", InetAddress.ofLiteral("64:ff9b::192.0.2.7"), NOW))
                .isTrue();
        assertThat(limit.isTooSoon("another", GUESSER, NOW)).as("the same host").isTrue();
        assertThat(limit.isTooSoon("another", InetAddress.ofLiteral("64:ff9b::192.0.2.8"), NOW))
                .isFalse();
    }

    /** Of a gateway whose time is corrected: the rooms that waited a second do not wait an hour. */
    @Test
    void doesNotWaitForAClockThatIsSetBack() {
        for (int i = 0; i < 4; i++) {
            limit.failed("room1", GUESSER, NOW);
        }
        Instant back = NOW.minusSeconds(3_600);
        assertThat(limit.isTooSoon("room1", GUESSER, back)).isTrue();
        assertThat(limit.isTooSoon("room1", GUESSER, back.plusSeconds(2))).isFalse();
    }
}
