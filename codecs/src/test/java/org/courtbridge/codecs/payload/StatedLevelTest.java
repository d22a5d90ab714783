package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.junit.jupiter.api.Test;

class StatedLevelTest {

    private static final byte[] KEY = HexFormat.of()
            .parseHex("0000000109f0" + "00000001674228" + "1f" + "d9000001" + "68cb83" + "00000165888467420032");

    @Test
    void aHigherLevelIsLoweredAndNothingElseChanged() {
        byte[] stated = StatedLevel.atMost(KEY, 22);
        byte[] expected = KEY.clone();
        expected[13] = 22;
        assertThat(stated).isEqualTo(expected);
        assertThat(KEY[13]).as("the one that was given").isEqualTo((byte) 0x1F);
    }

    @Test
    void whatIsAllowedIsLeftAlone() {
        assertThat(StatedLevel.atMost(KEY, 31)).isSameAs(KEY);
        assertThat(StatedLevel.atMost(KEY, 40)).isSameAs(KEY);
        assertThat(StatedLevel.atMost(new byte[] {0, 0, 1}, 10)).containsExactly(0, 0, 1);
    }

    @Test
    void level1bIsStatedAsLevel1() {
        assertThat(StatedLevel.atMost(KEY, H264Level.LEVEL_1B)[13]).isEqualTo((byte) 10);
    }

    @Test
    void everyTruncationIsTaken() {
        for (int n = 0; n < KEY.length; n++) {
            byte[] cut = Arrays.copyOf(KEY, n);
            assertThat(StatedLevel.atMost(cut, 22)).hasSize(n);
        }
    }

    @Test
    void aDecoderTakesIt() {
        EncoderSettings settings = EncoderSettings.ofDefaultProfile(1_280, 720, 30, 1_000_000, 1_100);
        try (PictureEncoder encoder = PictureEncoder.h264(settings);
                PictureDecoder decoder = PictureDecoder.h264()) {
            byte[] coded = encoder.encode(I420Picture.black(1_280, 720), true).bytes();
            byte[] stated = StatedLevel.atMost(coded, 13);
            assertThat(stated).isNotEqualTo(coded);
            assertThat(decoder.decode(stated)).isPresent();
        }
    }
}
