package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;

/**
 * The forms that somebody finds on the page of an application: what the rules allow now, and what is theirs to do.
 *
 * @param change whether the application may be changed
 * @param onPaper whether a resolution is entered for the judge
 * @param proposals whether another date and time may be accepted or declined
 */
public record OfferedForms(
        boolean change,
        Optional<FormFields> resolution,
        boolean onPaper,
        Optional<Sending> sending,
        List<Entry> receipts,
        List<Entry> responses,
        boolean proposals,
        Optional<FormFields> withdrawal) {

    /**
     * @param departments to choose from
     * @param channels by which an application can be sent
     */
    public record Sending(FormFields fields, List<Place> places, List<Choice> departments, List<Choice> channels) {}

    /**
     * An addressee in the form of the sending.
     *
     * @param prefix of the names of its fields
     * @param name of the court or institution asked; empty for a department, which is chosen
     */
    public record Place(String prefix, String title, Optional<String> name) {}

    /**
     * A form of one addressee or responder.
     *
     * @param whose which, as the form sends it
     * @param title in words
     * @param again whether something was entered already, and is replaced
     * @param channels by which it came, of those that may be entered
     */
    public record Entry(String whose, String title, boolean again, FormFields fields, List<Choice> channels) {}
}
