package org.courtbridge.operations.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.court.applications.SampleApplications.OWN;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;
import static org.courtbridge.court.applications.SampleApplications.granted;
import static org.courtbridge.court.applications.SampleApplications.received;
import static org.courtbridge.court.applications.SampleApplications.send;
import static org.courtbridge.operations.correspondence.MailingCourt.ZONE;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.operations.delivery.Mailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a term that ends to the mail, with the real database and outbox. */
class RemindersTest {

    private static final LocalDate TUESDAY = THURSDAY.plusDays(5);

    @TempDir
    private Path folder;

    private MailingCourt court;
    private Reminders reminders;
    private String id;

    @BeforeEach
    void begin() {
        court = new MailingCourt(folder);
        reminders = node();
        court.user(COURT, "clerk", "Әлия", Role.CLERK);
        court.user(OWN, "organiser", "Ерлан", Role.ORGANISER);
        court.user(HOSPITAL, "official", "Бас дәрігер", Role.OFFICIAL);
        id = court.draft();
        court.submit(id, granted(THURSDAY));
    }

    @AfterEach
    void end() throws Exception {
        court.close();
    }

    private Reminders node() {
        return court.node(outboxes -> new Reminders(
                new Reminders.Sources(court.applications, () -> WorkingCalendar.of(List.of()), court.correspondents),
                court.book,
                new ReminderMails(court.names(), () -> "https://court.example"),
                court::send,
                ZONE,
                outboxes,
                court::now));
    }

    private void run(LocalDate day, int hour, int minute) {
        court.itIs(MailingCourt.at(day, LocalTime.of(hour, minute)));
        reminders.run();
    }

    @Test
    void remindsTheCourtOfTheLastDayToSendAndOfEachDayAfterIt() throws Exception {
        run(TUESDAY.minusDays(1), 9, 0);
        assertThat(court.others()).as("the day before").isEmpty();
        run(TUESDAY, 8, 29);
        assertThat(court.others()).as("before the morning").isEmpty();

        run(TUESDAY, 8, 30);
        Mailer.Mail mail = court.mail();
        assertThat(mail.to()).isEqualTo("clerk@court.example");
        assertThat(mail.subject()).isEqualTo("Мерзімі бүгін бітетін өтінімдер: 1");
        assertThat(mail.text())
                .contains(
                        "7119-26-00-2/1234",
                        "09.06.2026",
                        "25.06.2026 10:00",
                        "https://court.example/applications/" + id)
                .doesNotContain("Сейтқали");
        run(TUESDAY, 15, 0);
        assertThat(court.others()).as("once a day").isEmpty();

        run(TUESDAY.plusDays(1), 9, 0);
        assertThat(court.mail().subject()).isEqualTo("Өтінімдер: мерзімі өткені 1, мерзімі бүгін 0");
        run(TUESDAY.plusDays(4), 9, 0);
        assertThat(court.others()).as("Saturday").isEmpty();
    }

    /** The department is told of the application, but the term is not its own. */
    @Test
    void remindsWhoeverIsAskedAndTheCourtOfTheResponse() throws Exception {
        court.submit(id, send(THURSDAY));
        court.submit(id, received(Addressee.ASKED, THURSDAY, Channel.TELEPHONE));
        run(THURSDAY.plusDays(1), 9, 0);
        assertThat(List.of(court.mail().to(), court.mail().to()))
                .containsExactlyInAnyOrder("clerk@court.example", "official@court.example");
        assertThat(court.others()).isEmpty();
    }

    @Test
    void aMailThatTheServerDoesNotTakeIsSentLaterThatDay() throws Exception {
        court.refusing.add("clerk@court.example");
        run(TUESDAY, 9, 0);
        assertThat(court.inVain.take()).isEqualTo("clerk@court.example");
        court.refusing.clear();
        assertThat(court.mailAtLast().to()).isEqualTo("clerk@court.example");
        reminders.run();
        assertThat(court.others()).isEmpty();
    }

    @Test
    void whoIsDismissedMeanwhileIsNotReminded() throws Exception {
        court.refusing.add("clerk@court.example");
        run(TUESDAY, 9, 0);
        assertThat(court.inVain.take()).isEqualTo("clerk@court.example");
        User clerk = court.users.byLogin("clerk").orElseThrow();
        court.users.setEnabled(clerk.id(), false);
        court.refusing.clear();
        assertThat(court.othersAtLast()).isEmpty();
    }
}
