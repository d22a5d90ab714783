package org.courtbridge.operations.correspondence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Mailed;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Progress;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Outboxes;

/**
 * Mails applications to their addressees, and answers to the clerk and the judge (the Rules, paras. 12, 13, 15 and 21).
 *
 * <p>{@link #run}, called every few seconds, gives applications with events that nobody was told of to the outbox, where each has one place.
 * Mails are made when they are delivered, from the events and from what happened since; who has got one is kept for each recipient, so a mail
 * server that refuses one of them keeps no other waiting, and nobody gets a mail twice.
 */
public final class Correspondence implements Runnable {

    /** Name of the outbox, for ever. */
    static final String OUTBOX = "applications";

    /** Time after which it helps nobody any more to be told. */
    static final Duration PATIENCE = Duration.ofDays(3);

    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_WAITING = 10_000;

    /** Then {@link #run} begins anew. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    private final Applications applications;
    private final CorrespondenceBook book;
    private final Correspondents correspondents;
    private final NoticeMails mails;
    private final MailSender sending;
    private final InstantSource clock;
    private final Outbox outbox;

    /** @param outboxes not begun yet */
    public Correspondence(
            Applications applications,
            CorrespondenceBook book,
            Correspondents correspondents,
            NoticeMails mails,
            MailSender sending,
            Outboxes outboxes,
            InstantSource clock) {
        this.applications = applications;
        this.book = book;
        this.correspondents = correspondents;
        this.mails = mails;
        this.sending = sending;
        this.clock = clock;
        outbox = outboxes.open(new Outbox.Settings(OUTBOX, PAUSES, MOST_WAITING), (id, _) -> deliver(id));
    }

    @Override
    public void run() {
        book.unsettled(MOST_AT_ONCE).forEach(id -> outbox.add(id, ""));
    }

    private Result deliver(String id) {
        Optional<KeptApplication> found = applications.find(Scope.EVERYTHING, id);
        return found.isEmpty() ? new Result.Taken() : new Pass(found.get()).result();
    }

    /** One attempt to tell all that is to be told of an application. */
    private final class Pass {

        private final KeptApplication application;
        private final String id;
        private final Progress progress;
        private final List<String> complaints = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();

        Pass(KeptApplication application) {
            this.application = application;
            id = application.state().id();
            progress = book.progress(id);
        }

        Result result() {
            long settled = progress.settled();
            for (Recorded recorded : application.events()) {
                if (recorded.number() > settled) {
                    tell(recorded);
                    if (complaints.isEmpty()) {
                        settled = recorded.number();
                    }
                }
            }
            book.settle(id, settled);
            return complaints.isEmpty() ? new Result.Taken() : new Result.NotNow(complaints.getFirst());
        }

        private void tell(Recorded recorded) {
            if (recorded.at().plus(PATIENCE).isBefore(clock.instant())) {
                return;
            }
            for (Notice notice : Notice.of(application, recorded)) {
                Set<String> told = new HashSet<>();
                progress.of(recorded.number(), notice.about()).forEach(mail -> told.add(mail.email()));
                for (Correspondent one : correspondents.of(notice, application, recorded)) {
                    if (!told.contains(one.email())) {
                        send(recorded, notice, one);
                    }
                }
            }
        }

        /** A recipient whom the server has refused gets no later mail before the earlier one. */
        private void send(Recorded recorded, Notice notice, Correspondent to) {
            if (refused.contains(to.email())) {
                return;
            }
            try {
                sending.send(mails.write(notice, application, recorded, to));
            } catch (MailException e) {
                refused.add(to.email());
                complaints.add(String.valueOf(e.getMessage()).replace(to.email(), "the recipient"));
                return;
            }
            Instant now = clock.instant();
            book.mailed(id, new Mailed(recorded.number(), notice.about(), to.email(), to.name(), now));
        }
    }
}
