package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class G729Test {

    private static final int BLOCK = 160;
    private static final int BLOCKS = 100;

    /** Something like a voice: a pitch that moves, its overtones, and syllables. */
    private static float[] voice() {
        float[] samples = new float[BLOCKS * BLOCK];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double time = i / 8_000.0;
            phase += 2 * Math.PI * (140 + 30 * Math.sin(2 * Math.PI * 0.7 * time)) / 8_000;
            double loudness = 0.25 * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * time));
            for (int overtone = 1; overtone <= 12; overtone++) {
                samples[i] += (float) (loudness * Math.sin(overtone * phase) / overtone);
            }
        }
        return samples;
    }

    private static byte[] coded(float[] samples) {
        byte[] coded = new byte[samples.length / BLOCK * 2 * G729Library.BYTES];
        try (AudioEncoder encoder = new G729Encoder()) {
            for (int block = 0; block < samples.length / BLOCK; block++) {
                float[] one = Arrays.copyOfRange(samples, block * BLOCK, (block + 1) * BLOCK);
                assertThat(encoder.encode(one, coded, block * 2 * G729Library.BYTES))
                        .isEqualTo(2 * G729Library.BYTES);
            }
        }
        return coded;
    }

    private static float[] decoded(AudioDecoder decoder, byte[] coded) {
        float[] all = new float[coded.length / G729Library.BYTES * G729Library.FRAME];
        float[] some = new float[BLOCK];
        for (int at = 0; at < coded.length; at += 2 * G729Library.BYTES) {
            assertThat(decoder.decode(coded, at, 2 * G729Library.BYTES, some)).isEqualTo(BLOCK);
            System.arraycopy(some, 0, all, at / G729Library.BYTES * G729Library.FRAME, BLOCK);
        }
        return all;
    }

    /** dB of what is left of one when the other, as loud as fits best, is taken away. */
    private static double difference(float[] one, float[] other) {
        double product = 0;
        double energyOfOne = 0;
        double energyOfOther = 0;
        for (int i = 2 * BLOCK; i < one.length; i++) {
            product += one[i] * other[i];
            energyOfOne += one[i] * one[i];
            energyOfOther += other[i] * other[i];
        }
        return 10 * Math.log10(1 - product * product / (energyOfOne * energyOfOther) + 1e-9);
    }

    @Test
    void anotherDecoderHearsTheSame() {
        byte[] coded = coded(voice());
        float[] ours;
        try (AudioDecoder decoder = new G729Decoder()) {
            ours = decoded(decoder, coded);
        }
        float[] theirs = new float[ours.length];
        try (FfmpegG729 decoder = new FfmpegG729()) {
            for (int at = 0; at < coded.length; at += G729Library.BYTES) {
                short[] frame = decoder.decode(coded, at);
                assertThat(frame).hasSize(G729Library.FRAME);
                for (int i = 0; i < frame.length; i++) {
                    theirs[at / G729Library.BYTES * G729Library.FRAME + i] = Pcm.toFloat(frame[i]);
                }
            }
        }
        assertThat(difference(ours, theirs)).isLessThan(-20);
        assertThat(Pcm.level(ours, ours.length))
                .isBetween(Pcm.level(theirs, theirs.length) - 1, Pcm.level(theirs, theirs.length) + 1);
    }

    @Test
    void takesComfortNoiseAsSilence() {
        byte[] coded = coded(voice());
        float[] samples = new float[G729Library.FRAME * 12];
        try (AudioDecoder decoder = new G729Decoder()) {
            decoded(decoder, coded);
            byte[] withNoise = Arrays.copyOf(coded, 2 * G729Library.BYTES + AudioCodec.G729_NOISE_BYTES);
            Arrays.fill(samples, 1);
            assertThat(decoder.decode(withNoise, 0, withNoise.length, samples)).isEqualTo(240);
            assertThat(Arrays.copyOfRange(samples, 160, 240)).containsOnly(0);
            assertThat(Pcm.level(samples, 160)).isGreaterThan(-40);
            assertThat(decoder.decode(new byte[] {0x78, 0x52}, 0, 2, samples)).isEqualTo(80);
            assertThat(Arrays.copyOf(samples, 80)).containsOnly(0);
        }
        assertThat(AudioCodec.G729.announcesSilence(2)).isTrue();
        assertThat(AudioCodec.G729.announcesSilence(12)).isTrue();
        assertThat(AudioCodec.G729.announcesSilence(20)).isFalse();
    }

    @Test
    void takesOneToTwelveFramesAndNoBrokenOnes() {
        try (AudioDecoder decoder = new G729Decoder()) {
            byte[] payload = new byte[200];
            for (int length = 1; length <= payload.length; length++) {
                boolean whole = length % 10 == 0 && length <= 120 || length % 10 == 2 && length <= 112;
                assertThat(decoder.samples(payload, 0, length))
                        .as("%d bytes", length)
                        .isEqualTo(whole ? (length + 8) / 10 * 80 : AudioDecoder.INVALID);
            }
        }
    }

    /** Junk rings on in the filters of a decoder: not for long, and not as something that is no number. */
    @Test
    void hearsAgainAfterJunk() {
        Random random = new Random(2);
        float[] clean;
        byte[] coded = coded(voice());
        try (AudioDecoder decoder = new G729Decoder()) {
            clean = decoded(decoder, coded);
        }
        float[] samples = new float[BLOCK];
        try (AudioDecoder decoder = new G729Decoder()) {
            byte[] junk = new byte[2 * G729Library.BYTES];
            for (int i = 0; i < 20_000; i++) {
                random.nextBytes(junk);
                assertThat(decoder.decode(junk, 0, junk.length, samples)).isEqualTo(BLOCK);
            }
            float[] after = decoded(decoder, coded);
            assertThat(difference(
                            Arrays.copyOfRange(after, after.length / 2, after.length),
                            Arrays.copyOfRange(clean, clean.length / 2, clean.length)))
                    .isLessThan(-12);
        }
    }
}
