package org.courtbridge.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.courtbridge.codecs.payload.Vp8Payload;
import org.junit.jupiter.api.Test;

class PictureIdsTest {

    private final PictureIds ids = new PictureIds();

    @Test
    void goOnWhereTheSourceChanges() {
        int first = rewritten("9080" + "9267" + "d1");
        assertThat(rewritten("9080" + "9267" + "d1"))
                .as("the same picture's next packet")
                .isEqualTo(first);
        assertThat(rewritten("9080" + "9269" + "d1")).as("one was lost").isEqualTo(first + 2);
        ids.switchSource();
        assertThat(rewritten("9080" + "fffe" + "d1")).isEqualTo(first + 3);
        assertThat(rewritten("9080" + "ffff" + "d1")).isEqualTo(first + 4);
        assertThat(rewritten("9080" + "8000" + "d1")).as("after 32,767").isEqualTo(first + 5);
    }

    private int rewritten(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        ids.rewrite(payload, 0);
        return Vp8Payload.pictureId(payload, 0);
    }
}
