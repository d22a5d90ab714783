package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.picture.FaceReport;
import org.courtbridge.codecs.measure.picture.PictureMeter;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.SeenReport;
import org.courtbridge.codecs.measure.picture.StillTimes;
import org.courtbridge.codecs.video.PictureSize;
import org.junit.jupiter.api.Test;

class PictureJudgeTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private static final StillTimes MOVES = new StillTimes(0.1, 0.1, 0.1, true);

    private static final SeenReport SEEN =
            new SeenReport(20, 0, 0, 0, some(180), some(0.1), some(0.8), some(2.5), some(0.2), some(0));

    private static final FaceReport FACE =
            new FaceReport(8, 1, true, some(0.25), some(1), some(140), some(0.5), some(0.3), some(0), some(40));

    private final PictureJudge judge = new PictureJudge(Limits.standard());

    private static OptionalDouble some(double figure) {
        return OptionalDouble.of(figure);
    }

    private static PictureReport report(StillTimes still, SeenReport seen, FaceReport faces) {
        return new PictureReport(
                120,
                8,
                Optional.of(new PictureSize(1_280, 720)),
                some(15),
                Optional.of(still),
                Optional.of(seen),
                Optional.of(faces));
    }

    private Verdict verdict(Check check, PictureReport report, PictureSubject subject) {
        return judge.judge(report, subject).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passesAGoodPicture() {
        List<Verdict> verdicts = judge.judge(report(MOVES, SEEN, FACE), PictureSubject.PERSON);
        assertThat(verdicts).extracting(Verdict::check).isEqualTo(Check.of(Subject.PICTURE));
        assertThat(verdicts).allMatch(verdict -> verdict.outcome() == Outcome.PASS);
    }

    @Test
    void passesNothingOfNoPicture() {
        assertThat(judge.judge(new PictureMeter().report(Duration.ofSeconds(8)), PictureSubject.PERSON))
                .hasSameSizeAs(Check.of(Subject.PICTURE))
                .allMatch(verdict -> verdict.doubt().equals(Optional.of(Doubt.NO_MEDIA)));
    }

    @Test
    void passesNoFigureThatIsNotThere() {
        SeenReport unseen = new SeenReport(20, 0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE);
        FaceReport noFace = new FaceReport(8, 0, true, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        List<Check> passed = judge.judge(report(MOVES, unseen, noFace), PictureSubject.PERSON).stream()
                .filter(verdict -> verdict.outcome() == Outcome.PASS)
                .map(Verdict::check)
                .toList();
        assertThat(passed)
                .containsExactly(
                        Check.RESOLUTION,
                        Check.FRAME_RATE,
                        Check.FROZEN,
                        Check.BLACK,
                        Check.BLUE_OR_NO_SIGNAL,
                        Check.COVERED_LENS);
    }

    @Test
    void missesAPersonButNotInAnEmptyRoom() {
        FaceReport noFace = new FaceReport(8, 0, true, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        PictureReport report = report(MOVES, SEEN, noFace);
        assertThat(verdict(Check.FACE_FOUND, report, PictureSubject.PERSON).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.FACE_FOUND, report, PictureSubject.ROOM).doubt())
                .contains(Doubt.NO_FACE);
        SeenReport dark = new SeenReport(20, 0, 0, 0, some(30), some(0), some(0.1), NONE, some(0), some(0));
        assertThat(verdict(Check.FACE_FOUND, report(MOVES, dark, noFace), PictureSubject.PERSON)
                        .doubt())
                .as("nobody could be seen")
                .contains(Doubt.HIDDEN);
        assertThat(verdict(Check.FACE_LIGHT, report(MOVES, dark, noFace), PictureSubject.PERSON)
                        .doubt())
                .contains(Doubt.HIDDEN);
        assertThat(verdict(Check.FACE_LIGHT, report, PictureSubject.PERSON).doubt())
                .contains(Doubt.NO_FACE);
    }

    @Test
    void tellsAFrozenPersonFromAnEmptyRoom() {
        FaceReport noFace = new FaceReport(8, 0, true, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        StillTimes neverMoved = new StillTimes(8, 8, 0.1, false);
        assertThat(verdict(Check.FROZEN, report(neverMoved, SEEN, FACE), PictureSubject.PERSON)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.FROZEN, report(neverMoved, SEEN, noFace), PictureSubject.ROOM)
                        .doubt())
                .contains(Doubt.NOTHING_MOVED);
        StillTimes stopped = new StillTimes(6, 6, 0.1, true);
        assertThat(verdict(Check.FROZEN, report(stopped, SEEN, noFace), PictureSubject.ROOM)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        StillTimes noise = new StillTimes(8, 0.1, 0.1, false);
        assertThat(verdict(Check.FROZEN, report(noise, SEEN, noFace), PictureSubject.ROOM)
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void failsADarkFaceBeforeABrightWindowThoughThePictureIsBright() {
        FaceReport against =
                new FaceReport(8, 1, true, some(0.25), some(1), some(58), some(5), some(0.3), some(0), some(40));
        PictureReport report = report(MOVES, SEEN, against);
        assertThat(verdict(Check.UNDER_EXPOSED, report, PictureSubject.PERSON).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.FACE_AGAINST_LIGHT, report, PictureSubject.PERSON)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.FACE_LIGHT, report, PictureSubject.PERSON).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void tellsNothingOfTooShortATime() {
        PictureReport whole = report(MOVES, SEEN, FACE);
        PictureReport two =
                new PictureReport(30, 2, whole.size(), whole.perSecond(), whole.still(), whole.seen(), whole.faces());
        assertThat(judge.judge(two, PictureSubject.PERSON))
                .allMatch(verdict -> verdict.doubt().equals(Optional.of(Doubt.TOO_SHORT)));
    }

    @Test
    void tellsOfOnePictureOnlyThatNoMoreCame() {
        SeenReport one = new SeenReport(1, 0, 0, 0, some(180), some(0.1), some(0.8), some(2.5), some(0.2), some(9));
        PictureReport report = report(new StillTimes(8, 8, 8, false), one, FACE);
        for (Verdict verdict : judge.judge(report, PictureSubject.PERSON)) {
            switch (verdict.check()) {
                case FRAME_RATE -> assertThat(verdict.figure()).hasValue(15);
                case FROZEN -> assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
                default -> assertThat(verdict.doubt()).as("%s", verdict.check()).contains(Doubt.TOO_SHORT);
            }
        }
    }

    /** As the Haar cascade is not, which misses tilted faces. */
    @Test
    void missesNobodyWhereTheFinderIsNotSureOfNone() {
        FaceReport noFace = new FaceReport(8, 0, false, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        Verdict verdict = verdict(Check.FACE_FOUND, report(MOVES, SEEN, noFace), PictureSubject.PERSON);
        assertThat(verdict.doubt()).contains(Doubt.NO_FACE);
    }

    @Test
    void saysOfAFaceWithoutEdgesThatItsDetailWasNotMeasured() {
        FaceReport flat =
                new FaceReport(8, 1, true, some(0.25), some(1), some(140), some(0.5), some(0.3), some(0), NONE);
        assertThat(verdict(Check.FACE_DETAIL, report(MOVES, SEEN, flat), PictureSubject.PERSON)
                        .doubt())
                .contains(Doubt.NOT_MEASURED);
    }

    @Test
    void saysOfABlackPictureThatNothingIsSeenNotThatNothingMoved() {
        SeenReport black = new SeenReport(20, 1, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE);
        FaceReport noFace = new FaceReport(8, 0, true, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
        StillTimes still = new StillTimes(8, 8, 0.1, false);
        assertThat(verdict(Check.FROZEN, report(still, black, noFace), PictureSubject.PERSON)
                        .doubt())
                .contains(Doubt.NOTHING_SEEN);
    }
}
