package org.courtbridge.hearings.applications;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.TrialParticipant.Means;

/**
 * What an application says (Appendix 1).
 *
 * @param action procedural action for which video conferencing is needed
 * @param participants 1 to {@value #MOST_PARTICIPANTS}
 * @param asked present if and only if a participant cannot use personal means (para. 12)
 * @param at approximate date and time of the hearing, in whole minutes, in the time zone of the court
 * @param clerk secretary of the session
 * @param organiser video conferencing specialist of the court
 * @param presidingJudge name
 */
public record ApplicationForm(
        String caseNumber,
        String action,
        List<TrialParticipant> participants,
        Optional<AskedInstitution> asked,
        LocalDateTime at,
        Contact clerk,
        Contact organiser,
        String presidingJudge) {

    public static final int MOST_PARTICIPANTS = 50;

    public ApplicationForm {
        participants = List.copyOf(participants);
    }

    /** Those who cannot use personal means. */
    public List<TrialParticipant> provided() {
        List<TrialParticipant> provided = new ArrayList<>();
        for (TrialParticipant participant : participants) {
            if (participant.means() == Means.PROVIDED) {
                provided.add(participant);
            }
        }
        return List.copyOf(provided);
    }

    /** The form without those who use personal means: what the court or institution asked has to know. It may have no participants. */
    public ApplicationForm ofProvided() {
        return new ApplicationForm(caseNumber, action, provided(), asked, at, clerk, organiser, presidingJudge);
    }

    /** Those whose response is needed: the own region's organiser (para. 15(2)), and whoever is asked (para. 21(2)). */
    public List<Responder> responders() {
        return asked.isPresent() ? List.of(Responder.ORGANISER, Responder.ASKED) : List.of(Responder.ORGANISER);
    }

    /**
     * Whether a resolution on this form holds for another: it names the case, the action and the persons, but neither hour, means nor contacts.
     */
    boolean isSameMatter(ApplicationForm other) {
        return caseNumber.equals(other.caseNumber)
                && action.equals(other.action)
                && persons().equals(other.persons());
    }

    /** Whether a response to this form is one to another, as all is the same that the responder had to check (paras. 15(1) and 20). */
    boolean isSameRequest(Responder responder, ApplicationForm other) {
        boolean same = caseNumber.equals(other.caseNumber)
                && action.equals(other.action)
                && at.equals(other.at)
                && asked.equals(other.asked);
        return same
                && switch (responder) {
                    case ORGANISER -> participants.equals(other.participants);
                    case ASKED -> provided().equals(other.provided());
                };
    }

    ApplicationForm withTime(LocalDateTime now) {
        return new ApplicationForm(caseNumber, action, participants, asked, now, clerk, organiser, presidingJudge);
    }

    private List<List<String>> persons() {
        List<List<String>> persons = new ArrayList<>();
        for (TrialParticipant participant : participants) {
            persons.add(List.of(participant.name(), participant.status()));
        }
        return persons;
    }
}
