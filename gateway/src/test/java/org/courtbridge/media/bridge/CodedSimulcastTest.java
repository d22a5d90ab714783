package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.Vp8Depacketizer;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.LegMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone that sends two sizes of H.264 at once, before a browser that takes VP8 alone. */
class CodedSimulcastTest {

    private final PictureHearing hearing = new PictureHearing(2);
    private final PictureParty phone = hearing.browser("A", 0);
    private final PictureParty viewer =
            hearing.browser("B", 1, new Vp8Format(PictureParty.PAYLOAD_TYPE, 30, Integer.MAX_VALUE));
    private final SimulcastLayer large = new SimulcastLayer(phone, "h", 640, 360, 800_000);
    private final SimulcastLayer small = new SimulcastLayer(phone, "m", 320, 180, 150_000);

    @AfterEach
    void close() {
        hearing.close();
        large.close();
        small.close();
    }

    @Test
    void whatIsCodedAnewIsTheLargestSizeThatComes() {
        phone.layering = Optional.of(new LegMedia.Layering(List.of("h", "m"), SimulcastLayer.RID_EXTENSION, 0));
        hearing.admit(phone, viewer);
        film(60, large, small);
        film(60, small);
        film(60, large, small);

        List<Integer> widths = Camera.decode(viewer.received(0), new Vp8Depacketizer(), PictureDecoder.vp8()).stream()
                .map(I420Picture::width)
                .toList();
        assertThat(widths).startsWith(640).endsWith(640);
        assertThat(widths.stream().filter(width -> width == 320))
                .as("of 60, about a second of which the larger one is waited for")
                .hasSizeGreaterThan(15);
    }

    private void film(int pictures, SimulcastLayer... layers) {
        for (int i = 0; i < pictures; i++) {
            for (SimulcastLayer layer : layers) {
                layer.film(hearing.now());
            }
            hearing.run();
            hearing.coded();
            hearing.later(33);
        }
    }
}
