package org.courtbridge.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThroughputTest {

    private static final long SECOND = 1_000_000_000L;

    private final Throughput throughput = new Throughput();

    @Test
    void isNotKnownBeforeThreeSeconds() {
        for (int i = 0; i < 3; i++) {
            throughput.note(i * 125_000L, i * SECOND);
        }
        assertThat(throughput.most()).isEmpty();
        throughput.note(3 * 125_000L, 3 * SECOND);
        assertThat(throughput.most().orElseThrow()).isCloseTo(1_000, within(1e-6));
    }

    @Test
    void isTheMostThatFlowedAndNoBurst() {
        long octets = 0;
        for (int i = 0; i < 20; i++) {
            throughput.note(octets, i * SECOND);
            octets += i == 5 ? 375_000 : i > 10 && i < 15 ? 250_000 : 0;
        }
        assertThat(throughput.most().orElseThrow()).isCloseTo(2_000, within(1e-6));
    }
}
