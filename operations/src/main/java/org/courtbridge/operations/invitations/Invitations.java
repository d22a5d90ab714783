package org.courtbridge.operations.invitations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.operations.invitations.InvitationBook.Kept;

/**
 * Tells each person concerned of a hearing's beginning, of every change and of its cancellation, by a letter with a calendar entry (the Rules,
 * paras. 10 and 21(1)).
 *
 * <p>A change marks the recipients whom it concerns. {@link #run}, called every few seconds, gives those that have been calm for a while to the
 * outbox, where each recipient has one place. The letter is made when it is delivered, from what was told last and how things are then: so
 * several changes are one letter, none overtakes another, and one that was taken back meanwhile is not sent.
 */
public final class Invitations implements Runnable, AutoCloseable {

    /** In which somebody who prepares a hearing gets several things right. */
    public static final Duration CALM = Duration.ofSeconds(30);

    /** Name of the outbox, for ever. */
    static final String OUTBOX = "invitations";

    private static final Logger LOG = LogManager.getLogger(Invitations.class);

    /** Of a look: others come with the next. */
    private static final int MOST_AT_ONCE = 200;

    private static final int MOST_WAITING = 10_000;

    /** After which it is looked whether what was given to the outbox was told. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    /** A day, after which {@link #run} begins anew, until the hearing has begun. */
    private static final List<Duration> PAUSES = pauses();

    private final Sources sources;
    private final InvitationBook book;
    private final InvitationLetters letters;
    private final Sending sending;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Executor checks;
    private final AutoCloseable subscription;

    /**
     * Where it is known how things are now.
     *
     * @param place by the id of a court, as people find it
     * @param end of a hearing; empty if nobody has said
     */
    public record Sources(
            Conferences conferences,
            List<Invitees> invitees,
            Function<String, Optional<String>> place,
            Function<HearingState, Optional<Instant>> end) {

        /** Of a hearing whose end nobody has said. */
        static final Duration USUAL_LENGTH = Duration.ofHours(1);

        public Sources {
            invitees = List.copyOf(invitees);
        }

        List<Invitee> invited(HearingState hearing) {
            return invitees.stream().flatMap(some -> some.of(hearing).stream()).toList();
        }

        /** What is in a calendar of those who are invited; empty of a hearing that has no time or is over. */
        Optional<CalendarEntry> entry(HearingState hearing) {
            return hearing.begins().filter(_ -> hearing.phase() != Phase.ENDED).map(begins -> {
                Instant usual = begins.plus(USUAL_LENGTH);
                return new CalendarEntry(
                        begins,
                        end.apply(hearing)
                                .filter(end -> end.isAfter(begins.plusSeconds(1)))
                                .orElse(usual),
                        hearing.title(),
                        hearing.court().flatMap(place).orElse(""));
            });
        }
    }

    /** Blocks until the mail server has taken it. */
    @FunctionalInterface
    public interface Sending {
        void send(Mailer.CalendarMail mail) throws MailException;
    }

    /**
     * @param outboxes not begun yet
     * @param checks does one thing after the other, and waits for the database; a hearing does not
     */
    public Invitations(
            Sources sources,
            InvitationBook book,
            InvitationLetters letters,
            Sending sending,
            Outboxes outboxes,
            Executor checks,
            InstantSource clock) {
        this.sources = sources;
        this.book = book;
        this.letters = letters;
        this.sending = sending;
        this.checks = checks;
        this.clock = clock;
        outbox = outboxes.open(new Outbox.Settings(OUTBOX, PAUSES, MOST_WAITING), (id, _) -> deliver(id));
        subscription = sources.conferences().subscribe(this::happened);
    }

