package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;

/**
 * An application, in the words of its page.
 *
 * @param path of the page
 * @param next what is to be done now, and by whom
 * @param form all that it says but the participants
 * @param decision the judge's resolution, and terms with when they were kept; none before the resolution
 * @param revision the last sending
 * @param seen number of the last event
 */
public record ApplicationDetails(
        String path,
        String caseNumber,
        Badge phase,
        List<Next> next,
        List<Fact> form,
        List<Person> participants,
        List<Fact> decision,
        List<LetterRow> letters,
        List<ResponseRow> responses,
        List<TrailRow> trail,
        Revision revision,
        long seen) {

    /** @param number of the last sending; 0 before it @param isFormer whether it was changed since, and is to be sent anew */
    public record Revision(int number, boolean isFormer) {}

    /**
     * Something to be done.
     *
     * @param who court, department or institution that does it; empty if it is known from the words
     * @param term until when; empty if there is no term
     */
    public record Next(String words, Optional<String> who, Optional<Badge> term) {}

    /** Somebody who is to attend. */
    public record Person(String name, String status, String means) {}

    /**
     * A letter on its way.
     *
     * @param addressee which of the addressees it is
     * @param state how it was sent, and when it was received
     * @param pdf link to it
     */
    public record LetterRow(String addressee, String institution, String state, String pdf) {}

    /**
     * A response.
     *
     * @param proposal another date and time, which is neither accepted nor declined; empty if there is none
     * @param pdf link to it as a letter
     */
    public record ResponseRow(
            String responder, Badge outcome, List<Fact> facts, Optional<Proposal> proposal, String pdf) {}

    /** @param by the responder, as a form names it @param at as a form sends it @param words the same for people */
    public record Proposal(String by, String at, String words) {}

    /** @param at when, for programs @param actor who did it */
    public record TrailRow(String at, String time, String words, String actor) {}
}
