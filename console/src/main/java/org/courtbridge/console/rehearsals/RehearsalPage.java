package org.courtbridge.console.rehearsals;

import java.util.List;
import org.courtbridge.console.html.Badge;

/** The contents of the page of a rehearsal. */
public final class RehearsalPage {

    private RehearsalPage() {}

    /**
     * A table that shows for each pair of parties whether one hears and sees the other.
     *
     * @param columns who is to be heard and seen
     * @param findings what is not as it should be, in words
     */
    public record Table(Badge outcome, List<String> columns, List<Row> rows, List<Badge> findings) {}

    /** @param name of who hears and sees */
    public record Row(String name, List<Cell> cells) {}

    /** @param badges of ears and eyes; none where a party would meet itself */
    public record Cell(List<Badge> badges) {}
}
