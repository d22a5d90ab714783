package org.courtbridge.hearings.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.hearings.applications.SampleApplications.AT;
import static org.courtbridge.hearings.applications.SampleApplications.CLERK;
import static org.courtbridge.hearings.applications.SampleApplications.COURT;
import static org.courtbridge.hearings.applications.SampleApplications.HOSPITAL_FORM;
import static org.courtbridge.hearings.applications.SampleApplications.OTHER;
import static org.courtbridge.hearings.applications.SampleApplications.TODAY;
import static org.courtbridge.hearings.applications.SampleApplications.confirmed;
import static org.courtbridge.hearings.applications.SampleApplications.proposed;
import static org.courtbridge.hearings.applications.SampleApplications.send;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.courtbridge.hearings.applications.SampleApplications.Desk;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.hearings.calendar.CalendarYear;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

class TermsTest {

    /** Non-working days of 2026 and 2027 from Monday to Friday, in the order of the year. */
    private static final String OFF =
            "2026-01-01 2026-01-02 2026-01-07 2026-03-09 2026-03-23 2026-03-24 2026-03-25 2026-05-01 2026-05-07"
                    + " 2026-05-11 2026-05-27 2026-07-06 2026-10-26 2026-12-16"
                    + " 2027-01-01 2027-01-04 2027-01-07 2027-03-08 2027-03-22 2027-03-23 2027-03-24 2027-05-03"
                    + " 2027-05-07 2027-05-10 2027-07-06 2027-10-25 2027-12-16";

    private static final WorkingCalendar CALENDAR = WorkingCalendar.of(List.of(year(2026, true), year(2027, false)));

    private static CalendarYear year(int year, boolean confirmed) {
        Set<LocalDate> off = new TreeSet<>();
        for (String day : OFF.split(" ")) {
            if (day.startsWith(Integer.toString(year))) {
                off.add(LocalDate.parse(day));
            }
        }
        return new CalendarYear(year, off, Set.of(), confirmed);
    }

    /** Para. 12: three working days after the resolution. */
    @Test
    void isSentWithinThreeWorkingDays() {
        assertThat(Terms.of(Desk.draft(HOSPITAL_FORM).state, CALENDAR)).isEmpty();
        Desk desk = Desk.granted(HOSPITAL_FORM);
        LocalDate tuesday = LocalDate.of(2026, 6, 9);
        assertThat(Terms.of(desk.state, CALENDAR))
                .containsExactly(new Term(Duty.SEND, TODAY, tuesday, true, Optional.empty()));
        Term open = Terms.open(desk.state, CALENDAR).getFirst();
        assertThat(open.isDue(tuesday.minusDays(1))).isFalse();
        assertThat(open.isDue(tuesday)).isTrue();
        assertThat(open.isLate(tuesday)).isFalse();
        assertThat(open.isLate(tuesday.plusDays(1))).isTrue();

        desk.today = tuesday.plusDays(1);
        desk.submit(send(HOSPITAL_FORM, tuesday.plusDays(1)));
        Term done = Terms.of(desk.state, CALENDAR).getFirst();
        assertThat(done.isLate(tuesday)).isTrue();
        assertThat(done.isDue(tuesday)).isFalse();
        assertThat(Terms.open(desk.state, CALENDAR)).isEmpty();
    }

