package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.courtbridge.court.access.GuessingLimit.Limits;
import org.junit.jupiter.api.Test;

class GuessingLimitTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration BLOCK = Duration.ofMinutes(15);
    private static final String HERE = "192.0.2.1";

    private final GuessingLimit limit = new GuessingLimit(
            new Limits(3, Duration.ofSeconds(1), 5, BLOCK), new Limits(10, Duration.ofSeconds(1), 12, BLOCK));
    private Instant now = START;

    private Duration attempt(String name) {
        return limit.attempt(name, HERE, now);
    }

    @Test
    void slowsDownAndThenBlocks() {
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).isEqualTo(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).isEqualTo(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).isEqualTo(BLOCK);
        now = now.plus(BLOCK);
        assertThat(attempt("a")).isZero();
        assertThat(attempt("a")).as("blocked again after one more").isEqualTo(BLOCK);
    }

    /** Each read the clock before it was its turn. */
    @Test
    void attemptsAtTheSameTimeMayComeInAnyOrder() {
        assertThat(limit.attempt("a", HERE, now.plusMillis(1))).isZero();
        assertThat(limit.attempt("b", HERE, now)).isZero();
        assertThat(limit.attempt("a", HERE, now.minusMillis(1))).isZero();
    }

    @Test
    void doesNotPunishOthers() {
        for (int i = 0; i < 5; i++) {
            attempt("a");
        }
        assertThat(attempt("b")).isZero();
    }

    @Test
    void stopsASourceThatTriesManyNames() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempt("name" + i)).isZero();
        }
        assertThat(attempt("another")).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.attempt("another", "192.0.2.2", now)).isZero();
    }

    @Test
    void takesANetworkOfVersion6ForOneSource() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.attempt("name" + i, "2001:db8:1:2::" + i, now)).isZero();
        }
        assertThat(limit.attempt("another", "2001:db8:1:2:ffff::1", now)).isPositive();
        assertThat(limit.attempt("another", "2001:db8:1:3::1", now)).isZero();
        assertThat(limit.attempt("more", "fe80::1%eth0", now)).isZero();
    }

    @Test
    void forgivesWhoKnowsTheSecret() {
        for (int i = 0; i < 3; i++) {
            attempt("a");
        }
        limit.succeeded("a", HERE);
        assertThat(attempt("a")).isZero();
    }

    @Test
    void doesNotForgiveASourceForOneSecretThatItKnows() {
        for (int i = 0; i < 10; i++) {
            attempt("name" + i);
        }
        limit.succeeded("name9", HERE);
        assertThat(attempt("another")).as("the tenth again").isZero();
        assertThat(attempt("one more")).isPositive();
    }

    @Test
    void countsNothingThatWasNeverDecided() {
        for (int i = 0; i < 20; i++) {
            assertThat(attempt("a")).isZero();
            limit.undecided("a", HERE);
        }
    }

    @Test
    void forgetsAfterAQuietTime() {
        for (int i = 0; i < 3; i++) {
            attempt("a");
        }
        now = now.plus(BLOCK.multipliedBy(2));
        for (int i = 0; i < 3; i++) {
            assertThat(attempt("a")).isZero();
        }
    }
}
