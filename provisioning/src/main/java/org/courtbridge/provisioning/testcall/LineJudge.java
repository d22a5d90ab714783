package org.courtbridge.provisioning.testcall;

import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.line.LineReport;

/** Judges the figures of a line. */
public final class LineJudge {

    /** Packets of which a line passes: 6 s. One that is bad may fail sooner. */
    private static final long LEAST_PACKETS = 300;

    private final Limits limits;

    public LineJudge(Limits limits) {
        this.limits = limits;
    }

    public List<Verdict> judge(LineReport report) {
        Doubt missing = report.packets() == 0 ? Doubt.NO_MEDIA : Doubt.TOO_SHORT;
        return List.of(
                ofPackets(Check.LOSS, report.loss(), report, missing),
                ofPackets(Check.LONGEST_LOSS, report.longestLoss(), report, missing),
                ofPackets(Check.JITTER, report.jitter(), report, missing),
                Verdict.of(Check.ROUND_TRIP, report.roundTrip(), limits, Doubt.NOT_MEASURED),
                quality(report, report.loss().isEmpty() ? missing : Doubt.NOT_MEASURED));
    }

    /** Too few packets do not pass, nor does what may be a line that died as well as silence. */
    private Verdict ofPackets(Check check, OptionalDouble figure, LineReport report, Doubt missing) {
        Verdict verdict = Verdict.of(check, figure, limits, missing);
        if (verdict.outcome() != Outcome.PASS) {
            return verdict;
        }
        if (report.packets() < LEAST_PACKETS) {
            return Verdict.couldNotTell(check, limits, Doubt.TOO_SHORT);
        }
        return report.silence() > 0 ? Verdict.couldNotTell(check, limits, Doubt.NOT_MEASURED) : verdict;
    }

    /** Judges the E-model's rating; one that is not known, but is bad at its best, is bad. */
    private Verdict quality(LineReport report, Doubt missing) {
        boolean hopeless =
                report.rating().isEmpty() && limits.of(Check.LINE_QUALITY).judge(report.ratingAtMost()) == Outcome.FAIL;
        return ofPackets(Check.LINE_QUALITY, hopeless ? report.ratingAtMost() : report.rating(), report, missing);
    }

    /**
     * Judges the rates that the line carries.
     *
     * @param up kbit/s from the place that is tested, as measured
     * @param down kbit/s to it
     */
    public List<Verdict> judgeRates(OptionalDouble up, OptionalDouble down) {
        return List.of(
                Verdict.of(Check.RATE_UP, up, limits, Doubt.NOT_MEASURED),
                Verdict.of(Check.RATE_DOWN, down, limits, Doubt.NOT_MEASURED));
    }

    /** The same of rates that may be no more than lower bounds: such a one can pass, and cannot fail. */
    List<Verdict> judgeRates(ProbeReport.Rates rates) {
        return List.of(
                rate(Check.RATE_UP, rates.up(), rates.upIsAtLeast()),
                rate(Check.RATE_DOWN, rates.down(), rates.downIsAtLeast()));
    }

    private Verdict rate(Check check, OptionalDouble figure, boolean isAtLeast) {
        Verdict verdict = Verdict.of(check, figure, limits, Doubt.NOT_MEASURED);
        return isAtLeast
                        && verdict.outcome() != Outcome.PASS
                        && verdict.figure().isPresent()
                ? Verdict.doubtful(check, verdict.figure().getAsDouble(), limits, Doubt.AT_LEAST)
                : verdict;
    }
}