    private static List<Duration> pauses() {
        List<Duration> pauses =
                new ArrayList<>(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15)));
        for (int i = 0; i < 24; i++) {
            pauses.add(Duration.ofHours(1));
        }
        return List.copyOf(pauses);
    }

    /** Looks at every hearing to come, as something may have changed that nobody told us, such as just before the end of the gateway. */
    public void start() {
        Instant now = clock.instant();
        TreeSet<String> hearings = new TreeSet<>(book.hearingsToldAfter(now));
        sources.conferences().all().stream()
                .filter(hearing -> hearing.begins().filter(now::isBefore).isPresent())
                .map(HearingState::id)
                .forEach(hearings::add);
        hearings.forEach(this::changed);
    }

    private void happened(Conferences.Change change) {
        boolean concerns = switch (change.event().event()) {
            case HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Invited _,
                    HearingEvent.Uninvited _ -> true;
            case HearingEvent.PhaseChanged phase -> phase.phase() == Phase.ENDED;
            default -> false;
        };
        if (concerns) {
            check(change.state().id(), () -> Optional.of(change.state()));
        }
    }

    /**
     * Something about a hearing may have changed that its invitees have to know: those invited, their addresses, its place or its end. Returns at
     * once; nothing happens if there is nothing to tell.
     */
    public void changed(String hearing) {
        check(hearing, () -> sources.conferences().byId(hearing));
    }

    private void check(String hearing, Supplier<Optional<HearingState>> state) {
        try {
            checks.execute(() -> markOf(hearing, state));
        } catch (RejectedExecutionException e) {
            LOG.info("hearing {}: it is looked at the next start whom to tell: the gateway ends", hearing);
        }
    }

    private void markOf(String hearing, Supplier<Optional<HearingState>> state) {
        try {
            state.get().ifPresent(this::mark);
        } catch (RuntimeException e) {
            LOG.error("hearing {}: it could not be found out whom to tell", hearing, e);
        }
    }

    private void mark(HearingState hearing) {
        Instant now = clock.instant();
        Instant look = now.plus(CALM);
        List<Kept> known = book.ofHearing(hearing.id());
        Optional<CalendarEntry> entry = sources.entry(hearing);
        List<Invitee> invited = sources.invited(hearing);
        for (Invitee invitee : invited) {
            Optional<Kept> kept =
                    known.stream().filter(one -> isOf(one, invitee)).findFirst();
            kept.filter(one -> !one.invitee().equals(invitee)).ifPresent(one -> book.rename(one.id(), invitee));
            if (kept.isEmpty() && DueLetter.of(Optional.empty(), entry, now).isPresent()) {
                book.add(UUID.randomUUID().toString(), hearing.id(), invitee, look);
            }
        }
        for (Kept kept : known) {
            Optional<CalendarEntry> wanted = entry.filter(_ -> invited.stream().anyMatch(one -> isOf(kept, one)));
            if (!kept.isSettled() || DueLetter.of(kept.told(), wanted, now).isPresent()) {
                book.change(kept.id(), look);
            }
        }
    }

    private static boolean isOf(Kept kept, Invitee invitee) {
        return kept.invitee().party().equals(invitee.party())
                && kept.invitee().email().equals(invitee.email());
    }

    /** Has those told whose changes have been calm for a while. */
    @Override
    public void run() {
        Instant now = clock.instant();
        for (String id : book.look(now, now.plus(LOOK_AGAIN), MOST_AT_ONCE)) {
            outbox.add(id, "");
        }
    }

    private Result deliver(String id) {
        Optional<Kept> found = book.find(id);
        if (found.isEmpty()) {
            return new Result.Taken();
        }
        Kept kept = found.get();
        Instant now = clock.instant();
        Optional<Told> due = DueLetter.of(kept.told(), wanted(kept), now);
        if (due.isPresent()) {
            try {
                sending.send(letters.write(kept, due.get(), now));
            } catch (MailException e) {
                return new Result.NotNow(
                        String.valueOf(e.getMessage()).replace(kept.invitee().email(), "the recipient"));
            }
        }
        book.settle(id, kept.change(), due, now);
        return new Result.Taken();
    }

    private Optional<CalendarEntry> wanted(Kept kept) {
        return sources.conferences()
                .byId(kept.hearing())
                .filter(hearing -> sources.invited(hearing).stream().anyMatch(one -> isOf(kept, one)))
                .flatMap(sources::entry);
    }

    @Override
    public void close() throws Exception {
        subscription.close();
    }
}
