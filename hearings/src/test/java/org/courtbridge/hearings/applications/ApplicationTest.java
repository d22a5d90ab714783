package org.courtbridge.hearings.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.hearings.applications.SampleApplications.ALMATY;
import static org.courtbridge.hearings.applications.SampleApplications.AT;
import static org.courtbridge.hearings.applications.SampleApplications.CLERK;
import static org.courtbridge.hearings.applications.SampleApplications.CONTACT;
import static org.courtbridge.hearings.applications.SampleApplications.EXPERT;
import static org.courtbridge.hearings.applications.SampleApplications.GRANTED;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.OTHER;
import static org.courtbridge.hearings.applications.SampleApplications.OWN;
import static org.courtbridge.hearings.applications.SampleApplications.PERSONAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.TODAY;
import static org.courtbridge.hearings.applications.SampleApplications.WITNESS;
import static org.courtbridge.hearings.applications.SampleApplications.confirmed;
import static org.courtbridge.hearings.applications.SampleApplications.proposed;
import static org.courtbridge.hearings.applications.SampleApplications.refused;
import static org.courtbridge.hearings.applications.SampleApplications.send;
import static org.courtbridge.hearings.applications.SampleApplications.to;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.SampleApplications.Desk;
import org.courtbridge.hearings.applications.TrialParticipant.Means;
import org.junit.jupiter.api.Test;

/** The rules of an application, paragraph by paragraph. */
class ApplicationTest {

