package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.NativeHeap;
import org.junit.jupiter.api.Test;

/** In small what the soak does for ten minutes. */
class BitstreamMutationsTest {

    private static final int SEED = 20_261_126;

    @Test
    void mutatedStreamsAreLeftOutOrShown() {
        BitstreamMutations mutations = new BitstreamMutations(SEED);
        for (int i = 0; i < 5; i++) {
            mutations.play();
        }
        assertThat(mutations.changed()).isGreaterThan(1_000);
        assertThat(mutations.shown()).isGreaterThan(500);
        assertThat(mutations.refused()).isPositive();
        assertThat(mutations.incomplete()).isGreaterThan(200);
    }

    @Test
    void mutatedStreamsLeaveNoMemoryBehind() throws Throwable {
        BitstreamMutations mutations = new BitstreamMutations(SEED);
        assertThat(NativeHeap.open().growth(mutations::play)).isLessThan(1 << 18);
    }
}
