package org.courtbridge.codecs.measure.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanJitterTest {

    private final MeanJitter jitter = new MeanJitter();

    @Test
    void isOfTheJitterAsOfEachPacket() {
        assertThat(jitter.millis()).isEmpty();
        jitter.add(16);
        assertThat(jitter.millis()).hasValue(1);
        jitter.add(17);
        assertThat(jitter.millis()).as("of 1 and 2").hasValue(1.5);
    }

    @Test
    void comesNearADifferenceThatStays() {
        for (int i = 0; i < 10_000; i++) {
            jitter.add(8);
        }
        assertThat(jitter.millis().orElseThrow()).isCloseTo(8, within(0.05));
    }
}
