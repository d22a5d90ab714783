package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VideoOrientationTest {

    private static final int ID = 4;

    @Test
    void readsQuarterTurns() {
        assertThat(quarterTurns("bede0001" + "40010000")).isEqualTo(1);
        assertThat(quarterTurns("bede0001" + "40000000")).isZero();
        assertThat(quarterTurns("bede0002" + "3112344003000000"))
                .as("after another")
                .isEqualTo(3);
        assertThat(quarterTurns("bede0001" + "400e0000"))
                .as("camera at the back, mirrored")
                .isEqualTo(2);
        assertThat(quarterTurns("10000001" + "04010200")).as("two-byte form").isEqualTo(2);
        assertThat(quarterTurns("bede0001" + "30010000"))
                .as("another extension")
                .isEqualTo(-1);
        assertThat(quarterTurns("")).isEqualTo(-1);
    }

    private static int quarterTurns(String extension) {
        String head = (extension.isEmpty() ? "80" : "90") + "600001" + "00000001" + "00000002";
        byte[] bytes = HexFormat.of().parseHex(head + extension + "aabb");
        return VideoOrientation.quarterTurns(new RtpPacket().wrap(bytes, 0, bytes.length), ID);
    }
}
