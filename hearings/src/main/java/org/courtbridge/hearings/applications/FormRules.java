package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks of an application, a resolution and a response by themselves, whatever the phase. */
final class FormRules {

    private static final int NAME = 200;
    private static final int STATUS = 200;
    private static final int NUMBER = 100;
    private static final int ACTION = 500;
    private static final int ADDRESS = 500;
    private static final int REASON = 2_000;
    private static final int TELEPHONE = 50;
    private static final int ID = 200;
    /** Of a hearing ahead, and of an entry behind: more is a slip of the hand, and no database has to take it. */
    private static final int YEARS = 10;

    private FormRules() {}

    static void check(InstitutionId court, ApplicationForm form, LocalDate today) {
        institution(court);
        require(Text.isLine(form.caseNumber(), NUMBER), ApplicationRefusal.CASE_NUMBER_INVALID);
        require(Text.isLine(form.action(), ACTION), ApplicationRefusal.ACTION_INVALID);
        participants(form.participants());
        asked(court, form);
        hour(form.at(), today);
        contact(form.clerk());
        contact(form.organiser());
        judge(form.presidingJudge());
    }

    private static void participants(List<TrialParticipant> participants) {
        require(!participants.isEmpty(), ApplicationRefusal.PARTICIPANTS_MISSING);
        require(participants.size() <= ApplicationForm.MOST_PARTICIPANTS, ApplicationRefusal.TOO_MANY_PARTICIPANTS);
        Set<List<String>> known = new HashSet<>();
        for (TrialParticipant participant : participants) {
            require(Text.isName(participant.name(), NAME), ApplicationRefusal.PARTICIPANT_NAME_INVALID);
            require(Text.isLine(participant.status(), STATUS), ApplicationRefusal.PARTICIPANT_STATUS_INVALID);
            require(known.add(List.of(participant.name(), participant.status())), ApplicationRefusal.PARTICIPANT_TWICE);
        }
    }

    private static void asked(InstitutionId court, ApplicationForm form) {
        if (form.asked().isEmpty()) {
            require(form.provided().isEmpty(), ApplicationRefusal.ASKED_MISSING);
            return;
        }
        require(!form.provided().isEmpty(), ApplicationRefusal.ASKED_NEEDLESS);
        AskedInstitution asked = form.asked().get();
        institution(asked.id());
        require(!asked.id().equals(court), ApplicationRefusal.ASKED_IS_THE_COURT);
        require(Text.isLines(asked.address(), ADDRESS), ApplicationRefusal.ADDRESS_INVALID);
    }

    static void institution(InstitutionId id) {
        require(Text.isLine(id.value(), ID), ApplicationRefusal.INSTITUTION_INVALID);
    }

    /** Date and time of a hearing, as seen on a day. */
    static void hour(LocalDateTime at, LocalDate day) {
        require(at.truncatedTo(ChronoUnit.MINUTES).equals(at), ApplicationRefusal.TIME_NOT_IN_MINUTES);
        require(!at.toLocalDate().isBefore(day), ApplicationRefusal.HEARING_IN_THE_PAST);
        require(!at.toLocalDate().isAfter(day.plusYears(YEARS)), ApplicationRefusal.HEARING_FAR_AHEAD);
    }

    static void notAfter(LocalDate day, LocalDate today) {
        require(!day.isAfter(today), ApplicationRefusal.DATED_IN_THE_FUTURE);
        require(!day.isBefore(today.minusYears(YEARS)), ApplicationRefusal.DATED_LONG_AGO);
    }

    static void reason(String reason) {
        require(Text.isLines(reason, REASON), ApplicationRefusal.REASON_INVALID);
    }

    static void check(Resolution resolution, LocalDate today) {
        judge(resolution.judge());
        notAfter(resolution.on(), today);
        if (resolution instanceof Resolution.Refused refused) {
            reason(refused.reason());
        }
    }

    static void check(Destination to, LocalDate on) {
        institution(to.institution());
        require(to.channel() != Channel.TELEPHONE, ApplicationRefusal.NOT_BY_TELEPHONE);
        if (to.channel() == Channel.EMAIL) {
            Optional<EmailAgreement> agreed = to.agreed();
            require(
                    agreed.isPresent()
                            && !agreed.get().on().isAfter(on)
                            && Text.isName(agreed.get().by(), NAME),
                    ApplicationRefusal.EMAIL_NOT_AGREED);
        }
    }

    static void check(Response response, ApplicationForm form) {
        if (response.signatory().isPresent()) {
            require(Text.isName(response.signatory().get(), NAME), ApplicationRefusal.SIGNATORY_INVALID);
        }
        switch (response.answer()) {
            case Answer.Confirmed confirmed -> {
                require(Text.isLine(confirmed.courtroom(), NUMBER), ApplicationRefusal.COURTROOM_INVALID);
                contact(confirmed.clerk());
                contact(confirmed.organiser());
            }
            case Answer.Refused refused -> {
                reason(refused.reason());
                if (refused.proposed().isPresent()) {
                    LocalDateTime proposed = refused.proposed().get();
                    hour(proposed, response.on());
                    require(!proposed.equals(form.at()), ApplicationRefusal.PROPOSAL_IS_NO_OTHER_TIME);
                }
            }
        }
    }

    private static void contact(Contact contact) {
        require(Text.isName(contact.name(), NAME), ApplicationRefusal.CONTACT_NAME_INVALID);
        require(Text.isTelephone(contact.telephone(), TELEPHONE), ApplicationRefusal.TELEPHONE_INVALID);
        if (contact.email().isPresent()) {
            require(Text.isEmail(contact.email().get()), ApplicationRefusal.EMAIL_INVALID);
        }
    }

    private static void judge(String name) {
        require(Text.isName(name, NAME), ApplicationRefusal.JUDGE_INVALID);
    }

    static void require(boolean holds, ApplicationRefusal otherwise) {
        if (!holds) {
            throw new ApplicationRefusedException(otherwise);
        }
    }
}
