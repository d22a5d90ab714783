package org.courtbridge.console.today;

import java.util.List;
import org.courtbridge.console.html.Badge;

/** The contents of the day's page. */
public final class TodayPage {

    private TodayPage() {}

    /** The blocks of one role. @param title the role */
    public record Part(String title, List<Block> blocks) {}

    /**
     * A list of a page, cut short.
     *
     * @param counts of all that the block is about
     * @param none said where there are no rows
     * @param more how many of how many rows are shown; empty if all are
     * @param links to whole lists
     */
    public record Block(String title, List<Badge> counts, List<Row> rows, String none, String more, List<Link> links) {}

    /**
     * A row.
     *
     * @param time hour, or day and hour; empty if there is none
     * @param path of the page of it; empty if the reader has none
     * @param about further words
     */
    public record Row(String time, String title, String path, List<String> about, List<Badge> badges) {}

    public record Link(String path, String words) {}
}
