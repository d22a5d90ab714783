package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.junit.jupiter.api.Test;

class CodedPictureTest {

    @Test
    void survivesCodingAtALowRate() {
        try (PictureEncoder encoder = PictureEncoder.h264(
                        EncoderSettings.ofDefaultProfile(Film.WIDTH, Film.HEIGHT, Film.FRAMES_PER_SECOND, 150_000, 0));
                PictureDecoder decoder = PictureDecoder.h264()) {
            for (int frame = 16_300; frame < 16_330; frame++) {
                CodedPicture sent = new CodedPicture(11, frame);
                I420Picture picture = I420Picture.black(Film.WIDTH, Film.HEIGHT);
                sent.draw(picture);
                I420Picture received =
                        decoder.decode(encoder.encode(picture, false).bytes()).orElseThrow();
                assertThat(CodedPicture.read(received.width(), received.height(), received::lumaAt))
                        .contains(sent);
            }
        }
    }

    @Test
    void isReadInTheMiddleOfAWiderPicture() {
        CodedPicture sent = new CodedPicture(2, 1_234);
        I420Picture inner = I420Picture.black(384, 288);
        sent.draw(inner);
        I420Picture wide = I420Picture.black(512, 288);
        for (int row = 0; row < 288; row++) {
            System.arraycopy(inner.luma(), row * 384, wide.luma(), row * 512 + 64, 384);
        }
        assertThat(CodedPicture.read(512, 288, wide::lumaAt)).contains(sent);
    }

    @Test
    void nothingElseIsTakenForOne() {
        I420Picture grey = I420Picture.black(Film.WIDTH, Film.HEIGHT);
        assertThat(CodedPicture.read(grey.width(), grey.height(), grey::lumaAt)).isEmpty();

        I420Picture spoilt = I420Picture.black(Film.WIDTH, Film.HEIGHT);
        new CodedPicture(3, 77).draw(spoilt);
        spoilt.fill(Film.WIDTH * 7 / 8, Film.HEIGHT / 2, Film.WIDTH / 8, Film.HEIGHT / 4, 24, 128, 128);
        assertThat(CodedPicture.read(spoilt.width(), spoilt.height(), spoilt::lumaAt))
                .isEmpty();
    }

    @Test
    void countsFramesAcrossTheEndOfTheFilm() {
        Sighting sighting = seen(Film.FRAMES - 3, Film.FRAMES - 2, Film.FRAMES - 2, Film.FRAMES - 1, 0, 1, 4);
        assertThat(sighting.frames()).isEqualTo(6);
        assertThat(sighting.sent()).isEqualTo(8);
        assertThat(sighting.share()).isEqualTo(0.75);
    }

    @Test
    void onlyThePartyAskedForCounts() {
        Sighting.Shown other = new Sighting.Shown(new CodedPicture(6, 9), 0);
        assertThat(Sighting.of(5, List.of(other), 0, 1).frames()).isZero();
    }

    @Test
    void aFrozenPictureIsAFreezeThoughItIsShownAgainAndAgain() {
        assertThat(seen(1, 2, 2, 2, 2, 3, 4).longestFreeze()).isEqualTo(400);
        assertThat(seen(1, 2, 2, 2).longestFreeze()).isEqualTo(200);
        assertThat(seen(1, 2, 3).longestFreeze()).isEqualTo(100);
    }

    @Test
    void whatIsNotThereYetOrNoMoreIsAFreeze() {
        Sighting.Shown one = new Sighting.Shown(new CodedPicture(5, 9), 300);
        assertThat(Sighting.of(5, List.of(one), 0, 400).longestFreeze()).isEqualTo(300);
        assertThat(Sighting.of(5, List.of(one), 200, 800).longestFreeze()).isEqualTo(500);
        assertThat(Sighting.of(5, List.of(), 200, 800).longestFreeze()).isEqualTo(600);
    }

    /** One picture every 100 ms. */
    private static Sighting seen(int... frames) {
        List<Sighting.Shown> shown = new ArrayList<>();
        for (int frame : frames) {
            shown.add(new Sighting.Shown(new CodedPicture(5, frame), 100.0 * shown.size()));
        }
        return Sighting.of(5, shown, 0, 100.0 * (shown.size() - 1));
    }
}
