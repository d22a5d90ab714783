package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentLoudnessTest {

    private static final int BLOCKS_OF_A_MINUTE = 60 * 50;

    private final RecentLoudness loudness = new RecentLoudness();

    private void quiet(int blocks) {
        for (int n = 0; n < blocks; n++) {
            loudness.block(-90);
        }
    }

    @Test
    void isSilentBeforeTheFirstBlock() {
        assertThat(loudness.loudest()).isEqualTo(-127);
    }

    @Test
    void oneLoudBlockIsRememberedForAMinute() {
        quiet(7);
        loudness.block(-20);
        quiet(BLOCKS_OF_A_MINUTE - 60);
        assertThat(loudness.loudest()).isEqualTo(-20);
        quiet(60);
        assertThat(loudness.loudest()).isEqualTo(-90);
    }

    @Test
    void theLoudestCounts() {
        loudness.block(-40);
        loudness.block(-10);
        loudness.block(-60);
        assertThat(loudness.loudest()).isEqualTo(-10);
    }
}
