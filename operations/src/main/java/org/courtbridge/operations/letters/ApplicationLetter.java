package org.courtbridge.operations.letters;

import java.time.ZonedDateTime;
import java.util.List;
import org.courtbridge.media.language.Language;

/**
 * The application for holding a court hearing using communications technology (Order No. 7 of 15 October 2019, paragraph 12 and
 * Appendix 1). An empty text leaves a line to be filled in by hand.
 *
 * @param court that considers the case
 * @param action procedural action, in the language of the letter, such as "questioning"
 * @param participants one or more
 * @param institution court or institution whose technology is asked for
 * @param date approximate date and time of the hearing, written in its own zone
 * @param organiser video-conferencing specialist
 * @param presidingJudge surname, name and patronymic
 */
public record ApplicationLetter(
        Language language,
        Addressee addressee,
        String court,
        String caseNumber,
        String action,
        List<Participant> participants,
        String institution,
        ZonedDateTime date,
        Contact clerk,
        Contact organiser,
        String presidingJudge) {

    /** @throws IllegalArgumentException if there is no participant */
    public ApplicationLetter {
        participants = List.copyOf(participants);
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("participants: none");
        }
    }

    /** Without names. */
    @Override
    public String toString() {
        return "ApplicationLetter[" + caseNumber + "]";
    }
}
