package org.courtbridge.operations.letters;

import java.time.ZonedDateTime;
import java.util.List;
import org.courtbridge.media.language.Language;

/**
 * The response to an application (Order No. 7 of 15 October 2019, paragraphs 15(2) and 21(2), Appendix 2). An empty text leaves a line
 * to be filled in by hand.
 *
 * @param applicant court that considers the case and applied
 * @param participants one or more
 * @param date date and time of the hearing, written in its own zone
 * @param respondent court or institution that provides the technology
 * @param presidingJudge surname, name and patronymic, at the respondent
 */
public record ResponseLetter(
        Language language,
        Addressee addressee,
        String applicant,
        String caseNumber,
        List<Participant> participants,
        ZonedDateTime date,
        String respondent,
        Outcome outcome,
        String presidingJudge) {

    /** @throws IllegalArgumentException if there is no participant */
    public ResponseLetter {
        participants = List.copyOf(participants);
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("participants: none");
        }
    }

    /** Technical feasibility at that date and time. */
    public sealed interface Outcome {}

    /**
     * It is feasible.
     *
     * @param courtroom its number or name at the respondent
     * @param organiser person who organises the use of the technology
     */
    public record Confirmed(Contact clerk, String courtroom, Contact organiser) implements Outcome {}

    /**
     * It is not feasible. The particulars that the form asks for in case of confirmation are left out then (its footnote 1).
     *
     * @param reason in the language of the letter
     */
    public record NotConfirmed(String reason) implements Outcome {}

    /** Without names. */
    @Override
    public String toString() {
        return "ResponseLetter[" + caseNumber + "]";
    }
}
