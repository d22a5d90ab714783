package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.codecs.video.TestPictures.HEIGHT;
import static org.courtbridge.codecs.video.TestPictures.WIDTH;
import static org.courtbridge.codecs.video.TestPictures.peakSignalToNoise;
import static org.courtbridge.codecs.video.TestPictures.scene;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the promises that all our encoders make; FFmpeg's decoder decodes their pictures. */
@ParameterizedClass
@EnumSource(PictureCodingTest.Coder.class)
class PictureCodingTest {

    enum Coder {
        SYSTEM_OPENH264,
        FFMPEG_OPENH264,
        SYSTEM_OPENH264_HIGH,
        FFMPEG_OPENH264_HIGH,
        VP8;

        PictureEncoder encoder(EncoderSettings settings) {
            return switch (this) {
                case SYSTEM_OPENH264 -> new OpenH264Encoder(settings);
                case FFMPEG_OPENH264 -> FfmpegEncoder.h264(settings);
                case SYSTEM_OPENH264_HIGH -> new OpenH264Encoder(high(settings));
                case FFMPEG_OPENH264_HIGH -> FfmpegEncoder.h264(high(settings));
                case VP8 -> PictureEncoder.vp8(settings);
            };
        }

        private static EncoderSettings high(EncoderSettings settings) {
            return new EncoderSettings(
                    settings.width(),
                    settings.height(),
                    settings.framesPerSecond(),
                    settings.bitsPerSecond(),
                    settings.maxNalSize(),
                    EncoderSettings.Profile.HIGH);
        }

        /** profile_idc of its streams of H.264, or the version of VP8. */
        int profile() {
            return switch (this) {
                case SYSTEM_OPENH264, FFMPEG_OPENH264 -> 66;
                case SYSTEM_OPENH264_HIGH, FFMPEG_OPENH264_HIGH -> 100;
                case VP8 -> 0;
            };
        }

        void assumeHere() {
            assumeTrue(
                    this != SYSTEM_OPENH264 && this != SYSTEM_OPENH264_HIGH || OpenH264Library.isPresent(),
                    "no openh264 2.6 on this system");
        }

        PictureDecoder decoder() {
            return this == VP8 ? PictureDecoder.vp8() : PictureDecoder.h264();
        }

        boolean isKeyPicture(byte[] unit) {
            // RFC 6386, section 9.1: the first bit of a frame of VP8 is clear in a key frame.
            return this == VP8
                    ? (unit[0] & 1) == 0
                    : TestPictures.nalTypes(unit).contains(5);
        }
    }

    private final Coder coder;

    PictureCodingTest(Coder coder) {
        this.coder = coder;
    }

    @BeforeEach
    void onlyWhatIsHere() {
        coder.assumeHere();
    }

    @Test
    void aMovingPictureSurvivesCoding() {
        try (PictureEncoder encoder = encoder();
                PictureDecoder decoder = coder.decoder()) {
            for (int n = 0; n < 30; n++) {
                I420Picture sent = scene(n);
                I420Picture received =
                        decoder.decode(encoder.encode(sent, false).bytes()).orElseThrow();
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
        try (PictureEncoder encoder = encoder()) {
            List<Integer> keyPictures = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                if (coder.isKeyPicture(encoder.encode(scene(n), n == 37).bytes())) {
                    keyPictures.add(n);
                }
            }
            assertThat(keyPictures).containsExactly(0, 37);
        }
    }

    @Test
    void whoJoinsAtAKeyPictureNeedsNothingBeforeIt() {
        try (PictureEncoder encoder = encoder();
                PictureDecoder decoder = coder.decoder()) {
            for (int n = 0; n < 5; n++) {
                encoder.encode(scene(n), false);
            }
            byte[] key = encoder.encode(scene(5), true).bytes();
            assertThat(coder.isKeyPicture(key)).isTrue();
            assertThat(peakSignalToNoise(scene(5), decoder.decode(key).orElseThrow()))
                    .isGreaterThan(30);
        }
    }

    @Test
    void theStreamSaysItsProfile() {
        byte[] key;
        try (PictureEncoder encoder = encoder()) {
            key = encoder.encode(scene(0), true).bytes();
        }
        if (coder == Coder.VP8) {
            assertThat(key[0] >> 1 & 7).as("RFC 6386, section 9.1").isEqualTo(coder.profile());
        } else {
            byte[] sps = TestPictures.nals(key).stream()
                    .filter(nal -> (nal[0] & 0x1F) == 7)
                    .findFirst()
                    .orElseThrow();
            assertThat(sps[1] & 0xFF).isEqualTo(coder.profile());
            assertThat(sps[3] & 0xFF).as("level 1.3 has room for such pictures").isLessThanOrEqualTo(13);
        }
    }

    @Test
    void theRateIsKept() {
        try (PictureEncoder encoder = encoder()) {
            long bytes = codeRestless(encoder, 150);
            assertThat(bytes * 8 / 10).as("bit/s (aim: 200,000)").isBetween(120_000L, 280_000L);
        }
    }

    @Test
    void nothingThatArrivesThrows() {
        byte[] key;
        byte[] next;
        try (PictureEncoder encoder = encoder()) {
            key = encoder.encode(scene(0), true).bytes();
            next = encoder.encode(scene(1), false).bytes();
        }
        try (PictureDecoder decoder = coder.decoder()) {
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
        try (PictureEncoder encoder = encoder()) {
            I420Picture other = I420Picture.black(WIDTH, HEIGHT + 2);
            assertThatThrownBy(() -> encoder.encode(other, false)).hasMessage("picture: 320×182 (expected: 320×180)");
        }
    }

    @Test
    void anotherRateIsKeptToo() {
        try (PictureEncoder encoder =
                coder.encoder(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 15, 500_000, 1_100))) {
            codeRestless(encoder, 30);
            assertThat(codeRestless(encoder, 60) * 8 / 4)
                    .as("bit/s (aim: 500,000)")
                    .isGreaterThan(350_000);
            encoder.bitrate(180_000);
            codeRestless(encoder, 15);
            assertThat(codeRestless(encoder, 60) * 8 / 4)
                    .as("bit/s (aim: 180,000)")
                    .isBetween(110_000L, 250_000L);
        }
    }

    @Test
    void saysWhetherAnotherRateTakesAKeyPicture() {
        try (PictureEncoder encoder = encoder()) {
            encoder.encode(scene(0), false);
            boolean announced = encoder.bitrate(100_000);
            assertThat(coder.isKeyPicture(encoder.encode(scene(1), false).bytes()))
                    .isEqualTo(announced);
            assertThat(encoder.bitrate(100_000)).as("the same again").isFalse();
        }
    }

    /** @return bytes that the pictures took */
    private static long codeRestless(PictureEncoder encoder, int pictures) {
        long bytes = 0;
        Random random = new Random(3);
        for (int n = 0; n < pictures; n++) {
            I420Picture restless = scene(n);
            for (int block = 0; block < 40; block++) {
                int brightness = 16 + random.nextInt(200);
                restless.fill(random.nextInt(WIDTH), random.nextInt(HEIGHT), 24, 24, brightness, 128, 128);
            }
            bytes += encoder.encode(restless, false).bytes().length;
        }
        return bytes;
    }

    private PictureEncoder encoder() {
        return coder.encoder(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 15, 200_000, 1_100));
    }
}
