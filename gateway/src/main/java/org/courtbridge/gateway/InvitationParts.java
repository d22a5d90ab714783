package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.schedule.BookingListener;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.gateway.store.invitations.StoredInvitations;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.FreeHours;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.operations.delivery.CalendarInbox;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.operations.invitations.Answers;
import org.courtbridge.operations.invitations.BookedPeople;
import org.courtbridge.operations.invitations.InvitationBook;
import org.courtbridge.operations.invitations.InvitationLetters;
import org.courtbridge.operations.invitations.Invitations;
import org.courtbridge.operations.invitations.InvitedParticipants;

/** Letters about hearings to those who are invited, where there is a mail server. */
final class InvitationParts {

    private static final int LOOK_SECONDS = 10;
    private static final int ANSWERS_SECONDS = 60;

    private final Foundation foundation;
    private final Invitations invitations;
    private final InvitationBook book;
    private final Optional<Answers> answers;

    /** @param outboxes not begun yet */
    InvitationParts(
            Foundation foundation,
            StoreParts store,
            CourtParts court,
            MailConfig mail,
            Mailer mailer,
            Outboxes outboxes)
            throws IOException {
        this.foundation = foundation;
        book = new StoredInvitations(store.database());
        answers = mail.answers().isPresent()
                ? Optional.of(new Answers(book, CalendarInbox.of(mail.answers().get())::read, foundation.clock()))
                : Optional.empty();
        Bookings bookings = new StoredBookings(store.database(), store.audit(), foundation.clock(), "system");
        ExecutorService checks = foundation
                .closing()
                .add(Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("invited").factory()));
        invitations = foundation
                .closing()
                .add(new Invitations(
                        new Invitations.Sources(
                                court.conferences(),
                                List.of(
                                        new InvitedParticipants(
                                                store.participants(),
                                                foundation.config().language()),
                                        new BookedPeople(
                                                bookings,
                                                store.users(),
                                                foundation.config().language())),
                                id -> place(store, id),
                                hearing -> end(bookings, hearing)),
                        book,
                        new InvitationLetters(
                                mail.answered(), foundation.config().web().zone()),
                        mailer::sendCalendar,
                        outboxes,
                        checks,
                        foundation.clock()));
        store.participants().listen(invitations::changed);
        store.users().listen(user -> changed(bookings, user));
    }

    /** Somebody gets letters elsewhere, or none any more. */
    private void changed(Bookings bookings, String user) {
        Instant now = foundation.clock().instant();
        bookings.of(List.of(Resource.person(user)), SlotRange.covering(now, now.plus(FreeHours.LONGEST))).stream()
                .map(entry -> entry.booking().hearing())
                .distinct()
                .forEach(invitations::changed);
    }

    /** Tells those concerned of a change of a booking: people who are booked, and everybody of the end of the hearing. */
    BookingListener bookings() {
        return change -> invitations.changed(change.hearing());
    }

    private static Optional<String> place(StoreParts store, String court) {
        return store.inventory()
                .institution(court)
                .map(one -> Stream.of(one.name(), one.contact().address())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", ")));
    }

    /** Of the booking that the hearing begins in. */
    private static Optional<Instant> end(Bookings bookings, HearingState hearing) {
        return hearing.begins()
                .flatMap(begins -> bookings.ofHearing(hearing.id()).stream()
                        .map(entry -> entry.booking().times())
                        .filter(times ->
                                !times.from().isAfter(begins) && times.to().isAfter(begins))
                        .map(BookingTimes::to)
                        .findFirst());
    }

    /** Sends what is due from now on. The outboxes are begun. */
    void start() {
        invitations.start();
        ScheduledExecutorService thread = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("invitations", true)));
        thread.scheduleWithFixedDelay(
                foundation.upkeep("telling those who are invited", invitations),
                LOOK_SECONDS,
                LOOK_SECONDS,
                TimeUnit.SECONDS);
        answers.ifPresent(reader -> {
            ScheduledExecutorService waiting = foundation
                    .closing()
                    .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("answers", true)));
            waiting.scheduleWithFixedDelay(
                    foundation.upkeep("reading answers to invitations", reader), 0, ANSWERS_SECONDS, TimeUnit.SECONDS);
        });
    }

    InvitationBook book() {
        return book;
    }
}
