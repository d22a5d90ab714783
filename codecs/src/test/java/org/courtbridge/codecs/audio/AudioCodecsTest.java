package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioCodecsTest {

    /** Tables 1 and 2 of G.711. */
    @Test
    void knowsBothLawsOfG711() {
        assertThat(sample(G711.A_LAW, 0xD5)).isEqualTo(8);
        assertThat(sample(G711.A_LAW, 0x55)).isEqualTo(-8);
        assertThat(sample(G711.A_LAW, 0xAA)).isEqualTo(32_256);
        assertThat(sample(G711.A_LAW, 0x2A)).isEqualTo(-32_256);
        assertThat(sample(G711.MU_LAW, 0xFF)).isZero();
        assertThat(sample(G711.MU_LAW, 0x80)).isEqualTo(32_124);
        assertThat(sample(G711.MU_LAW, 0x00)).isEqualTo(-32_124);
        assertThat(sample(G711.MU_LAW, 0xEF)).isEqualTo(132);
    }

    @Test
    void givesBackEveryByteOfG711() {
        for (int code = 0; code < 256; code++) {
            assertThat(G711.A_LAW.code(G711.A_LAW.sample((byte) code))).isEqualTo((byte) code);
            if (code != 0x7F) {
                // Negative zero of the µ-law comes back as zero.
                assertThat(G711.MU_LAW.code(G711.MU_LAW.sample((byte) code))).isEqualTo((byte) code);
            }
        }
    }

    private static int sample(G711 law, int code) {
        return Math.round(law.sample((byte) code) * 32_768);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackATone(AudioCodec codec) {
        int count = codec.sampleRate() / 50;
        double worst = 0;
        try (AudioEncoder encoder = AudioEncoder.of(AudioFormat.withoutParameters(codec, 0));
                AudioDecoder decoder = AudioDecoder.of(codec)) {
            byte[] payload = new byte[AudioEncoder.MAX_BYTES];
            float[] samples = new float[48 * AudioDecoder.MAX_MS];
            for (int block = 0; block < 50; block++) {
                float[] tone = new float[count];
                for (int i = 0; i < count; i++) {
                    tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1_000 * (block * count + i) / codec.sampleRate()));
                }
                int length = encoder.encode(tone, payload, 0);
                assertThat(length).isBetween(1, codec.encodingName().equals("L16") ? 2 * count : 160);
                assertThat(decoder.samples(payload, 0, length)).isEqualTo(count);
                assertThat(decoder.decode(payload, 0, length, samples)).isEqualTo(count);
                if (block > 10) {
                    worst = Math.max(worst, Math.abs(Pcm.level(samples, count) + 9));
                }
            }
        }
        assertThat(worst).isLessThanOrEqualTo(1);
    }

    /** Every length, and junk: a verdict, and never an exception. */
    @ParameterizedTest
    @EnumSource
    void judgesWhateverComes(AudioCodec codec) {
        Random random = new Random(1);
        float[] samples = new float[48 * AudioDecoder.MAX_MS];
        try (AudioDecoder decoder = AudioDecoder.of(codec)) {
            assertThat(decoder.decode(new byte[0], 0, 0, samples)).isEqualTo(AudioDecoder.INVALID);
            assertThat(decoder.decode(new byte[12_000], 0, 12_000, samples)).isEqualTo(AudioDecoder.INVALID);
            for (int i = 0; i < 2_000; i++) {
                byte[] junk = new byte[random.nextInt(1, 200)];
                random.nextBytes(junk);
                int decoded = decoder.decode(junk, 0, junk.length, samples);
                assertThat(decoded).isBetween(AudioDecoder.INVALID, samples.length);
                assertThat(decoded).isNotZero();
            }
        }
    }

    /** RFC 6716, section 3: packets of 2.5 to 120 ms; stereo comes out as one channel. */
    @Test
    void takesOpusOfEveryLength() {
        try (AudioDecoder decoder = AudioDecoder.of(AudioCodec.OPUS)) {
            float[] samples = new float[48 * AudioDecoder.MAX_MS];
            // TOC bytes: CELT full-band 2.5, 5, 10, 20 ms (28 to 31), stereo flag, code 0; then 6 frames of 20 ms, code
            // 3.
            assertThat(decoder.decode(new byte[] {(byte) (28 << 3), 0, 0}, 0, 3, samples))
                    .isEqualTo(120);
            assertThat(decoder.decode(new byte[] {(byte) (31 << 3 | 4), 0, 0}, 0, 3, samples))
                    .isEqualTo(960);
            assertThat(decoder.decode(new byte[] {(byte) (31 << 3 | 3), 6, 0, 0, 0, 0, 0, 0}, 0, 8, samples))
                    .isEqualTo(5_760);
            assertThat(decoder.decode(new byte[] {(byte) (31 << 3 | 3), 7, 0, 0, 0, 0, 0, 0, 0}, 0, 9, samples))
                    .isEqualTo(AudioDecoder.INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMA", "G722", "L16_32K"})
    void resamplesThereAndBackWithoutASeam(AudioCodec codec) {
        int rate = codec.sampleRate();
        RateChange up = RateChange.between(rate, Pcm.RATE, rate / 50);
        RateChange down = RateChange.between(Pcm.RATE, rate, Pcm.BLOCK);
        float[] in = new float[rate / 50];
        float[] middle = new float[Pcm.BLOCK];
        float[] out = new float[rate / 50];
        int delay = 2 * Resampler.DELAY * rate / Pcm.RATE;
        // Going down gives the last sample of each group of input first: a part of a sample early, and half one of 48
        // kHz
        // more where the way up from 32 kHz goes down from 96 kHz.
        double early = Pcm.RATE % rate == 0 ? 1 - (double) rate / Pcm.RATE : 2 / 3.0 + 1 / 3.0;
        double worst = 0;
        for (int block = 0; block < 20; block++) {
            for (int i = 0; i < in.length; i++) {
                in[i] = (float) Math.sin(2 * Math.PI * 1_000 * (block * in.length + i) / rate);
            }
            assertThat(up.process(in, in.length, middle)).isEqualTo(Pcm.BLOCK);
            assertThat(down.process(middle, Pcm.BLOCK, out)).isEqualTo(in.length);
            for (int i = 0; i < out.length && block > 0; i++) {
                double expected = Math.sin(2 * Math.PI * 1_000 * (block * in.length + i - delay + early) / rate);
                worst = Math.max(worst, Math.abs(out[i] - expected));
            }
        }
        assertThat(worst).isLessThan(0.01);
    }

    @Test
    void keepsFiveLoudVoicesBelowFullScaleWithoutAJump() {
        Limiter limiter = new Limiter();
        double[] frequencies = {211, 307, 401, 503, 601};
        float[] block = new float[Pcm.BLOCK];
        float before = 0;
        double peak = 0;
        double jump = 0;
        for (int n = 0; n < 100; n++) {
            for (int i = 0; i < Pcm.BLOCK; i++) {
                double sum = 0;
                for (double frequency : frequencies) {
                    sum += Math.sin(2 * Math.PI * frequency * (n * Pcm.BLOCK + i) / Pcm.RATE);
                }
                block[i] = n < 20 ? (float) sum / 10 : (float) sum;
            }
            limiter.process(block);
            for (float sample : block) {
                peak = Math.max(peak, Math.abs(sample));
                if (n != 20) {
                    jump = Math.max(jump, Math.abs(sample - before));
                }
                before = sample;
            }
        }
        assertThat(peak).isBetween(0.8, 0.9901);
        // The steepest that these voices are by themselves when they fill the range: 2 pi 601 / 48,000 = 0.08.
        assertThat(jump).isLessThan(0.1);
    }

    @Test
    void countsLevelsFromFullScale() {
        float[] block = new float[Pcm.BLOCK];
        assertThat(Pcm.level(block, Pcm.BLOCK)).isEqualTo(-127);
        Arrays.fill(block, 1);
        assertThat(Pcm.level(block, Pcm.BLOCK)).isZero();
        Arrays.fill(block, 0.1f);
        assertThat(Pcm.level(block, Pcm.BLOCK)).isEqualTo(-20);
    }
}
