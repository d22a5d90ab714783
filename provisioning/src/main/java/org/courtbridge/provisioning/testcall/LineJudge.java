package org.courtbridge.provisioning.testcall;

import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.line.LineReport;

/** What the figures of a line say. */
public final class LineJudge {

    private final Limits limits;

    public LineJudge(Limits limits) {
        this.limits = limits;
    }

    public List<Verdict> judge(LineReport report) {
        Doubt missing = report.packets() == 0 ? Doubt.NO_MEDIA : Doubt.TOO_SHORT;
        return List.of(
                Verdict.of(Check.LOSS, report.loss(), limits, missing),
                Verdict.of(Check.LONGEST_LOSS, report.longestLoss(), limits, missing),
                Verdict.of(Check.JITTER, report.jitter(), limits, missing),
                Verdict.of(Check.ROUND_TRIP, report.roundTrip(), limits, Doubt.NOT_MEASURED),
                quality(report, report.loss().isEmpty() ? missing : Doubt.NOT_MEASURED));
    }

    /** Where the rating is not known, but is bad at its best, it is bad. */
    private Verdict quality(LineReport report, Doubt missing) {
        boolean hopeless =
                report.rating().isEmpty() && limits.of(Check.LINE_QUALITY).judge(report.ratingAtMost()) == Outcome.FAIL;
        return Verdict.of(Check.LINE_QUALITY, hopeless ? report.ratingAtMost() : report.rating(), limits, missing);
    }

    /**
     * What the line carries.
     *
     * @param up kbit/s from the place that is tested, as measured
     * @param down kbit/s to it
     */
    public List<Verdict> judgeRates(OptionalDouble up, OptionalDouble down) {
        return List.of(
                Verdict.of(Check.RATE_UP, up, limits, Doubt.NOT_MEASURED),
                Verdict.of(Check.RATE_DOWN, down, limits, Doubt.NOT_MEASURED));
    }
}