    private static void refuses(ApplicationRefusal refusal, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        ApplicationRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /** Para. 12: on the basis of the judge's resolution. */
    @Test
    void isSentAfterTheJudgeHasGrantedIt() {
        Desk desk = Desk.draft(HOSPITAL_FORM);
        refuses(ApplicationRefusal.NOT_RESOLVED, () -> desk.submit(send(HOSPITAL_FORM, TODAY)));
        assertThat(desk.submit(new ApplicationCommand.Resolve("user:judge", GRANTED)))
                .containsExactly(new ApplicationEvent.Resolved(GRANTED));
        assertThat(desk.state.phase()).isEqualTo(Phase.GRANTED);
        refuses(ApplicationRefusal.BEFORE_RESOLUTION, () -> desk.submit(send(HOSPITAL_FORM, TODAY.minusDays(1))));
        refuses(ApplicationRefusal.DATED_IN_THE_FUTURE, () -> desk.submit(send(HOSPITAL_FORM, TODAY.plusDays(1))));
        desk.submit(send(HOSPITAL_FORM, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
    }

    /** A slip of the hand in the year. */
    @Test
    void takesNoDayThatIsLongAgo() {
        Desk desk = Desk.draft(HOSPITAL_FORM);
        for (LocalDate day : List.of(TODAY.minusYears(10).minusDays(1), LocalDate.MIN)) {
            refuses(
                    ApplicationRefusal.DATED_LONG_AGO,
                    () -> desk.submit(
                            new ApplicationCommand.Resolve("user:judge", new Resolution.Granted("Judge", day))));
        }
        desk.submit(
                new ApplicationCommand.Resolve("user:judge", new Resolution.Granted("Judge", TODAY.minusYears(10))));
    }

    @Test
    void endsWhenTheJudgeRefusesIt() {
        Desk desk = Desk.draft(HOSPITAL_FORM);
        refuses(
                ApplicationRefusal.REASON_INVALID,
                () -> desk.submit(
                        new ApplicationCommand.Resolve("user:judge", new Resolution.Refused("Judge", TODAY, " "))));
        desk.submit(new ApplicationCommand.Resolve(
                "user:judge", new Resolution.Refused("Judge", TODAY, "Closed hearing.")));
        assertThat(desk.state.phase()).isEqualTo(Phase.REFUSED);
        refuses(ApplicationRefusal.REFUSED_BY_JUDGE, () -> desk.submit(send(HOSPITAL_FORM, TODAY)));
    }

    /** Para. 12: the own department always; the others where a participant cannot use personal means. */
    @Test
    void goesToTheOwnDepartmentAndToThoseWhoProvideTheRoom() {
        assertThat(Desk.sent(PERSONAL_FORM).state.dispatch().orElseThrow().letters())
                .extracting(Letter::addressee)
                .containsExactly(Addressee.OWN_DEPARTMENT);
        Dispatch sent = Desk.sent(HOSPITAL_FORM).state.dispatch().orElseThrow();
        assertThat(sent.letters())
                .containsExactly(
                        new Letter(Addressee.OWN_DEPARTMENT, to(OWN, Channel.PAGE)),
                        new Letter(Addressee.ASKED, to(HOSPITAL, Channel.PAPER)),
                        new Letter(Addressee.ASKED_DEPARTMENT, to(ALMATY, Channel.PAGE)));
        assertThat(sent.letter(Addressee.ASKED).orElseThrow().to().institution())
                .isEqualTo(HOSPITAL);
    }

    @Test
    void sendsOneLetterWhereBothDepartmentsAreOne() {
        Desk desk = Desk.granted(HOSPITAL_FORM);
        desk.submit(new ApplicationCommand.Send(
                CLERK,
                TODAY,
                to(OWN, Channel.PAGE),
                Optional.of(to(HOSPITAL, Channel.PAGE)),
                Optional.of(to(OWN, Channel.PAGE))));
        assertThat(desk.state.dispatch().orElseThrow().letters())
                .extracting(Letter::addressee)
                .containsExactly(Addressee.OWN_DEPARTMENT, Addressee.ASKED);
        refuses(ApplicationRefusal.NOT_ADDRESSED, () -> desk.receive(Addressee.ASKED_DEPARTMENT, TODAY));
    }

    @Test
    void leavesNoAddresseeOutAndAddsNone() {
        Desk desk = Desk.granted(HOSPITAL_FORM);
        Destination own = to(OWN, Channel.PAGE);
        Optional<Destination> hospital = Optional.of(to(HOSPITAL, Channel.PAGE));
        Optional<Destination> almaty = Optional.of(to(ALMATY, Channel.PAGE));
        refuses(
                ApplicationRefusal.ASKED_NOT_ADDRESSED,
                () -> desk.submit(new ApplicationCommand.Send(CLERK, TODAY, own, Optional.empty(), almaty)));
        refuses(
                ApplicationRefusal.ASKED_NOT_ADDRESSED,
                () -> desk.submit(new ApplicationCommand.Send(CLERK, TODAY, own, hospital, Optional.empty())));
        refuses(
                ApplicationRefusal.NOT_THE_ASKED,
                () -> desk.submit(new ApplicationCommand.Send(CLERK, TODAY, own, almaty, almaty)));
        Desk personal = Desk.granted(PERSONAL_FORM);
        refuses(
                ApplicationRefusal.NOBODY_ELSE_ADDRESSED,
                () -> personal.submit(new ApplicationCommand.Send(CLERK, TODAY, own, hospital, almaty)));
    }

    /** Para. 12: by e-mail if that was agreed beforehand. */
    @Test
    void isSentByEmailOnlyWhereThatWasAgreed() {
        Desk desk = Desk.granted(PERSONAL_FORM);
        refuses(ApplicationRefusal.EMAIL_NOT_AGREED, () -> desk.submit(own(Channel.EMAIL, Optional.empty())));
        refuses(
                ApplicationRefusal.EMAIL_NOT_AGREED,
                () -> desk.submit(own(Channel.EMAIL, Optional.of(new EmailAgreement(TODAY.plusDays(1), "Clerk")))));
        refuses(
                ApplicationRefusal.EMAIL_NOT_AGREED,
                () -> desk.submit(own(Channel.EMAIL, Optional.of(new EmailAgreement(TODAY, "")))));
        refuses(ApplicationRefusal.NOT_BY_TELEPHONE, () -> desk.submit(own(Channel.TELEPHONE, Optional.empty())));
        desk.submit(own(Channel.EMAIL, Optional.of(new EmailAgreement(TODAY, "Clerk"))));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
    }

    private static ApplicationCommand.Send own(Channel channel, Optional<EmailAgreement> agreed) {
        return new ApplicationCommand.Send(
                CLERK, TODAY, new Destination(OWN, channel, agreed), Optional.empty(), Optional.empty());
    }

    /** Paras. 15(2) and 21(2): two responses, and only one where nobody is asked. */
    @Test
    void isConfirmedWhenAllHaveConfirmed() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.receive(Addressee.ASKED, TODAY);
        assertThat(desk.respond(confirmed(Responder.ASKED, TODAY)))
                .containsExactly(new ApplicationEvent.Responded(confirmed(Responder.ASKED, TODAY)));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.CONFIRMED);

        Desk personal = Desk.sent(PERSONAL_FORM);
        refuses(ApplicationRefusal.RESPONSE_NOT_DUE, () -> personal.respond(confirmed(Responder.ASKED, TODAY)));
        personal.respond(confirmed(Responder.ORGANISER, TODAY));
        assertThat(personal.state.phase()).isEqualTo(Phase.CONFIRMED);
    }

    /** Para. 21: the term counts from the receipt, so that whoever answers has received. */
    @Test
    void takesAResponseForAReceipt() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        assertThat(desk.respond(confirmed(Responder.ASKED, TODAY)))
                .containsExactly(
                        new ApplicationEvent.Received(Addressee.ASKED, new Receipt(TODAY, Channel.TELEPHONE)),
                        new ApplicationEvent.Responded(confirmed(Responder.ASKED, TODAY)));
    }

