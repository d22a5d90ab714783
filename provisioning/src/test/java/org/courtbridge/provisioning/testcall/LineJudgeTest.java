package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.line.LineReport;
import org.junit.jupiter.api.Test;

/** Tests of the verdicts on the figures of a line, at the borders between one and another. */
class LineJudgeTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final LineJudge judge = new LineJudge(Limits.standard());

    private static OptionalDouble some(double figure) {
        return OptionalDouble.of(figure);
    }

    private static LineReport good(long packets, double silence) {
        return report(packets, silence, some(0.5), some(85), some(90));
    }

    private static LineReport report(
            long packets, double silence, OptionalDouble loss, OptionalDouble rating, OptionalDouble ratingAtMost) {
        return new LineReport(
                packets, silence, loss, some(40), some(0), some(1), some(7), some(60), rating, ratingAtMost, NONE);
    }

    private Verdict verdict(Check check, LineReport report) {
        return judge.judge(report).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCheckIsOfItsOwnFigure() {
        List<Verdict> verdicts = judge.judge(good(300, 0));
        assertThat(verdicts)
                .extracting(Verdict::check)
                .containsExactly(Check.LOSS, Check.LONGEST_LOSS, Check.JITTER, Check.ROUND_TRIP, Check.LINE_QUALITY);
        assertThat(verdicts)
                .extracting(verdict -> verdict.figure().orElseThrow())
                .containsExactly(0.5, 40.0, 7.0, 60.0, 85.0);
        assertThat(verdicts).extracting(Verdict::outcome).containsOnly(Outcome.PASS);
    }

    @Test
    void sixSecondsAreEnoughToPassAndLessAreNot() {
        List<Verdict> verdicts = judge.judge(good(299, 0));
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.check() != Check.ROUND_TRIP)
                .allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.TOO_SHORT);
        assertThat(verdict(Check.ROUND_TRIP, good(299, 0)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict(Check.LOSS, report(50, 0, some(20), NONE, NONE)).outcome())
                .as("what is bad fails sooner")
                .isEqualTo(Outcome.FAIL);
    }

    /** A codec that sends no silence, or a line that died: nobody knows. */
    @Test
    void passesNothingWhileItMayHaveDied() {
        assertThat(judge.judge(good(300, 1)))
                .filteredOn(verdict -> verdict.check() != Check.ROUND_TRIP)
                .allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.NOT_MEASURED);
    }

    @Test
    void saysWhyNothingIsKnown() {
        assertThat(verdict(Check.LOSS, report(0, 0, NONE, NONE, NONE)).doubt()).contains(Doubt.NO_MEDIA);
        assertThat(verdict(Check.LINE_QUALITY, report(0, 0, NONE, NONE, NONE)).doubt())
                .contains(Doubt.NO_MEDIA);
        assertThat(verdict(Check.LOSS, report(1, 0, NONE, NONE, NONE)).doubt()).contains(Doubt.TOO_SHORT);
        assertThat(verdict(Check.LINE_QUALITY, report(500, 0, some(0), NONE, NONE))
                        .doubt())
                .as("nothing is published of the codec")
                .contains(Doubt.NOT_MEASURED);
    }

    @Test
    void aRatingThatIsBadAtItsBestIsBad() {
        assertThat(verdict(Check.LINE_QUALITY, report(500, 0, some(0), NONE, some(60)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(verdict(Check.LINE_QUALITY, report(500, 0, some(0), NONE, some(61)))
                        .doubt())
                .contains(Doubt.NOT_MEASURED);
        assertThat(verdict(Check.LINE_QUALITY, report(500, 0, some(0), some(75), some(50)))
                        .outcome())
                .as("a rating that is known counts alone")
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void ratesAreThoseUpAndDown() {
        assertThat(judge.judgeRates(some(1_000), some(900)))
                .extracting(Verdict::check, Verdict::outcome)
                .containsExactly(tuple(Check.RATE_UP, Outcome.PASS), tuple(Check.RATE_DOWN, Outcome.FAIL));
        assertThat(judge.judgeRates(new ProbeReport.Rates(some(950), true, some(950), false)))
                .extracting(verdict -> verdict.doubt().orElseThrow())
                .containsExactly(Doubt.AT_LEAST, Doubt.BORDERLINE);
    }
}