    /** Para. 21: the next working day after the receipt; para. 15 sets no term for the own region's organiser. */
    @Test
    void isAnsweredOnTheNextWorkingDayAfterTheReceipt() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        LocalDate friday = LocalDate.of(2026, 6, 5);
        LocalDate monday = LocalDate.of(2026, 6, 8);
        desk.today = monday;
        desk.receive(Addressee.OWN_DEPARTMENT, TODAY);
        desk.receive(Addressee.ASKED_DEPARTMENT, TODAY);
        assertThat(Terms.open(desk.state, CALENDAR)).isEmpty();
        desk.receive(Addressee.ASKED, friday);
        assertThat(Terms.open(desk.state, CALENDAR))
                .containsExactly(new Term(Duty.RESPOND, friday, monday, true, Optional.empty()));
        desk.respond(confirmed(Responder.ASKED, monday));
        Term done = Terms.of(desk.state, CALENDAR).getLast();
        assertThat(done.done()).contains(monday);
        assertThat(done.isLate(monday.plusDays(9))).isFalse();
    }

    @Test
    void countsFromTheChangeWhenItIsToBeSentAnew() {
        Desk desk = Desk.sent(HOSPITAL_FORM);
        desk.respond(proposed(Responder.ASKED, TODAY, OTHER));
        desk.today = LocalDate.of(2026, 6, 10);
        desk.submit(new ApplicationCommand.AcceptProposal(CLERK, Responder.ASKED, OTHER));
        desk.today = LocalDate.of(2026, 6, 11);
        desk.change(HOSPITAL_FORM.withTime(AT.plusDays(1)));
        assertThat(Terms.of(desk.state, CALENDAR))
                .containsExactly(new Term(
                        Duty.SEND, LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 15), true, Optional.empty()));
        desk.submit(new ApplicationCommand.Withdraw(CLERK, "Settled."));
        assertThat(Terms.of(desk.state, CALENDAR)).isEmpty();
    }

    /** After a change of a telephone number both are open: it is to be sent anew, and the request that was received is the same. */
    @Test
    void tellsSinceWhenTermsAreOpenWhateverTheCalendar() {
        assertThat(Terms.openSince(Desk.draft(HOSPITAL_FORM).state)).isEmpty();
        Desk desk = Desk.sent(HOSPITAL_FORM);
        assertThat(Terms.openSince(desk.state)).isEmpty();
        desk.receive(Addressee.ASKED, TODAY);
        desk.today = TODAY.plusDays(1);
        desk.change(new ApplicationForm(
                HOSPITAL_FORM.caseNumber(),
                HOSPITAL_FORM.action(),
                HOSPITAL_FORM.participants(),
                HOSPITAL_FORM.asked(),
                HOSPITAL_FORM.at(),
                new Contact("Clerk", "112", Optional.empty()),
                HOSPITAL_FORM.organiser(),
                HOSPITAL_FORM.presidingJudge()));
        assertThat(Terms.openSince(desk.state)).isEqualTo(Map.of(Duty.SEND, TODAY.plusDays(1), Duty.RESPOND, TODAY));
        assertThat(Terms.open(desk.state, CALENDAR))
                .containsExactlyInAnyOrder(
                        Terms.open(Duty.SEND, TODAY.plusDays(1), CALENDAR), Terms.open(Duty.RESPOND, TODAY, CALENDAR));
    }

    /** A change before the first sending gives no more time for it. */
    @Test
    void aChangeBeforeTheSendingDoesNotLengthenTheTerm() {
        Desk desk = Desk.granted(HOSPITAL_FORM);
        desk.today = TODAY.plusDays(4);
        desk.change(HOSPITAL_FORM.withTime(OTHER));
        assertThat(Terms.of(desk.state, CALENDAR))
                .first()
                .extracting(Term::from)
                .isEqualTo(TODAY);
    }

    @Test
    void saysThatTheCalendarIsNotPublished() {
        LocalDate christmas = LocalDate.of(2026, 12, 31);
        assertThat(terms(christmas)).extracting(Term::confirmed).containsExactly(false, false);
        assertThat(terms(christmas.minusDays(10))).extracting(Term::confirmed).containsExactly(true, true);
    }

    /** Each day of two years as day of the resolution and of the receipt, against a table of days counted off one by one. */
    @Test
    void endsEachTermOfTwoYearsAsATableDoes() {
        List<LocalDate> working = new ArrayList<>();
        List<String> off = List.of(OFF.split(" "));
        for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() < 2028; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6 && !off.contains(day.toString())) {
                working.add(day);
            }
        }
        assertThat(working).hasSize(2 * 365 - 104 - 104 - 27);
        int compared = 0;
        for (LocalDate day = LocalDate.of(2026, 1, 1);
                !day.isAfter(LocalDate.of(2027, 12, 28));
                day = day.plusDays(1)) {
            LocalDate from = day;
            List<LocalDate> after =
                    working.stream().filter(one -> one.isAfter(from)).toList();
            assertThat(terms(day)).as("%s", day).extracting(Term::lastDay).containsExactly(after.get(2), after.get(0));
            compared++;
        }
        assertThat(compared).isEqualTo(2 * 365 - 3);
    }

    /** Terms of an application that was resolved on, sent and received on one day. */
    private static List<Term> terms(LocalDate day) {
        Desk desk = new Desk();
        desk.today = day;
        ApplicationForm form = HOSPITAL_FORM.withTime(day.plusDays(30).atTime(10, 0));
        desk.take(Application.create(COURT, form, day));
        desk.submit(new ApplicationCommand.Resolve(CLERK, new Resolution.Granted("Judge", day)));
        desk.submit(send(form, day));
        desk.receive(Addressee.ASKED, day);
        return Terms.of(desk.state, CALENDAR);
    }
}
