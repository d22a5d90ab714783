package org.courtbridge.signalling.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;
import org.courtbridge.provisioning.testcall.ProbeReport.Withheld;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.signalling.webrtc.PageStatistics;

/** Combines a page's own statistics with what the gateway measured: they may make a verdict worse, and never make one pass. */
final class PageFigures {

    /** kbit/s that a line must carry (paragraph 38); what a page says of more than that counts for nothing. */
    private static final double ENOUGH = 1_000;

    private static final List<Map.Entry<LegCondition, Reason>> SOUND = List.of(
            Map.entry(LegCondition.MICROPHONE_REFUSED, Reason.NOT_ALLOWED),
            Map.entry(LegCondition.MICROPHONE_MISSING, Reason.NO_DEVICE),
            Map.entry(LegCondition.MICROPHONE_INTERRUPTED, Reason.IN_USE),
            Map.entry(LegCondition.MICROPHONE_OFF, Reason.SWITCHED_OFF));

    private static final List<Map.Entry<LegCondition, Reason>> PICTURE = List.of(
            Map.entry(LegCondition.CAMERA_REFUSED, Reason.NOT_ALLOWED),
            Map.entry(LegCondition.CAMERA_MISSING, Reason.NO_DEVICE),
            Map.entry(LegCondition.CAMERA_INTERRUPTED, Reason.IN_USE),
            Map.entry(LegCondition.CAMERA_OFF, Reason.SWITCHED_OFF));

    private PageFigures() {}

    /** The page's reasons for sending no sound or no picture. */
    static Withheld withheld(Set<LegCondition> conditions) {
        return new Withheld(reason(SOUND, conditions), reason(PICTURE, conditions));
    }

    private static Optional<Reason> reason(
            List<Map.Entry<LegCondition, Reason>> reasons, Set<LegCondition> conditions) {
        return reasons.stream()
                .filter(entry -> conditions.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * As below, but where this machine had no time for pictures: then it was late with what it says of arrivals, too, by which a page
     * knows its line.
     */
    static Rates rates(ProbeFigures figures, Optional<PageStatistics> said) {
        boolean late = figures.picture()
                .filter(seen -> seen.pictures() > 0 && seen.perSecond().isEmpty())
                .isPresent();
        return late ? figures.rates() : rates(figures.rates(), said);
    }

    /**
     * A page that makes its picture smaller, as it takes its line to carry less than is needed, has filled it: it carries as much as
     * the page says or as came, and not more. Else it carries at the least what came.
     */
    static Rates rates(Rates measured, Optional<PageStatistics> said) {
        double outgoing = said.filter(PageStatistics::limited)
                .map(PageStatistics::outgoing)
                .orElse(0.0);
        double carried = Math.max(outgoing, measured.up().orElse(0));
        return outgoing > 0 && carried < ENOUGH
                ? new Rates(OptionalDouble.of(carried), false, measured.down(), measured.downIsAtLeast())
                : measured;
    }
}
