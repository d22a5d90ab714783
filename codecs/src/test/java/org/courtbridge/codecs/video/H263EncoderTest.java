package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.video.EncodedPicture.Macroblock;
import org.junit.jupiter.api.Test;

class H263EncoderTest {

    private static final int WIDTH = 352;
    private static final int HEIGHT = 288;

    /**
     * Noise, which no quantizer makes small enough for the line. FFmpeg, when it codes a picture again for that, goes on
     * behind the macroblocks of the time before, in room that is enough for one time.
     */
    @Test
    void saysOfAPictureThatIsTooLargeWhereItsMacroblocksBegin() {
        Random random = new Random(1);
        EncoderSettings settings = EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 15, 128_000, 1_200);
        try (FfmpegEncoder encoder = FfmpegEncoder.h263(settings)) {
            for (int i = 0; i < 10; i++) {
                I420Picture picture = I420Picture.black(WIDTH, HEIGHT);
                random.nextBytes(picture.luma());
                EncodedPicture coded = encode(encoder, picture, i % 3 == 0);
                List<Integer> begins =
                        coded.macroblocks().stream().map(Macroblock::bit).toList();
                assertThat(begins).isNotEmpty().isSorted().doesNotHaveDuplicates();
                assertThat(begins.getLast()).isLessThan(8 * coded.bytes().length);
            }
        }
    }

    private static EncodedPicture encode(FfmpegEncoder encoder, I420Picture picture, boolean keyframe) {
        try (NativePicture copy = NativePicture.of(picture)) {
            return encoder.encode(copy, keyframe);
        }
    }
}
