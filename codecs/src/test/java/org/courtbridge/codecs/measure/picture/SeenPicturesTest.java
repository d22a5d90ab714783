package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeenPicturesTest {

    private static final ActiveArea AREA = new ActiveArea(0, 0, 640, 360);

    private static Look scene(double blocking, double corruption) {
        return new Look(
                Look.Kind.SCENE,
                AREA,
                180,
                0.1,
                0.8,
                OptionalDouble.of(2.5),
                OptionalDouble.of(blocking),
                OptionalDouble.of(corruption));
    }

    private static Look black() {
        return new Look(
                Look.Kind.BLACK, AREA, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Loss that comes each two seconds leaves every fifth picture torn. */
    @Test
    void seesFaultsThatComeAndGo() {
        SeenPictures seen = new SeenPictures();
        for (int i = 0; i < 20; i++) {
            seen.add(i % 5 == 0 ? scene(4, 0.2) : scene(0.3, 0), 0);
        }
        SeenReport report = seen.report().orElseThrow();
        assertThat(report.corruption()).hasValue(0.2);
        assertThat(report.blocking()).hasValue(4);
    }

    @Test
    void forgivesAFaultOnceAtTheBeginning() {
        SeenPictures seen = new SeenPictures();
        for (int i = 0; i < 20; i++) {
            seen.add(i < 2 ? scene(4, 0.2) : scene(0.3, 0), 0);
        }
        SeenReport report = seen.report().orElseThrow();
        assertThat(report.corruption()).hasValue(0);
        assertThat(report.blocking()).hasValue(0.3);
    }

    @Test
    void tellsNothingOfASceneThatIsHardlySeen() {
        SeenPictures seen = new SeenPictures();
        for (int i = 0; i < 20; i++) {
            seen.add(i < 4 ? scene(0.3, 0) : black(), 0);
        }
        SeenReport report = seen.report().orElseThrow();
        assertThat(report.black()).isEqualTo(0.8);
        assertThat(report.brightness()).isEmpty();
        assertThat(report.edgeWidth()).isEmpty();
        assertThat(report.corruption()).isEmpty();
    }

    @Test
    void seesWhatComesAfterAnHour() {
        SeenPictures seen = new SeenPictures();
        for (int i = 0; i < 30_000; i++) {
            seen.add(i < 10_000 ? scene(0.3, 0) : black(), 0);
        }
        SeenReport report = seen.report().orElseThrow();
        assertThat(report.looks()).isEqualTo(30_000);
        assertThat(report.black()).isBetween(0.66, 0.67);
    }
}
