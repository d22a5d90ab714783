package org.courtbridge.operations.correspondence;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.User;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Term;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Outboxes;

/**
 * Reminds those whose it is of terms of applications: one mail on the morning of a working day to each, of all that is late and all that is due that
 * day (the Rules, paras. 12 and 21). It is for a court to send; for whoever is asked, and for the court as well, to answer.
 */
public final class Reminders implements Runnable {

    /** Name of the outbox, for ever. */
    static final String OUTBOX = "reminders";

    /** By the clock of the court. */
    static final LocalTime MORNING = LocalTime.of(8, 30);

    /** Applications that are looked at for one mail; the page has them all. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_WAITING = 10_000;

    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(1));

    private final Sources sources;
    private final CorrespondenceBook book;
    private final ReminderMails mails;
    private final MailSender sending;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Outbox outbox;

    /** Where it is known what is due, and to whom it matters. */
    public record Sources(
            Applications applications, Supplier<WorkingCalendar> calendar, Correspondents correspondents) {}

    /** An application with a term that matters to somebody. */
    record DueTerm(ApplicationPage.Row application, Term term) {}

    /**
     * @param zone of the court
     * @param outboxes not begun yet
     */
    public Reminders(
            Sources sources,
            CorrespondenceBook book,
            ReminderMails mails,
            MailSender sending,
            ZoneId zone,
            Outboxes outboxes,
            InstantSource clock) {
        this.sources = sources;
        this.book = book;
        this.mails = mails;
        this.sending = sending;
        this.zone = zone;
        this.clock = clock;
        outbox = outboxes.open(new Outbox.Settings(OUTBOX, PAUSES, MOST_WAITING), (id, _) -> deliver(id));
    }

    /** Reminds those who have not been reminded today, once it is morning. */
    @Override
    public void run() {
        ZonedDateTime now = clock.instant().atZone(zone);
        LocalDate today = now.toLocalDate();
        if (now.toLocalTime().isBefore(MORNING) || !sources.calendar().get().isWorking(today)) {
            return;
        }
        Set<String> reminded = book.reminded(today);
        sources.correspondents().users().all().stream()
                .filter(user -> user.enabled() && user.letters().isPresent() && !reminded.contains(user.id()))
                .forEach(user -> remind(user, today));
    }

    private void remind(User user, LocalDate today) {
        if (due(user, Due.LATE).isEmpty() && due(user, Due.TODAY).isEmpty()) {
            book.remind(today, user.id());
        } else {
            outbox.add(today + "/" + user.id(), "");
        }
    }

    private Result deliver(String message) {
        LocalDate day = LocalDate.parse(message.substring(0, message.indexOf('/')));
        String id = message.substring(message.indexOf('/') + 1);
        boolean over = !clock.instant().atZone(zone).toLocalDate().equals(day);
        Optional<User> found = sources.correspondents()
                .users()
                .byId(id)
                .filter(user -> user.enabled() && user.letters().isPresent());
        if (over || found.isEmpty() || book.reminded(day).contains(id)) {
            return new Result.Taken();
        }
        User user = found.get();
        List<DueTerm> late = due(user, Due.LATE);
        List<DueTerm> dueToday = due(user, Due.TODAY);
        if (!late.isEmpty() || !dueToday.isEmpty()) {
            Correspondent to = Correspondent.user(
                    user, user.letters().orElseThrow(), sources.correspondents().court());
            try {
                sending.send(mails.write(to, late, dueToday));
            } catch (MailException e) {
                return new Result.NotNow(String.valueOf(e.getMessage()).replace(to.email(), "the recipient"));
            }
        }
        book.remind(day, id);
        return new Result.Taken();
    }

    /** The terms that matter to somebody, the earliest hearing first. */
    private List<DueTerm> due(User user, Due due) {
        Memberships memberships = user.memberships();
        Set<String> own = memberships.institutions(sources.correspondents().answering());
        boolean everywhere =
                memberships.holdsEverywhere(sources.correspondents().answering());
        if (own.isEmpty() && !everywhere) {
            return List.of();
        }
        Scope scope = everywhere
                ? Scope.EVERYTHING
                : Scope.of(own.stream().map(InstitutionId::new).toArray(InstitutionId[]::new));
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        List<DueTerm> terms = new ArrayList<>();
        for (ApplicationPage.Row row : sources.applications()
                .page(scope, ApplicationFilter.ALL.with(due), ApplicationOrder.HEARING, new Paging(1, MOST_ROWS))
                .rows()) {
            for (Term term : sources.applications().terms(row)) {
                boolean wanted = due == Due.LATE ? term.isLate(today) : term.isDue(today);
                if (wanted && (everywhere || matters(row, term, own))) {
                    terms.add(new DueTerm(row, term));
                }
            }
        }
        return List.copyOf(terms);
    }

    private static boolean matters(ApplicationPage.Row row, Term term, Set<String> own) {
        boolean ofCourt = own.contains(row.court().value());
        return switch (term.duty()) {
            case SEND -> ofCourt;
            case RESPOND ->
                ofCourt || row.asked().filter(one -> own.contains(one.value())).isPresent();
        };
    }
}
