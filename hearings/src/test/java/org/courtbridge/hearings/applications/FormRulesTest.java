package org.courtbridge.hearings.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.hearings.applications.SampleApplications.AT;
import static org.courtbridge.hearings.applications.SampleApplications.CONTACT;
import static org.courtbridge.hearings.applications.SampleApplications.COURT;
import static org.courtbridge.hearings.applications.SampleApplications.EXPERT;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.TODAY;
import static org.courtbridge.hearings.applications.SampleApplications.WITNESS;
import static org.courtbridge.hearings.applications.SampleApplications.form;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.SampleApplications.Desk;
import org.courtbridge.hearings.applications.TrialParticipant.Means;
import org.junit.jupiter.api.Test;

/** What an application may say (Appendix 1), and a response (Appendix 2). */
class FormRulesTest {

    private static final Optional<AskedInstitution> ASKED = Optional.of(new AskedInstitution(HOSPITAL, "Алматы"));

    private static ApplicationForm with(String caseNumber, String action, Contact clerk, String judge) {
        return new ApplicationForm(
                caseNumber,
                action,
                HOSPITAL_FORM.participants(),
                HOSPITAL_FORM.asked(),
                AT,
                clerk,
                HOSPITAL_FORM.organiser(),
                judge);
    }

    private static ApplicationForm withClerk(Contact clerk) {
        return with("1", "a", clerk, "j");
    }

    private static TrialParticipant named(String name) {
        return new TrialParticipant(name, "witness", Means.PROVIDED);
    }

