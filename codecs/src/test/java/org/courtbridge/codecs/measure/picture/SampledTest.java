package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampledTest {

    @Test
    void keepsAllOfFew() {
        Sampled<Integer> sampled = new Sampled<>(10);
        for (int i = 0; i < 10; i++) {
            sampled.add(i);
        }
        assertThat(sampled.kept()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void spreadsWhatItKeepsOverAllOfMany() {
        Sampled<Integer> sampled = new Sampled<>(10);
        for (int i = 0; i < 73; i++) {
            sampled.add(i);
        }
        assertThat(sampled.kept()).containsExactly(0, 8, 16, 24, 32, 40, 48, 56, 64, 72);
        assertThat(sampled.taken()).isEqualTo(73);
    }
}
