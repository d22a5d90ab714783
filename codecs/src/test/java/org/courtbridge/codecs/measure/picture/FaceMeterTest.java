package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;

class FaceMeterTest {

    private static final FaceBox FACE = new FaceBox(100, 100, 48, 48, 1);

    /** Its left half is outside of the picture. */
    private static final FaceBox HALF = new FaceBox(-26, 100, 48, 48, 1);

    /** Finds what it is told to. */
    private record Told(Queue<List<FaceBox>> faces) implements FaceFinder {
        @Override
        public List<FaceBox> find(I420Picture picture) {
            return faces.remove();
        }

        @Override
        public boolean isSureOfNone() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static FaceReport report(List<List<FaceBox>> faces) {
        FaceMeter meter = new FaceMeter(new Told(new ArrayDeque<>(faces)));
        I420Picture picture = I420Picture.black(320, 240);
        faces.forEach(looked -> meter.take(picture));
        return meter.report();
    }

    @Test
    void tellsNothingOfFewerThanThreeFacesButTheSize() {
        FaceReport two = report(List.of(List.of(FACE), List.of(), List.of(FACE)));
        assertThat(two.within()).isEmpty();
        assertThat(two.light()).isEmpty();
        assertThat(two.size()).hasValue(0.2);
        assertThat(report(List.of(List.of(FACE), List.of(FACE), List.of(FACE))).within())
                .hasValue(1);
    }

    @Test
    void tellsASizeByTwoFacesOnlyIfTheyAgree() {
        FaceBox greater = new FaceBox(100, 100, 56, 56, 1);
        assertThat(report(List.of(List.of(greater), List.of(FACE))).size().orElseThrow())
                .isEqualTo(56 / 240.0);
        FaceBox another = new FaceBox(100, 100, 60, 60, 1);
        assertThat(report(List.of(List.of(FACE), List.of(another))).size()).isEmpty();
        assertThat(report(List.of(List.of(FACE), List.of())).size()).isEmpty();
    }

    @Test
    void tellsNothingThatFewerThanHalfOfTheFacesShow() {
        List<FaceBox> half = List.of(HALF);
        List<FaceBox> whole = List.of(FACE);
        FaceReport cut = report(List.of(half, half, half, half, whole, whole, whole));
        assertThat(cut.oneSided()).isEmpty();
        assertThat(cut.size()).isNotEmpty();
        assertThat(report(List.of(half, half, half, whole, whole, whole)).oneSided())
                .isNotEmpty();
    }

    @Test
    void seesWhoComesAfterAnHour() {
        FaceMeter meter = new FaceMeter(new Told(new ArrayDeque<>(Collections.nCopies(3_600, List.<FaceBox>of())) {
            @Override
            public List<FaceBox> remove() {
                return isEmpty() ? List.of(FACE) : super.remove();
            }
        }));
        I420Picture picture = I420Picture.black(320, 240);
        for (int i = 0; i < 7_200; i++) {
            meter.take(picture);
        }
        assertThat(meter.report().found()).isBetween(0.49, 0.51);
    }
}