    private static void refuses(ApplicationRefusal refusal, ApplicationForm form) {
        assertThatThrownBy(() -> Application.create(COURT, form, TODAY))
                .isInstanceOfSatisfying(
                        ApplicationRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static void takes(ApplicationForm form) {
        assertThatCode(() -> Application.create(COURT, form, TODAY)).doesNotThrowAnyException();
    }

    @Test
    void takesNamesInAnyScript() {
        for (String name : List.of(
                "Жұмабаев Мағжан Бекенұлы",
                "O'Neill-Smith",
                "محمد بن سلمان",
                "می\u200cخواهم",
                "王小明",
                "𠮷田",
                "நளினி",
                "Ö")) {
            takes(form(List.of(named(name)), ASKED, AT));
        }
    }

    @Test
    void takesNoNameThatIsNone() {
        for (String name : List.of(
                "",
                " ",
                "\u00a0",
                "-",
                "12",
                "a\nb",
                "a\tb",
                "a\u202eb",
                "a\u2066b",
                "a\u200bb",
                "a\ud800",
                "a\u2028b")) {
            refuses(ApplicationRefusal.PARTICIPANT_NAME_INVALID, form(List.of(named(name)), ASKED, AT));
        }
    }

    /** Characters are counted as people do: one outside the Basic Multilingual Plane is one. */
    @Test
    void countsCharacters() {
        takes(form(List.of(named("𠮷".repeat(200))), ASKED, AT));
        refuses(ApplicationRefusal.PARTICIPANT_NAME_INVALID, form(List.of(named("a".repeat(201))), ASKED, AT));
        takes(with("1".repeat(100), "a".repeat(500), CONTACT, "j".repeat(200)));
        refuses(ApplicationRefusal.CASE_NUMBER_INVALID, with("1".repeat(101), "a", CONTACT, "j"));
        refuses(ApplicationRefusal.CASE_NUMBER_INVALID, with("", "a", CONTACT, "j"));
        refuses(ApplicationRefusal.ACTION_INVALID, with("1", "a".repeat(501), CONTACT, "j"));
        refuses(ApplicationRefusal.ACTION_INVALID, with("1", " ", CONTACT, "j"));
        refuses(ApplicationRefusal.JUDGE_INVALID, with("1", "a", CONTACT, "j".repeat(201)));
        refuses(ApplicationRefusal.JUDGE_INVALID, with("1", "a", CONTACT, "7"));
        TrialParticipant status = new TrialParticipant("n", "s".repeat(201), Means.PROVIDED);
        refuses(ApplicationRefusal.PARTICIPANT_STATUS_INVALID, form(List.of(status), ASKED, AT));
    }

    @Test
    void hasParticipants() {
        refuses(ApplicationRefusal.PARTICIPANTS_MISSING, form(List.of(), Optional.empty(), AT));
        refuses(ApplicationRefusal.PARTICIPANT_TWICE, form(List.of(WITNESS, EXPERT, WITNESS), ASKED, AT));
        refuses(
                ApplicationRefusal.TOO_MANY_PARTICIPANTS,
                form(Collections.nCopies(ApplicationForm.MOST_PARTICIPANTS + 1, WITNESS), ASKED, AT));
        assertThat(ApplicationRefusal.TOO_MANY_PARTICIPANTS.explanation())
                .contains("at most " + ApplicationForm.MOST_PARTICIPANTS + " ");
    }

    /** Para. 12: somebody is asked if and only if a participant cannot use personal means. */
    @Test
    void asksSomebodyIfAndOnlyIfSomebodyNeedsIt() {
        refuses(ApplicationRefusal.ASKED_MISSING, form(List.of(WITNESS), Optional.empty(), AT));
        refuses(ApplicationRefusal.ASKED_NEEDLESS, form(List.of(EXPERT), ASKED, AT));
        refuses(
                ApplicationRefusal.ASKED_IS_THE_COURT,
                form(List.of(WITNESS), Optional.of(new AskedInstitution(COURT, "Астана")), AT));
        refuses(
                ApplicationRefusal.INSTITUTION_INVALID,
                form(List.of(WITNESS), Optional.of(new AskedInstitution(new InstitutionId(""), "Астана")), AT));
        refuses(
                ApplicationRefusal.ADDRESS_INVALID,
                form(List.of(WITNESS), Optional.of(new AskedInstitution(HOSPITAL, "")), AT));
        takes(form(List.of(WITNESS), Optional.of(new AskedInstitution(HOSPITAL, "Алматы,\nТөле би 93")), AT));
    }

    @Test
    void takesPlaceAtAMinuteThatHasNotPassed() {
        refuses(ApplicationRefusal.TIME_NOT_IN_MINUTES, form(List.of(EXPERT), Optional.empty(), AT.plusSeconds(1)));
        refuses(
                ApplicationRefusal.HEARING_IN_THE_PAST,
                form(List.of(EXPERT), Optional.empty(), TODAY.minusDays(1).atTime(23, 59)));
        takes(form(List.of(EXPERT), Optional.empty(), TODAY.atTime(0, 0)));
        takes(form(List.of(EXPERT), Optional.empty(), TODAY.plusYears(10).atTime(23, 59)));
        refuses(
                ApplicationRefusal.HEARING_FAR_AHEAD,
                form(
                        List.of(EXPERT),
                        Optional.empty(),
                        TODAY.plusYears(10).plusDays(1).atTime(0, 0)));
        refuses(
                ApplicationRefusal.HEARING_FAR_AHEAD,
                form(List.of(EXPERT), Optional.empty(), LocalDateTime.MAX.truncatedTo(ChronoUnit.MINUTES)));
    }

    @Test
    void hasContactsThatCanBeReached() {
        refuses(ApplicationRefusal.CONTACT_NAME_INVALID, withClerk(new Contact("", "100", Optional.empty())));
        takes(withClerk(new Contact("n", "8 (7172) 71-00-00, доб. 12", Optional.of("Әлия@сот.қаз"))));
        for (String telephone : List.of("", "12", "abc", "1".repeat(51), "123\n4")) {
            refuses(ApplicationRefusal.TELEPHONE_INVALID, withClerk(new Contact("n", telephone, Optional.empty())));
        }
        for (String email : List.of(
                "",
                "a",
                "@b",
                "a@",
                "a@b@c",
                "a b@c",
                "a\u00a0b@c",
                "a@b\n",
                "a<b@c>",
                "a,b@c",
                "a".repeat(253) + "@b")) {
            refuses(ApplicationRefusal.EMAIL_INVALID, withClerk(new Contact("n", "100", Optional.of(email))));
        }
    }

    @Test
    void aResponseSaysWhatTheAppendixAsksFor() {
        refusesResponse(ApplicationRefusal.COURTROOM_INVALID, new Answer.Confirmed(" ", CONTACT, CONTACT), "s");
        Contact nobody = new Contact("", "100", Optional.empty());
        refusesResponse(ApplicationRefusal.CONTACT_NAME_INVALID, new Answer.Confirmed("3", nobody, CONTACT), "s");
        refusesResponse(ApplicationRefusal.CONTACT_NAME_INVALID, new Answer.Confirmed("3", CONTACT, nobody), "s");
        refusesResponse(ApplicationRefusal.REASON_INVALID, new Answer.Refused("", Optional.empty()), "s");
        refusesResponse(
                ApplicationRefusal.REASON_INVALID, new Answer.Refused("r".repeat(2_001), Optional.empty()), "s");
        refusesResponse(
                ApplicationRefusal.TIME_NOT_IN_MINUTES, new Answer.Refused("r", Optional.of(AT.plusNanos(1))), "s");
        refusesResponse(ApplicationRefusal.SIGNATORY_INVALID, new Answer.Confirmed("3", CONTACT, CONTACT), " ");
    }

    private static void refusesResponse(ApplicationRefusal refusal, Answer answer, String signatory) {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        assertThatThrownBy(() -> desk.respond(
                        new Response(Responder.ASKED, TODAY, Channel.EMAIL, answer, Optional.of(signatory))))
                .isInstanceOfSatisfying(
                        ApplicationRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
