package org.courtbridge.console.calls;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Step;

/**
 * The page of all calls that go on.
 *
 * @param passing calls between rooms that are no legs of ours
 * @param traced whether traces are written
 * @param complaint what the last step could not do
 */
public record CallsPage(List<Row> rows, int passing, boolean traced, String complaint) {

    /**
     * @param id in the page
     * @param kind what it calls by, in words
     * @param figures of its line, in words
     * @param complaints what is wrong
     * @param picture where its small picture is; empty for whoever may not see it
     * @param trace where its trace is; empty without one, and for whoever may not have it
     * @param device the page of the device
     */
    public record Row(
            String id,
            String name,
            String kind,
            String hearing,
            String title,
            List<Badge> badges,
            List<Fact> figures,
            List<String> complaints,
            List<Step> steps,
            Optional<String> picture,
            Optional<String> trace,
            Optional<String> device) {}
}
