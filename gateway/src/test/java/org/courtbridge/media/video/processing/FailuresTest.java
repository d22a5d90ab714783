package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.media.bridge.Log;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final long SECOND = 1_000_000_000;

    private final Log log = new Log(Failures.class);
    private final Failures failures = new Failures("a tape cannot be wound");
    private final RuntimeException cause = new IllegalStateException("torn");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatFailsAllTheTimeIsToldOnceAndThenCountedEachMinute() {
        for (int i = 0; i < 150 * 25; i++) {
            failures.failed(cause, i * SECOND / 25);
        }
        assertThat(log.lines())
                .containsExactly(
                        "ERROR a tape cannot be wound",
                        "ERROR a tape cannot be wound: 1501 times in 60 s",
                        "ERROR a tape cannot be wound: 3001 times in 120 s");
        assertThat(failures.goOn()).isTrue();
    }

    @Test
    void itsEndIsToldAndTheNextTimeIsNews() {
        failures.ended();
        failures.failed(cause, 0);
        failures.failed(cause, 1);
        failures.ended();
        failures.ended();
        assertThat(failures.goOn()).isFalse();
        failures.failed(cause, 2);
        assertThat(log.lines())
                .containsExactly(
                        "ERROR a tape cannot be wound",
                        "INFO a tape cannot be wound: over after 2 times",
                        "ERROR a tape cannot be wound");
    }
}
