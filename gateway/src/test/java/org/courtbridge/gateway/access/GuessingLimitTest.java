package org.courtbridge.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuessingLimitTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final GuessingLimit limit = new GuessingLimit(3, 5, Duration.ofMinutes(15));
    private Instant now = START;

    @Test
    void slowsDownAndThenBlocks() {
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).isEqualTo(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).isEqualTo(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).isEqualTo(Duration.ofMinutes(15));
        now = now.plus(Duration.ofMinutes(15));
        assertThat(limit.attempt("a", now)).isZero();
        assertThat(limit.attempt("a", now)).as("blocked again after one more").isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void doesNotPunishOthers() {
        for (int i = 0; i < 10; i++) {
            limit.attempt("a", now);
        }
        assertThat(limit.attempt("b", now)).isZero();
    }

    @Test
    void forgivesWhoKnowsTheSecret() {
        for (int i = 0; i < 3; i++) {
            limit.attempt("a", now);
        }
        limit.succeeded("a");
        assertThat(limit.attempt("a", now)).isZero();
    }

    @Test
    void forgetsAfterAQuietTime() {
        for (int i = 0; i < 3; i++) {
            limit.attempt("a", now);
        }
        now = now.plus(Duration.ofMinutes(30));
        for (int i = 0; i < 3; i++) {
            assertThat(limit.attempt("a", now)).isZero();
        }
    }
}
