package org.courtbridge.console.tests;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Step;

/** The contents of the pages about how ready places are. */
public final class ReadinessPage {

    private ReadinessPage() {}

    /**
     * @param list page that the groups are of; empty where all are shown
     * @param complaint what the last step could not do
     * @param seen changes whenever anything else here does
     */
    public record Board(List<Group> groups, Optional<ListPage<Group>> list, String complaint, String seen) {

        /** Whether a search or a filter leaves something out. */
        public boolean isNarrowed() {
            return list.filter(page ->
                            page.address().parameters().keySet().stream().anyMatch(name -> !name.equals("day")))
                    .isPresent();
        }

        /** Address that brings the board of a list anew. */
        public String live() {
            return list.map(page -> new ListAddress(
                                    page.address().path() + "/live",
                                    page.address().parameters())
                            .link())
                    .orElse("");
        }
    }

    /**
     * A hearing with its places; or, without a link, places that belong to none.
     *
     * @param counts how many are in which state
     * @param steps with all of them
     */
    public record Group(
            String title,
            Optional<String> link,
            String about,
            List<Badge> counts,
            List<Step> steps,
            List<Row> rows,
            String none) {}

    /**
     * A place.
     *
     * @param trend the page of all its tests
     * @param tested when, in words
     * @param test the page of its newest one
     */
    public record Row(
            String name,
            Optional<String> trend,
            Badge state,
            String tested,
            Optional<Finding> finding,
            Optional<Link> test,
            List<Step> steps) {}

    /** A problem that a test found, worded for the person and for the technician. @param paragraph of the rules */
    public record Finding(String person, String technician, String paragraph) {}

    public record Link(String path, String words) {}

    /** Tests that were made for a hearing. @param all of them in one file */
    public record Reports(List<Report> tests, Optional<String> all) {}

    public record Report(String place, String time, Badge outcome, String path, List<Link> downloads) {}

    public record Day(String date, String words, Link before, Link after, Board board) {}
}
