package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264Test {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int NAL_LIMIT = 1_100;

    private static final int IDR = 5;
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int PICTURE_PARAMETERS = 8;

    @Test
    void aMovingPictureSurvivesCoding() {
        try (H264Encoder encoder = encoder();
                PictureDecoder decoder = new PictureDecoder()) {
            for (int n = 0; n < 30; n++) {
                I420Picture sent = scene(n);
                I420Picture received =
                        decoder.decode(encoder.encode(sent, false)).orElseThrow();
                assertThat(received.width()).isEqualTo(WIDTH);
                assertThat(received.height()).isEqualTo(HEIGHT);
                assertThat(peakSignalToNoise(sent, received))
                        .as("dB of picture %d", n)
                        .isGreaterThan(30);
                assertThat(peakSignalToNoise(scene(n + 4), received))
                        .as("dB against another picture than %d", n)
                        .isLessThan(25);
            }
            assertThat(decoder.refused()).isZero();
        }
    }

    @Test
    void aKeyPictureComesFirstAndThenOnlyWhenAskedFor() {
        try (H264Encoder encoder = encoder()) {
            List<Integer> keyPictures = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                if (nalTypes(encoder.encode(scene(n), n == 37)).contains(IDR)) {
                    keyPictures.add(n);
                }
            }
            assertThat(keyPictures).containsExactly(0, 37);
        }
    }

    @Test
    void whoJoinsAtAKeyPictureNeedsNothingBeforeIt() {
        try (H264Encoder encoder = encoder();
                PictureDecoder decoder = new PictureDecoder()) {
            for (int n = 0; n < 5; n++) {
                encoder.encode(scene(n), false);
            }
            byte[] key = encoder.encode(scene(5), true);
            assertThat(nalTypes(key)).startsWith(SEQUENCE_PARAMETERS, PICTURE_PARAMETERS, IDR);
            assertThat(peakSignalToNoise(scene(5), decoder.decode(key).orElseThrow()))
                    .isGreaterThan(30);
        }
    }

    @Test
    void slicesFitAPacketAndTheProfileIsConstrainedBaseline() {
        try (H264Encoder encoder = encoder()) {
            Random noise = new Random(7);
            for (int n = 0; n < 5; n++) {
                I420Picture picture = new I420Picture(WIDTH, HEIGHT);
                noise.nextBytes(picture.luma());
                for (byte[] nal : nals(encoder.encode(picture, n == 3))) {
                    assertThat(nal.length).isLessThanOrEqualTo(NAL_LIMIT);
                    if ((nal[0] & 0x1F) == SEQUENCE_PARAMETERS) {
                        assertThat(nal[1]).as("profile_idc").isEqualTo((byte) 66);
                        assertThat(nal[2] & 0x40).as("constraint_set1_flag").isNotZero();
                    }
                }
            }
        }
    }

    @Test
    void theRateIsKept() {
        try (H264Encoder encoder = encoder()) {
            long bytes = 0;
            Random random = new Random(3);
            for (int n = 0; n < 150; n++) {
                I420Picture restless = scene(n);
                for (int block = 0; block < 40; block++) {
                    int brightness = 16 + random.nextInt(200);
                    restless.fill(random.nextInt(WIDTH), random.nextInt(HEIGHT), 24, 24, brightness, 128, 128);
                }
                bytes += encoder.encode(restless, false).length;
            }
            assertThat(bytes * 8 / 10).as("bit/s (aim: 200,000)").isBetween(120_000L, 280_000L);
        }
    }

    @Test
    void nothingThatArrivesThrows() {
        byte[] key;
        byte[] next;
        try (H264Encoder encoder = encoder()) {
            key = encoder.encode(scene(0), true);
            next = encoder.encode(scene(1), false);
        }
        try (PictureDecoder decoder = new PictureDecoder()) {
            assertThat(decoder.decode(new byte[0])).isEmpty();
            assertThat(decoder.decode(next)).as("no key picture yet").isEmpty();
            for (int length = 1; length < key.length; length += 61) {
                decoder.decode(Arrays.copyOf(key, length));
            }
            Random random = new Random(11);
            for (int n = 0; n < 200; n++) {
                byte[] mutated = key.clone();
                for (int flips = 0; flips < 5; flips++) {
                    mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
                }
                decoder.decode(mutated);
            }
            assertThat(decoder.refused()).isPositive();
            Optional<I420Picture> after = decoder.decode(key);
            assertThat(after).as("recovers with the next key picture").isPresent();
        }
    }

    @Test
    void refusesAPictureOfAnotherSize() {
        try (H264Encoder encoder = encoder()) {
            I420Picture other = new I420Picture(WIDTH, HEIGHT + 2);
            assertThatThrownBy(() -> encoder.encode(other, false)).hasMessage("picture: 320×182 (expected: 320×180)");
        }
    }

    private static H264Encoder encoder() {
        return new H264Encoder(WIDTH, HEIGHT, 15, 200_000, NAL_LIMIT);
    }

    /** A bright square that moves eight pixels a picture over a slope of grey. */
    private static I420Picture scene(int n) {
        I420Picture picture = new I420Picture(WIDTH, HEIGHT);
        for (int x = 0; x < WIDTH; x += 2) {
            picture.fill(x, 0, 2, HEIGHT, 40 + x / 4, 128, 128);
        }
        picture.fill(n * 8 % (WIDTH - 60), 60, 60, 60, 230, 90, 160);
        return picture;
    }

    private static double peakSignalToNoise(I420Picture a, I420Picture b) {
        double squares = 0;
        for (int i = 0; i < a.luma().length; i++) {
            double difference = (a.luma()[i] & 0xFF) - (b.luma()[i] & 0xFF);
            squares += difference * difference;
        }
        double mean = Math.max(squares / a.luma().length, 1e-9);
        return 10 * Math.log10(255 * 255 / mean);
    }

    private static List<Integer> nalTypes(byte[] unit) {
        return nals(unit).stream().map(nal -> nal[0] & 0x1F).toList();
    }

    /** Splits at start codes 00 00 01, with zeros before them left out. */
    private static List<byte[]> nals(byte[] unit) {
        List<byte[]> nals = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < unit.length; i++) {
            if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
                if (start >= 0) {
                    nals.add(withoutTrailingZeros(unit, start, i));
                }
                start = i + 3;
            }
        }
        nals.add(withoutTrailingZeros(unit, start, unit.length));
        return nals;
    }

    private static byte[] withoutTrailingZeros(byte[] unit, int start, int end) {
        int last = end;
        while (last > start && unit[last - 1] == 0) {
            last--;
        }
        return Arrays.copyOfRange(unit, start, last);
    }
}
