package org.courtbridge.codecs.measure.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoudestFrameTest {

    private final LoudestFrame loudest = new LoudestFrame();

    @Test
    void isRememberedForAMinute() {
        loudest.hear(3);
        loudest.hear(1);
        assertThat(loudest.power()).isEqualTo(3);
        for (int part = 1; part < FrameHistory.PARTS; part++) {
            loudest.beginPart();
            loudest.hear(2);
            assertThat(loudest.power()).isEqualTo(3);
        }
        loudest.beginPart();
        assertThat(loudest.power()).as("the first part is over").isEqualTo(2);
    }
}
