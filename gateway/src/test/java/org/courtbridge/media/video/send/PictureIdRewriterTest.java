package org.courtbridge.media.video.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp8Payload;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.codecs.payload.Vp9Payload;
import org.junit.jupiter.api.Test;

class PictureIdRewriterTest {

    private final PictureIdRewriter ids = new PictureIdRewriter();

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

    @Test
    void goOnWhereTheSourceOfVp9Changes() {
        int first = rewrittenVp9("8c" + "9267" + "82");
        assertThat(rewrittenVp9("8c" + "9268" + "86")).isEqualTo(first + 1);
        ids.switchSource();
        assertThat(rewrittenVp9("8c" + "ffff" + "82")).isEqualTo(first + 2);
        assertThat(rewrittenVp9("8c" + "8000" + "86")).as("after 32,767").isEqualTo(first + 3);
        assertThat(rewrittenVp9("0c" + "86")).as("none").isEqualTo(-1);
        assertThat(rewrittenVp9("8c" + "8001" + "86")).isEqualTo(first + 4);
    }

    private int rewritten(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        ids.rewrite(Vp8Format.parse(96, Map.of()), payload, 0);
        return Vp8Payload.pictureId(payload, 0);
    }

    private int rewrittenVp9(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        ids.rewrite(Vp9Format.parse(96, Map.of()), payload, 0);
        return Vp9Payload.pictureId(payload, 0);
    }
}
