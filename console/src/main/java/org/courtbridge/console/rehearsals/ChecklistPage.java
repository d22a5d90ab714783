package org.courtbridge.console.rehearsals;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;

/** The contents of the page of a hearing's check-list. */
public final class ChecklistPage {

    private ChecklistPage() {}

    /**
     * A party.
     *
     * @param path to which its answers are posted
     * @param state whether all is confirmed, or it is not in the session
     * @param cells of a party that is not in the session, those of which something was said
     */
    public record Row(String name, String path, Badge state, List<Cell> cells) {}

    /**
     * An item of a party.
     *
     * @param item constant of {@link org.courtbridge.hearings.ChecklistItem}
     * @param measured what measurements say; empty while the party is not in the session
     * @param because why they say so
     * @param said what somebody has said
     * @param by who, and when
     * @param answers that can be given now
     */
    public record Cell(
            String item,
            String title,
            Optional<Badge> measured,
            String because,
            Optional<Badge> said,
            String by,
            List<Answer> answers) {}

    /** @param value as the form has it */
    public record Answer(String value, String words, String look) {}
}
