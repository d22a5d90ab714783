package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.gateway.store.applications.StoredCorrespondence;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.operations.correspondence.Correspondence;
import org.courtbridge.operations.correspondence.CorrespondenceBook;
import org.courtbridge.operations.correspondence.Correspondents;
import org.courtbridge.operations.correspondence.NoticeMails;
import org.courtbridge.operations.correspondence.ReminderMails;
import org.courtbridge.operations.correspondence.Reminders;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.provisioning.inventory.Institution;

/** Mail about applications, where there is a mail server. */
final class CorrespondenceParts {

    private static final int LOOK_SECONDS = 10;
    private static final int REMINDER_SECONDS = 60;

    private final Foundation foundation;
    private final StoredCorrespondence book;
    private final Correspondence correspondence;
    private final Reminders reminders;

    /** @param outboxes not begun yet */
    CorrespondenceParts(Foundation foundation, StoreParts store, CourtParts court, Mailer mailer, Outboxes outboxes) {
        this.foundation = foundation;
        book = new StoredCorrespondence(store.database());
        Correspondents correspondents = new Correspondents(
                store.users(),
                store.inventory(),
                Allowed.ANSWER_APPLICATIONS.roles(),
                foundation.config().language());
        Function<InstitutionId, String> names = id ->
                store.inventory().institution(id.value()).map(Institution::name).orElse(id.value());
        correspondence = new Correspondence(
                court.applications(),
                book,
                correspondents,
                new NoticeMails(names, foundation.config().web().zone(), foundation.site()),
                mailer::send,
                outboxes,
                foundation.clock());
        reminders = new Reminders(
                new Reminders.Sources(court.applications(), court.calendar(), correspondents),
                book,
                new ReminderMails(names, foundation.site()),
                mailer::send,
                foundation.config().web().zone(),
                outboxes,
                foundation.clock());
    }

    /** Sends what is due from now on. The outboxes are begun. */
    void start() {
        ScheduledExecutorService thread = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("correspondence", true)));
        thread.scheduleWithFixedDelay(
                foundation.upkeep("mailing applications", correspondence), 0, LOOK_SECONDS, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(
                foundation.upkeep("reminding of terms", reminders), 0, REMINDER_SECONDS, TimeUnit.SECONDS);
    }

    CorrespondenceBook book() {
        return book;
    }
}
