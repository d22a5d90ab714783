package org.courtbridge.operations.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRetentionTest {

    @Test
    void forgetsWhatIsOlderThanItIsKept() {
        List<Instant> before = new ArrayList<>();
        Instant now = Instant.parse("2026-11-27T10:00:00Z");
        new TestRetention(
                        Period.ofDays(30),
                        since -> {
                            before.add(since);
                            return 1;
                        },
                        () -> now)
                .run();
        assertThat(before).containsExactly(Instant.parse("2026-10-28T10:00:00Z"));
    }
}
