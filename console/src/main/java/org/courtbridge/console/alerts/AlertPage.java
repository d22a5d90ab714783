package org.courtbridge.console.alerts;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.tests.TestPage;

/** The contents of the pages about faults and the alerts that were sent about them. */
public final class AlertPage {

    private AlertPage() {}

    /**
     * An occasion on which somebody was told.
     *
     * @param to who was, in words
     * @param fresh whether the viewer has not seen it before
     */
    public record Row(
            String fault, String place, String time, Badge severity, String occasion, String to, boolean fresh) {}

    /**
     * A problem that a party of a hearing has reported, and that nobody has seen yet.
     *
     * @param who the party, in words
     * @param said what kind of problem, in words
     * @param since when it was reported first
     */
    public record Reported(String hearing, String title, String who, String said, String since) {}

    /** A fault in a list. @param took how long it took to restore; empty while it is open */
    public record Open(String id, String place, Badge state, String since, String checks, String took) {}

    /**
     * The record of a fault.
     *
     * @param findings sentences of what failed
     * @param expected for the form, by when it is to work again
     * @param mayExpect whether the viewer may say that
     */
    public record Fault(
            String id,
            String place,
            Optional<String> trend,
            Badge state,
            List<TestPage.Fact> facts,
            List<TestPage.Verdict> findings,
            List<Row> told,
            String expected,
            boolean mayExpect) {}
}
