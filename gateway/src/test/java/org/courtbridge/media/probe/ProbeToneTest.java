package org.courtbridge.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.measure.sound.Probe;
import org.junit.jupiter.api.Test;

class ProbeToneTest {

    @Test
    void playsTheProbeOnceAndSaysWhenItBegins() {
        int[] begun = {0};
        ProbeTone tone = new ProbeTone(() -> begun[0]++);
        assertThat(begun[0]).isZero();
        float[] expected = Probe.samples(Pcm.RATE);
        float[] block = new float[Pcm.BLOCK];
        for (int at = 0; at < expected.length; at += Pcm.BLOCK) {
            assertThat(tone.next(block)).isTrue();
            for (int i = 0; i < Pcm.BLOCK; i++) {
                assertThat(block[i]).isEqualTo(expected[at + i]);
            }
        }
        assertThat(tone.next(block)).isFalse();
        assertThat(tone.next(block)).isFalse();
        assertThat(begun[0]).isEqualTo(1);
    }
}
