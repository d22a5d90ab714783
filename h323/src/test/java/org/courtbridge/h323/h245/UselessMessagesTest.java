package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UselessMessagesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final UselessMessages useless = new UselessMessages();

    @Test
    void aThousandThatAreDroppedAreAFlood() {
        while (useless.mayRead(NOW)) {
            assertThat(useless.isFlood()).isFalse();
        }
        for (int dropped = 2; dropped <= 1_000; dropped++) {
            assertThat(useless.isFlood()).isFalse();
            assertThat(useless.mayRead(NOW)).isFalse();
        }
        assertThat(useless.isFlood()).isTrue();
        assertThat(useless.mayRead(NOW)).isFalse();
        assertThat(useless.isFlood()).as("said once").isFalse();
        assertThat(useless.counts()).isEqualTo(new Control.Counts(0, 0, 1_001));
        assertThat(useless.mayRead(NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void sixteenAreSaidNotToBeUnderstood() {
        assertThat(IntStream.range(0, 20).filter(_ -> useless.notSupported())).hasSize(16);
        useless.unexpected();
        assertThat(useless.counts()).isEqualTo(new Control.Counts(1, 20, 0));
    }
}
