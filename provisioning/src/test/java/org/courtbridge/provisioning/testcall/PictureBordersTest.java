package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.picture.FaceReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.SeenReport;
import org.courtbridge.codecs.measure.picture.StillTimes;
import org.courtbridge.codecs.video.PictureSize;
import org.junit.jupiter.api.Test;

/** Tests of the verdicts on the figures of a picture, at the borders between one and another. */
class PictureBordersTest {

    private final PictureJudge judge = new PictureJudge(Limits.standard());

    private static OptionalDouble some(double figure) {
        return OptionalDouble.of(figure);
    }

    /** Of a person who is well seen; a test changes what it is about. */
    private static final class Report {

        private long pictures = 120;
        private double seconds = 8;
        private StillTimes still = new StillTimes(0.3, 0.2, 0.1, true);
        private long looks = 20;
        private double black = 0.01;
        private double slate = 0.02;
        private long faceLooks = 8;
        private double found = 0.9;
        private boolean sureOfNone = true;

        private PictureReport made() {
            return made(Optional.of(still), Optional.of(faces()));
        }

        private FaceReport faces() {
            return new FaceReport(
                    faceLooks,
                    found,
                    sureOfNone,
                    some(0.25),
                    some(0.96),
                    some(140),
                    some(0.5),
                    some(0.3),
                    some(0.04),
                    some(40));
        }

        private PictureReport made(Optional<StillTimes> times, Optional<FaceReport> faces) {
            SeenReport seen = new SeenReport(
                    looks, black, slate, 0.03, some(180), some(0.1), some(0.8), some(2.5), some(0.2), some(0.001));
            return new PictureReport(
                    pictures,
                    seconds,
                    Optional.of(new PictureSize(1_280, 720)),
                    some(15),
                    times,
                    Optional.of(seen),
                    faces);
        }
    }

    private List<Verdict> judge(PictureReport report) {
        return judge.judge(report, PictureSubject.PERSON);
    }

    private Verdict verdict(Check check, PictureReport report) {
        return verdict(check, report, PictureSubject.PERSON);
    }

    private Verdict verdict(Check check, PictureReport report, PictureSubject subject) {
        return judge.judge(report, subject).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static void allTooShort(List<Verdict> verdicts) {
        assertThat(verdicts).hasSameSizeAs(Check.of(Subject.PICTURE));
        assertThat(verdicts).allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.TOO_SHORT);
    }

    /** Parts of a whole are said in per cent. */
    @Test
    void eachCheckIsOfItsOwnFigure() {
        Map<Check, Double> figures = new EnumMap<>(Check.class);
        for (Verdict verdict : judge(new Report().made())) {
            assertThat(verdict.outcome()).as("%s", verdict.check()).isEqualTo(Outcome.PASS);
            figures.put(verdict.check(), Math.round(verdict.figure().orElseThrow() * 1_000_000) / 1_000_000.0);
        }
        assertThat(figures)
                .isEqualTo(Map.ofEntries(
                        Map.entry(Check.RESOLUTION, 720.0),
                        Map.entry(Check.FRAME_RATE, 15.0),
                        Map.entry(Check.FROZEN, 0.3),
                        Map.entry(Check.BLACK, 1.0),
                        Map.entry(Check.BLUE_OR_NO_SIGNAL, 2.0),
                        Map.entry(Check.COVERED_LENS, 3.0),
                        Map.entry(Check.UNDER_EXPOSED, 180.0),
                        Map.entry(Check.OVER_EXPOSED, 10.0),
                        Map.entry(Check.CONTRAST, 0.8),
                        Map.entry(Check.BLUR, 2.5),
                        Map.entry(Check.BLOCKING, 0.2),
                        Map.entry(Check.CORRUPTION, 0.1),
                        Map.entry(Check.FACE_FOUND, 90.0),
                        Map.entry(Check.FACE_SIZE, 25.0),
                        Map.entry(Check.FACE_CUT_OFF, 4.0),
                        Map.entry(Check.FACE_LIGHT, 140.0),
                        Map.entry(Check.FACE_AGAINST_LIGHT, 0.5),
                        Map.entry(Check.FACE_ONE_SIDED, 0.3),
                        Map.entry(Check.FACE_TOO_BRIGHT, 4.0),
                        Map.entry(Check.FACE_DETAIL, 40.0)));
    }

    @Test
    void threeSecondsWithFiveLooksAreEnough() {
        Report report = new Report();
        report.looks = 5;
        report.seconds = 3;
        assertThat(verdict(Check.BLACK, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.seconds = 2.99;
        allTooShort(judge(report.made()));
        report.seconds = 8;
        report.looks = 4;
        allTooShort(judge(report.made()));
        allTooShort(judge(new PictureReport(
                120, 8, Optional.empty(), some(15), Optional.of(report.still), Optional.empty(), Optional.empty())));
    }

    /** Few pictures, and then none for more than three seconds. */
    @Test
    void aPictureThatCeasedIsToldFromOneThatHasJustBegun() {
        Report report = new Report();
        report.looks = 4;
        report.still = new StillTimes(5, 5, 3, true);
        allTooShort(judge(report.made()));
        report.still = new StillTimes(6, 6, 3.1, true);
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.FRAME_RATE, report.made()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.BLACK, report.made()).doubt()).contains(Doubt.TOO_SHORT);
        allTooShort(judge(report.made(Optional.empty(), Optional.empty())));
    }

