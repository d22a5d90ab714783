package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void countsOnInAHearingOfADay() {
        Arrivals arrivals = new Arrivals();
        int pictures = 8 * 3_600 * 30;
        for (int i = 0; i < pictures; i++) {
            arrivals.take(i / 30.0);
        }
        assertThat(arrivals.rate(pictures / 30.0).orElseThrow()).isCloseTo(30, within(0.01));
    }
}
