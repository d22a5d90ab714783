package org.courtbridge.gateway.probe;

import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.gateway.bridge.ProbeFigures;
import org.courtbridge.gateway.webrtc.PageStatistics;
import org.courtbridge.provisioning.testcall.ProbeReport.Rates;

/** What a page's own figures add to what the gateway measured: they may make a verdict worse, and never make one pass. */
final class PageFigures {

    /** kbit/s that a line must carry (paragraph 38); what a page says of more than that counts for nothing. */
    private static final double ENOUGH = 1_000;

    private PageFigures() {}

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