    @Test
    void aReceiptIsCorrectedUntilTheResponse() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.today = TODAY.plusDays(5);
        desk.receive(Addressee.ASKED, TODAY.plusDays(4));
        refuses(ApplicationRefusal.BEFORE_RECEIPT, () -> desk.respond(confirmed(Responder.ASKED, TODAY.plusDays(1))));
        desk.receive(Addressee.ASKED, TODAY.plusDays(1));
        desk.respond(confirmed(Responder.ASKED, TODAY.plusDays(1)));
        refuses(ApplicationRefusal.ALREADY_ANSWERED, () -> desk.receive(Addressee.ASKED, TODAY));
        refuses(ApplicationRefusal.BEFORE_SENDING, () -> desk.receive(Addressee.OWN_DEPARTMENT, TODAY.minusDays(1)));
        refuses(
                ApplicationRefusal.DATED_IN_THE_FUTURE,
                () -> desk.receive(Addressee.OWN_DEPARTMENT, TODAY.plusDays(6)));
    }

    /** Para. 13: the judge has to decide at once, whoever has not answered yet. */
    @Test
    void oneRefusalWithoutAProposalMakesItInfeasible() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        assertThat(desk.respond(refused(Responder.ORGANISER, TODAY)))
                .contains(new ApplicationEvent.OutcomeChanged(Phase.INFEASIBLE));
        desk.respond(confirmed(Responder.ASKED, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.INFEASIBLE);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.CONFIRMED);
    }

    /** Para. 14: a problem that is found later. */
    @Test
    void aConfirmationIsTakenBack() {
        Desk desk = Desk.sent(PERSONAL_FORM);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        desk.today = TODAY.plusDays(3);
        assertThat(desk.respond(refused(Responder.ORGANISER, TODAY.plusDays(3))))
                .containsExactly(
                        new ApplicationEvent.Responded(refused(Responder.ORGANISER, TODAY.plusDays(3))),
                        new ApplicationEvent.OutcomeChanged(Phase.INFEASIBLE));
        refuses(ApplicationRefusal.BEFORE_EARLIER_RESPONSE, () -> desk.respond(confirmed(Responder.ORGANISER, TODAY)));
    }

    @Test
    void aProposalStandsUntilItIsDeclined() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(proposed(Responder.ASKED, TODAY, OTHER));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
        desk.respond(refused(Responder.ORGANISER, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
        assertThat(desk.submit(new ApplicationCommand.DeclineProposal(CLERK, Responder.ASKED)))
                .containsExactly(
                        new ApplicationEvent.ProposalDeclined(Responder.ASKED),
                        new ApplicationEvent.OutcomeChanged(Phase.INFEASIBLE));
        refuses(
                ApplicationRefusal.NO_PROPOSAL,
                () -> desk.submit(new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, OTHER)));
    }

    /** Para. 20: feasibility is checked for a date and time; for another, all answer anew. */
    @Test
    void anAcceptedProposalIsSentAndAnsweredAnew() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        desk.respond(proposed(Responder.ASKED, TODAY, OTHER));
        refuses(
                ApplicationRefusal.NO_PROPOSAL,
                () -> desk.submit(new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, OTHER.plusHours(1))));
        refuses(
                ApplicationRefusal.NO_PROPOSAL,
                () -> desk.submit(new ApplicationCommand.AcceptProposal(CLERK, Responder.ORGANISER, OTHER)));
        desk.submit(new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, OTHER));
        assertThat(desk.state.phase()).isEqualTo(Phase.GRANTED);
        assertThat(desk.state.form().orElseThrow().at()).isEqualTo(OTHER);
        assertThat(desk.state.responses()).isEmpty();
        assertThat(desk.state.receipts()).isEmpty();
        desk.submit(send(HOSPITAL_FORM, TODAY));
        assertThat(desk.state.revision()).isEqualTo(2);
        refuses(
                ApplicationRefusal.OTHER_REVISION,
                () -> desk.submit(new ApplicationCommand.Respond(CLERK, 1, confirmed(Responder.ASKED, TODAY))));
        desk.respond(confirmed(Responder.ASKED, TODAY));
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aProposalIsAnotherTimeThatHasNotPassed() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        refuses(ApplicationRefusal.PROPOSAL_IS_NO_OTHER_TIME, () -> desk.respond(proposed(Responder.ASKED, TODAY, AT)));
        refuses(
                ApplicationRefusal.HEARING_IN_THE_PAST,
                () -> desk.respond(
                        proposed(Responder.ASKED, TODAY, TODAY.minusDays(1).atTime(10, 0))));
        desk.respond(proposed(Responder.ASKED, TODAY, TODAY.plusDays(1).atTime(10, 0)));
        desk.today = TODAY.plusDays(2);
        refuses(
                ApplicationRefusal.HEARING_IN_THE_PAST,
                () -> desk.submit(new ApplicationCommand.AcceptProposal(
                        CLERK, Responder.ASKED, TODAY.plusDays(1).atTime(10, 0))));
    }

    @Test
    void aChangedTelephoneIsSentAnewAndAnsweredByNobody() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        desk.respond(confirmed(Responder.ASKED, TODAY));
        desk.change(with(HOSPITAL_FORM, new Contact("Ерлан", "+7 701 000 00 00", Optional.empty())));
        assertThat(desk.state.phase()).isEqualTo(Phase.GRANTED);
        refuses(ApplicationRefusal.NOT_SENT, () -> desk.respond(refused(Responder.ASKED, TODAY)));
        assertThat(desk.submit(send(HOSPITAL_FORM, TODAY)))
                .last()
                .isEqualTo(new ApplicationEvent.OutcomeChanged(Phase.CONFIRMED));
    }

    private static ApplicationForm with(ApplicationForm form, Contact clerk) {
        return new ApplicationForm(
                form.caseNumber(),
                form.action(),
                form.participants(),
                form.asked(),
                form.at(),
                clerk,
                form.organiser(),
                form.presidingJudge());
    }

    /** The hospital has to check nothing new for one more person at the phone; the judge has to decide on that person. */
    @Test
    void anotherPersonNeedsAnotherResolution() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        desk.respond(confirmed(Responder.ASKED, TODAY));
        TrialParticipant interpreter = new TrialParticipant("Kim", "interpreter", Means.PERSONAL);
        desk.change(SampleApplications.form(List.of(WITNESS, EXPERT, interpreter), HOSPITAL_FORM.asked(), AT));
        assertThat(desk.state.phase()).isEqualTo(Phase.DRAFT);
        assertThat(desk.state.resolution()).isEmpty();
        assertThat(desk.state.responses()).containsOnlyKeys(Responder.ASKED);
        assertThat(desk.state.receipts()).containsOnlyKeys(Addressee.ASKED);
    }

    @Test
    void otherMeansOfAPersonNeedNoResolution() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(confirmed(Responder.ASKED, TODAY));
        TrialParticipant atThePhone = new TrialParticipant(WITNESS.name(), WITNESS.status(), Means.PERSONAL);
        ApplicationForm personal = SampleApplications.form(List.of(atThePhone, EXPERT), Optional.empty(), AT);
        desk.change(personal);
        assertThat(desk.state.phase()).isEqualTo(Phase.GRANTED);
        assertThat(desk.state.responses()).isEmpty();
        desk.submit(send(personal, TODAY));
        desk.respond(confirmed(Responder.ORGANISER, TODAY));
        assertThat(desk.state.phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void isNotSentForAnHourThatHasPassed() {
        Desk desk = Desk.granted(HOSPITAL_FORM);
        LocalDate after = AT.toLocalDate().plusDays(1);
        desk.today = after;
        refuses(ApplicationRefusal.HEARING_IN_THE_PAST, () -> desk.submit(send(HOSPITAL_FORM, after)));
        desk.submit(send(HOSPITAL_FORM, after.minusDays(1)));
        assertThat(desk.state.phase()).isEqualTo(Phase.SENT);
    }

    @Test
    void countsItsEvents() {
        Desk desk = Desk.draft(HOSPITAL_FORM);
        assertThatThrownBy(() -> Application.apply(
                        desk.state,
                        new ApplicationEvent.Recorded(3, Instant.EPOCH, CLERK, new ApplicationEvent.Withdrawn("r"))))
                .hasMessage("event of application a: 3 (expected: 2)");
        assertThatThrownBy(() -> Application.decide(
                        ApplicationState.initial("b"),
                        new ApplicationCommand.Change(CLERK, with(HOSPITAL_FORM, CONTACT)),
                        TODAY))
                .hasMessage("application b has no events");
    }
}