    @Test
    void aPictureThatIsBlackAllTheTimeHasNoResolution() {
        Report report = new Report();
        report.black = 1;
        assertThat(verdict(Check.RESOLUTION, report.made()).doubt()).contains(Doubt.NOT_MEASURED);
        report.black = 0.99;
        assertThat(verdict(Check.RESOLUTION, report.made()).figure()).hasValue(720);
    }

    @Test
    void whatIsBlackOrASlateForMoreThanHalfOfTheTimeIsNotFrozen() {
        Report report = new Report();
        report.still = new StillTimes(8, 8, 0.1, true);
        report.black = 0.25;
        report.slate = 0.25;
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.FAIL);
        report.slate = 0.26;
        assertThat(verdict(Check.FROZEN, report.made()).doubt()).contains(Doubt.NOTHING_SEEN);
        report.still = new StillTimes(8, 8, 2.5, true);
        assertThat(verdict(Check.FROZEN, report.made()).outcome())
                .as("but one that did not come for so long is")
                .isEqualTo(Outcome.FAIL);
    }

    /** People breathe and blink; a chair does not, but the camera's noise moves before it. */
    @Test
    void aPersonIsFrozenWhereARoomIsOnlyStill() {
        Report report = new Report();
        report.still = new StillTimes(6, 0.2, 0.1, true);
        report.found = 0.21;
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.FAIL);
        report.found = 0.2;
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.FROZEN, report.made(Optional.of(report.still), Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.FROZEN, report.made(Optional.empty(), Optional.empty()))
                        .doubt())
                .contains(Doubt.NOT_MEASURED);
    }

    /** Where nobody is and nothing ever moved, only a time without any picture tells. */
    @Test
    void aRoomThatNeverMovedIsFrozenOnlyIfNoPicturesCame() {
        Report report = new Report();
        report.found = 0;
        report.still = new StillTimes(8, 2.5, 0.1, false);
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.still = new StillTimes(8, 2.6, 0.1, false);
        assertThat(verdict(Check.FROZEN, report.made()).doubt()).contains(Doubt.NOTHING_MOVED);
        assertThat(verdict(Check.FROZEN, report.made()).figure()).hasValue(2.6);
        report.still = new StillTimes(8, 0.1, 4.9, false);
        assertThat(verdict(Check.FROZEN, report.made()).doubt()).contains(Doubt.NOTHING_MOVED);
        report.still = new StillTimes(8, 0.1, 5, false);
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** What has moved for less time than what is frozen stands still has not shown that it is not frozen. */
    @Test
    void passesNoMotionOfLessThanFiveSeconds() {
        Report report = new Report();
        report.seconds = 4.99;
        assertThat(verdict(Check.FROZEN, report.made()).doubt()).contains(Doubt.TOO_SHORT);
        report.seconds = 5;
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.still = new StillTimes(2.5, 0.1, 0.1, true);
        assertThat(verdict(Check.FROZEN, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.seconds = 4.99;
        assertThat(verdict(Check.FROZEN, report.made()).doubt()).contains(Doubt.TOO_SHORT);
    }

    @Test
    void facesAreToldOfFromThreeLooksOn() {
        Report report = new Report();
        report.faceLooks = 3;
        assertThat(verdict(Check.FACE_FOUND, report.made()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.FACE_SIZE, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.faceLooks = 2;
        assertThat(verdict(Check.FACE_FOUND, report.made()).doubt()).contains(Doubt.TOO_SHORT);
        assertThat(verdict(Check.FACE_SIZE, report.made()).doubt()).contains(Doubt.TOO_SHORT);
        PictureReport notLookedFor = report.made(Optional.of(report.still), Optional.empty());
        assertThat(verdict(Check.FACE_FOUND, notLookedFor).doubt()).contains(Doubt.NOT_MEASURED);
        assertThat(verdict(Check.FACE_SIZE, notLookedFor).doubt()).contains(Doubt.NOT_MEASURED);
    }

    @Test
    void aFaceThatIsSeldomSeenIsNotDescribed() {
        Report report = new Report();
        report.found = 0.2;
        assertThat(verdict(Check.FACE_LIGHT, report.made()).outcome()).isEqualTo(Outcome.PASS);
        report.found = 0.19;
        assertThat(verdict(Check.FACE_LIGHT, report.made()).doubt()).contains(Doubt.NOT_MEASURED);
        report.found = 0;
        assertThat(verdict(Check.FACE_LIGHT, report.made()).doubt()).contains(Doubt.NO_FACE);
    }

    /** An excuse is for what failed: a face that is often enough seen passes in a room, too. */
    @Test
    void whatPassesNeedsNoExcuse() {
        Report report = new Report();
        report.sureOfNone = false;
        assertThat(verdict(Check.FACE_FOUND, report.made(), PictureSubject.ROOM).outcome())
                .isEqualTo(Outcome.PASS);
        report.found = 0.4;
        assertThat(verdict(Check.FACE_FOUND, report.made()).doubt()).contains(Doubt.BORDERLINE);
        report.black = 0.6;
        assertThat(verdict(Check.FACE_FOUND, report.made()).doubt())
                .as("hidden for a part of the time")
                .contains(Doubt.BORDERLINE);
    }
}
