package org.courtbridge.console.rehearsals;

import java.util.List;
import org.courtbridge.console.html.Badge;

/** What the page of a rehearsal shows. */
public final class RehearsalPage {

    private RehearsalPage() {}

    /**
     * Who hears and sees whom.
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
