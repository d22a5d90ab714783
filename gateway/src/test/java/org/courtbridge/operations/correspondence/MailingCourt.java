package org.courtbridge.operations.correspondence;

import static org.courtbridge.court.applications.SampleApplications.ALMATY;
import static org.courtbridge.court.applications.SampleApplications.CLERK;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.FORM;
import static org.courtbridge.court.applications.SampleApplications.HOSPITAL;
import static org.courtbridge.court.applications.SampleApplications.OWN;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.CommandOutcome;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.applications.StoredApplications;
import org.courtbridge.gateway.store.applications.StoredCorrespondence;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.EmailAgreement;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;

/** A court in Astana and a hospital of Almaty whose people get mail, with the real database and outbox. The clock stands still until a test sets it. */
final class MailingCourt implements AutoCloseable {

    static final String HOSPITAL_MAIL = "office@hospital.example";
    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    private static final Set<Role> ANSWERING = Set.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.OFFICIAL);

    final Database database;
    final RememberedUsers users;
    final StoredInventory inventory;
    final StoredCorrespondence book;
    final Applications applications;
    final Correspondents correspondents;

    /** Addresses that the mail server does not take for now. */
    final Set<String> refusing = ConcurrentHashMap.newKeySet();

    final BlockingQueue<String> inVain = new LinkedBlockingQueue<>();

    private final BlockingQueue<Mailer.Mail> mails = new LinkedBlockingQueue<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile Instant now = at(THURSDAY, LocalTime.of(10, 0));

    MailingCourt(Path folder) {
        database = EmptyDatabase.in(folder);
        users = new RememberedUsers(new StoredUsers(database), this::now);
        StoredAudit audit = new StoredAudit(database, this::now);
        inventory = new StoredInventory(
                database,
                new StoredDevices(
                        database, "courtbridge", SecretBox.open(database, MasterKey.keptIn(folder)), this::now),
                audit);
        save(OWN, "Астана қ. департаменті", InstitutionKind.DEPARTMENT, "");
        save(ALMATY, "Алматы қ. департаменті", InstitutionKind.DEPARTMENT, "");
        save(COURT, "Есіл аудандық соты", InstitutionKind.COURT, "");
        save(HOSPITAL, "№ 7 аурухана", InstitutionKind.HOSPITAL, HOSPITAL_MAIL);
        applications = new Applications(
                new StoredApplications(database), () -> WorkingCalendar.of(List.of()), ZONE, this::now);
        book = new StoredCorrespondence(database);
        correspondents = new Correspondents(users, inventory, ANSWERING, Language.KAZAKH);
    }

    private void save(InstitutionId id, String name, InstitutionKind kind, String email) {
        inventory.save(new Institution(
                id.value(), name, kind, "", Optional.empty(), new InstitutionContact("", "", email), Optional.empty()));
    }

    Instant now() {
        return now;
    }

    void itIs(Instant time) {
        now = time;
    }

    static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    /** What sends mail, with an outbox of its own, as a gateway has it. */
    <T> T node(Function<Outboxes, T> made) {
        StoredOutboxes outboxes = new StoredOutboxes(
                database, new StoredOutboxes.Settings(Duration.ofMillis(50), Duration.ofSeconds(15)), this::now);
        T node = made.apply(outboxes);
        outboxes.begin();
        open.push(outboxes);
        return node;
    }

    Function<InstitutionId, String> names() {
        return id -> inventory.institution(id.value()).map(Institution::name).orElse(id.value());
    }

    void send(Mailer.Mail mail) throws MailException {
        if (refusing.contains(mail.to())) {
            inVain.add(mail.to());
            throw new MailException("450 <" + mail.to() + "> later", new IllegalStateException());
        }
        mails.add(mail);
    }

    /** @param login also what comes before the @ of the address */
    User user(InstitutionId institution, String login, String name, Role role) {
        User user = users.addTo(institution.value(), login, name, Set.of(role), "once-only-2345");
        users.changeEmail(user.id(), Optional.of(login + "@court.example"));
        return user;
    }

    String draft() {
        String id = "11111111-1111-1111-1111-111111111111";
        applications.draft(Scope.EVERYTHING, CLERK, id, COURT, FORM);
        return id;
    }

    void submit(String id, ApplicationCommand command) {
        long seen =
                applications.find(Scope.EVERYTHING, id).orElseThrow().state().lastEvent();
        Scope scope = Scope.of(COURT, OWN, HOSPITAL, ALMATY);
        if (!(applications.submit(scope, id, seen, command) instanceof CommandOutcome.Done)) {
            throw new AssertionError("not done: " + command);
        }
    }

    /** To the hospital by e-mail, to the departments on their pages. */
    static ApplicationCommand.Send sendByEmail(LocalDate on) {
        return new ApplicationCommand.Send(
                CLERK,
                on,
                onPage(OWN),
                Optional.of(
                        new Destination(HOSPITAL, Channel.EMAIL, Optional.of(new EmailAgreement(on, "Бас дәрігер")))),
                Optional.of(onPage(ALMATY)));
    }

    private static Destination onPage(InstitutionId institution) {
        return new Destination(institution, Channel.PAGE, Optional.empty());
    }

    /** The next mail that the server takes. */
    Mailer.Mail mail() throws InterruptedException {
        Mailer.Mail mail = mails.poll(60, TimeUnit.SECONDS);
        if (mail == null) {
            throw new AssertionError("no mail");
        }
        return mail;
    }

    /** Of one that the server takes after a pause, which is counted from when it did not. */
    Mailer.Mail mailAtLast() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            now = now.plus(Duration.ofMinutes(10));
            Mailer.Mail mail = mails.poll(100, TimeUnit.MILLISECONDS);
            if (mail != null) {
                return mail;
            }
        }
        throw new AssertionError("no mail");
    }

    /** Whom the mails are for that were taken and not asked for, once nothing waits. */
    List<String> others() {
        awaitAllTold();
        List<Mailer.Mail> others = new ArrayList<>();
        mails.drainTo(others);
        return others.stream().map(Mailer.Mail::to).sorted().toList();
    }

    void awaitAllTold() {
        Await.until("nothing waits", Duration.ofSeconds(60), () -> waiting() == 0);
    }

    /** What {@link #others} says, with time going on until then. */
    List<String> othersAtLast() {
        Await.until("nothing waits", Duration.ofSeconds(60), () -> {
            now = now.plus(Duration.ofMinutes(10));
            return waiting() == 0;
        });
        return others();
    }

    private long waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from outgoing_messages")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        database.close();
    }
}
