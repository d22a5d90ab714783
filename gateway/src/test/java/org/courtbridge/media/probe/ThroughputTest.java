package org.courtbridge.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private static final long SECOND = 1_000_000_000L;

    private final Throughput throughput = new Throughput();

    private void note(long octets, long at) {
        throughput.note(Map.of("all", new Throughput.Count(octets, at)));
    }

    @Test
    void isNotKnownBeforeThreeSeconds() {
        for (int i = 0; i < 3; i++) {
            note(i * 125_000L, i * SECOND);
        }
        assertThat(throughput.most()).isEmpty();
        note(3 * 125_000L, 3 * SECOND);
        assertThat(throughput.most().orElseThrow()).isCloseTo(1_000, within(1e-6));
    }

    @Test
    void isTheMostThatFlowedAndNoBurst() {
        long octets = 0;
        for (int i = 0; i < 20; i++) {
            note(octets, i * SECOND);
            octets += i == 5 ? 375_000 : i > 10 && i < 15 ? 250_000 : 0;
        }
        assertThat(throughput.most().orElseThrow()).isCloseTo(2_000, within(1e-6));
    }

    /** Looked at each second, counted each 1.05 s: what was counted then is not what had flowed when it was looked at. */
    @Test
    void goesByTheTimeOfTheCount() {
        for (int i = 0; i < 60; i++) {
            long counted = i * SECOND / 1_050_000_000 * 1_050_000_000;
            note(counted / 8_000, counted);
        }
        assertThat(throughput.most().orElseThrow()).isCloseTo(1_000, within(0.1));
    }

    @Test
    void isOfAllTogetherWheneverTheyBegin() {
        for (int i = 0; i < 9; i++) {
            Map<String, Throughput.Count> counts = new HashMap<>();
            counts.put("sound", new Throughput.Count(i * 8_000L, i * SECOND));
            if (i > 3) {
                counts.put("picture", new Throughput.Count(9_000_000 + i * 125_000L, i * SECOND + 300_000_000));
            }
            throughput.note(counts);
        }
        assertThat(throughput.most().orElseThrow()).isCloseTo(1_064, within(1e-6));
    }
}
