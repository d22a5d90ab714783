package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SECOND = 1_000_000_000L;

    private final Backoff backoff = new Backoff(0);

    @Test
    void waitsLongerAfterEachFailureInARow() {
        assertThat(backoff.isDue(0)).isTrue();
        for (int wait : new int[] {1, 2, 4, 8, 15, 15}) {
            backoff.failed(0);
            assertThat(backoff.isDue(wait * SECOND - 1)).as("%d s", wait).isFalse();
            assertThat(backoff.isDue(wait * SECOND)).as("%d s", wait).isTrue();
        }
        backoff.succeeded();
        backoff.dueAt(20 * SECOND);
        assertThat(backoff.isDue(20 * SECOND - 1)).isFalse();
        backoff.failed(20 * SECOND);
        assertThat(backoff.isDue(21 * SECOND)).isTrue();
    }
}
