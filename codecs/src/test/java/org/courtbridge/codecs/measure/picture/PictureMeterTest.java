package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.measure.picture.face.FaceBox;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureSize;
import org.junit.jupiter.api.Test;

class PictureMeterTest {

    private static I420Picture picture(int number) {
        I420Picture picture = I420Picture.black(320, 240);
        for (int i = 0; i < 20; i++) {
            picture.fill((i * 53 + number) % 320, i * 37 % 240, 40, 30, 40 + i * 9, 128, 128);
        }
        return picture;
    }

    private static Duration at(double seconds) {
        return Duration.ofMillis(90_000 + Math.round(seconds * 1_000));
    }

    @Test
    void saysNothingOfNoPicture() {
        PictureReport report = new PictureMeter().report(at(8));
        assertThat(report).isEqualTo(PictureReport.NOTHING);
    }

    @Test
    void tellsRateAndSize() {
        PictureMeter meter = new PictureMeter();
        for (int i = 0; i < 100; i++) {
            meter.take(picture(i), 1, at(i / 12.5));
        }
        PictureReport report = meter.report(at(8));
        assertThat(report.perSecond().orElseThrow()).isCloseTo(12.5, within(0.1));
        assertThat(report.size()).contains(new PictureSize(240, 320));
        assertThat(report.faces()).as("not looked for").isEmpty();
    }

    @Test
    void countsTheTimeInWhichNothingComes() {
        PictureMeter meter = new PictureMeter();
        for (int i = 0; i < 30; i++) {
            meter.take(picture(i), 0, at(i / 15.0));
        }
        assertThat(meter.report(at(8)).perSecond().orElseThrow()).isLessThan(5);
    }

    /** Finds nobody in the first picture, and the same face in every other. */
    private record Told(FaceBox face, List<PictureSize> sizes) implements FaceFinder {

        @Override
        public List<FaceBox> find(I420Picture picture) {
            sizes.add(PictureSize.of(picture));
            return sizes.size() == 1 ? List.of() : List.of(face);
        }

        @Override
        public boolean isSureOfNone() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void looksForFacesOnceASecondInUprightPictures() {
        List<PictureSize> sizes = new ArrayList<>();
        PictureMeter meter = new PictureMeter(new Told(new FaceBox(100, 100, 48, 48, 1), sizes));
        for (int i = 0; i < 75; i++) {
            meter.take(picture(i), 3, at(i / 15.0));
        }
        PictureReport report = meter.report(at(5));
        assertThat(sizes).hasSizeBetween(4, 5).containsOnly(new PictureSize(240, 320));
        assertThat(report.faces().orElseThrow().found()).isCloseTo(1 - 1.0 / sizes.size(), within(0.01));
        assertThat(report.faces().orElseThrow().size().orElseThrow()).isCloseTo(0.15, within(0.001));
    }

    /** For two seconds, from the first picture on. */
    private static final class Busy implements FaceFinder {

        private final List<Double> looked = new ArrayList<>();
        private double now;

        @Override
        public boolean hasTime() {
            return now >= 2;
        }

        @Override
        public List<FaceBox> find(I420Picture picture) {
            looked.add(now);
            return List.of();
        }

        @Override
        public boolean isSureOfNone() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void looksForFacesLaterWhereTheFinderHasNoTime() {
        Busy finder = new Busy();
        PictureMeter meter = new PictureMeter(finder);
        for (int i = 0; i < 75; i++) {
            finder.now = i / 15.0;
            meter.take(picture(i), 0, at(finder.now));
        }
        assertThat(finder.looked).hasSizeBetween(2, 3);
        assertThat(finder.looked.getFirst()).isBetween(2.0, 2.5);
    }

    /** A telephone's picture in a wide one: what is beside it is not the dark behind a face, and cuts a face off. */
    @Test
    void takesNoBarsForWhatIsAroundAFace() {
        List<PictureSize> sizes = new ArrayList<>();
        PictureMeter meter = new PictureMeter(new Told(new FaceBox(-24, 80, 96, 96, 1), sizes));
        I420Picture picture = I420Picture.black(640, 360);
        picture.fill(220, 0, 200, 360, 60, 128, 128);
        picture.fill(300, 0, 120, 360, 230, 128, 128);
        for (int i = 0; i < 75; i++) {
            meter.take(picture, 0, at(i / 15.0));
        }
        FaceReport report = meter.report(at(5)).faces().orElseThrow();
        assertThat(sizes).containsOnly(new PictureSize(200, 360));
        assertThat(report.within().orElseThrow()).isEqualTo(0.75);
        assertThat(report.againstLight().orElseThrow()).isGreaterThan(4);
    }

    @Test
    void hasNoFiguresOfASceneWhereThereIsNone() {
        PictureMeter meter = new PictureMeter();
        for (int i = 0; i < 60; i++) {
            meter.take(I420Picture.black(320, 240), 0, at(i / 15.0));
        }
        SeenReport seen = meter.report(at(4)).seen().orElseThrow();
        assertThat(seen.black()).isEqualTo(1);
        assertThat(seen.brightness()).isEmpty();
        assertThat(seen.contrast()).isEmpty();
        assertThat(seen.edgeWidth()).isEmpty();
        assertThat(seen.blocking()).isEmpty();
    }

    /** As those that waited behind one another in a network. */
    @Test
    void tellsNoRateOfPicturesThatComeAtOnce() {
        PictureMeter meter = new PictureMeter();
        for (int i = 0; i < 30; i++) {
            meter.take(picture(i), 0, at(0));
        }
        assertThat(meter.report(at(0.9)).perSecond()).isEmpty();
        assertThat(meter.report(at(11)).perSecond().orElseThrow()).isCloseTo(2.9, within(0.01));
    }

    /** 360 lines are 22 rows of blocks and a half, so that blocks of a turned picture begin elsewhere. */
    @Test
    void seesTornBlocksWhereTheCoderPutThem() {
        I420Picture torn = I420Picture.black(640, 360);
        for (int x = 0; x < 640; x += 2) {
            torn.fill(x, 0, 2, 360, 60 + x / 6, 128, 128);
        }
        Random random = new Random(5);
        for (int i = 0; i < 120; i++) {
            torn.fill(16 + 32 * (i % 19), 16 + 32 * (i / 19), 16, 16, random.nextBoolean() ? 230 : 20, 128, 128);
        }
        PictureMeter meter = new PictureMeter();
        for (int i = 0; i < 60; i++) {
            meter.take(torn, 1, at(i / 15.0));
        }
        assertThat(meter.report(at(4)).seen().orElseThrow().corruption().orElseThrow())
                .isCloseTo(120 / 880.0, within(0.01));
    }
}
