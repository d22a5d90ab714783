package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.NativeHeap;
import org.junit.jupiter.api.Test;

class PictureCodecFailuresTest {

    private static final int CALLS = 2_000;

    /** Bytes: a frame, the least that could be forgotten, has more than 500; Java's compiler takes some 300,000. */
    private static final long ALLOWED = 1 << 20;

    private static final EncoderSettings SMALL = EncoderSettings.ofDefaultProfile(64, 64, 15, 100_000, 0);
    private static final EncoderSettings WRONG_SLICES = EncoderSettings.ofDefaultProfile(64, 64, 15, 100_000, -1);
    private static final EncoderSettings TINY_SLICES = EncoderSettings.ofDefaultProfile(64, 64, 15, 100_000, 20);
    private static final EncoderSettings TOO_LARGE = EncoderSettings.ofDefaultProfile(8_192, 8_192, 15, 100_000, 0);

    @Test
    void anEncoderThatRefusesItsSettingsSaysSo() {
        assertThatThrownBy(() -> FfmpegEncoder.h264(WRONG_SLICES))
                .isInstanceOf(PictureCodecException.class)
                .hasMessageContaining("max_nal_size");
        assertThatThrownBy(() -> FfmpegEncoder.h264(TOO_LARGE))
                .isInstanceOf(PictureCodecException.class)
                .hasMessageContaining("avcodec_open2");
        if (OpenH264Library.isPresent()) {
            assertThatThrownBy(() -> new OpenH264Encoder(TINY_SLICES))
                    .isInstanceOf(PictureCodecException.class)
                    .hasMessageContaining("InitializeExt");
        }
    }

    @Test
    void whatFailsToOpenHoldsNoMemory() throws Throwable {
        assertThat(NativeHeap.open().growth(PictureCodecFailuresTest::failToOpen))
                .isLessThan(ALLOWED);
    }

    private static void failToOpen() {
        for (int i = 0; i < CALLS; i++) {
            EncoderSettings settings = i % 2 == 0 ? WRONG_SLICES : TOO_LARGE;
            assertThatThrownBy(() -> FfmpegEncoder.h264(settings)).isInstanceOf(PictureCodecException.class);
        }
    }

    @Test
    void theSystemsEncoderHoldsNoMemoryEither() throws Throwable {
        assumeTrue(OpenH264Library.isPresent(), "the system has openh264");
        long growth = NativeHeap.open().growth(() -> {
            for (int i = 0; i < CALLS / 4; i++) {
                assertThatThrownBy(() -> new OpenH264Encoder(TINY_SLICES)).isInstanceOf(PictureCodecException.class);
                new OpenH264Encoder(SMALL).close();
            }
        });
        assertThat(growth).isLessThan(ALLOWED);
    }

    @Test
    void junkAndClosingLeaveNoMemoryBehind() throws Throwable {
        byte[] key;
        try (PictureEncoder encoder = PictureEncoder.h264(SMALL)) {
            key = encoder.encode(I420Picture.black(64, 64), true).bytes();
        }
        long growth = NativeHeap.open().growth(() -> {
            Random random = new Random(5);
            for (int i = 0; i < CALLS / 10; i++) {
                try (PictureDecoder decoder = PictureDecoder.h264()) {
                    decoder.decode(key);
                    for (int n = 0; n < 10; n++) {
                        byte[] mutated = Arrays.copyOf(key, 1 + random.nextInt(key.length));
                        mutated[random.nextInt(mutated.length)] ^= 0x55;
                        decoder.decode(mutated);
                    }
                }
            }
        });
        assertThat(growth).isLessThan(ALLOWED);
    }

    @Test
    void aPictureThatIsOnlyPromisedCostsNoMemory() throws Throwable {
        // Baseline, level 6.2; 512 × 512 macroblocks: 100 MB a frame.
        String size = "0".repeat(9) + "1" + "0".repeat(9);
        byte[] promise = unit("6742c03e", "11" + "011" + "010" + "0" + size + size + "1100" + "1");
        byte[] parameters = unit("68", "11" + "00" + "111" + "000" + "111" + "000" + "1");
        byte[] slice = unit("65", "1" + "0001000" + "1" + "0000" + "1" + "00" + "1".repeat(80));
        NativeHeap heap = NativeHeap.open();
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            long before = heap.inUse();
            for (byte[] unit : List.of(promise, parameters, slice, slice)) {
                assertThat(decoder.decode(unit)).isEmpty();
            }
            assertThat(heap.inUse() - before).isLessThan(50_000_000);
        }
    }

    /** One NAL unit of a header in hexadecimal and bits, in byte-stream format. */
    private static byte[] unit(String header, String bits) {
        String padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
        StringBuilder hex = new StringBuilder("00000001" + header);
        for (int i = 0; i < padded.length(); i += 8) {
            hex.append("%02x".formatted(Integer.parseInt(padded.substring(i, i + 8), 2)));
        }
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void nothingWorksOnceClosed() {
        for (PictureEncoder encoder : List.of(PictureEncoder.h264(SMALL), PictureEncoder.vp8(SMALL))) {
            encoder.close();
            encoder.close();
            assertThatThrownBy(() -> encoder.encode(I420Picture.black(64, 64), true))
                    .hasMessage("closed");
            assertThatThrownBy(() -> encoder.bitrate(50_000)).hasMessage("closed");
        }
        PictureDecoder decoder = PictureDecoder.h264();
        decoder.close();
        assertThatThrownBy(() -> decoder.decode(new byte[] {1})).hasMessage("closed");
    }
}
