package org.courtbridge.operations.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.schedule.AnnouncedBookings;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.invitations.StoredInvitations;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.UnfoldedLines;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a change of a hearing to the letters, with the real database and outbox. The clock stands still but where a test sets it. */
class InvitationsTest {

    private static final String CLERK = "user:aigul";
    private static final String AIGUL = "aigul@mail.example";
    private static final Instant NOW = Instant.parse("2026-12-02T05:00:00Z");
    private static final Instant TEN = NOW.plus(Duration.ofDays(2));

    @TempDir
    private Path folder;

    private final FakeConferences conferences = new FakeConferences();
    private final BlockingQueue<Mailer.CalendarMail> letters = new LinkedBlockingQueue<>();
    private final AtomicBoolean down = new AtomicBoolean();
    private final BlockingQueue<String> inVain = new LinkedBlockingQueue<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile Instant now = NOW;
    private Database database;
    private StoredParticipants participants;
    private RememberedUsers users;
    private Bookings bookings;
    private StoredInvitations book;
    private Invitations invitations;
    private String hearing;

    @BeforeEach
    void begin() {
        database = EmptyDatabase.in(folder);
        participants = new StoredParticipants(database);
        users = new RememberedUsers(new StoredUsers(database), () -> now);
        bookings = new AnnouncedBookings(
                new StoredBookings(database, new StoredAudit(database, () -> now), () -> now, CLERK),
                CLERK,
                List.of(change -> invitations.changed(change.hearing())));
        book = new StoredInvitations(database);
        invitations = node();
        participants.listen(id -> invitations.changed(id));
        users.listen(_ -> invitations.changed(hearing));
        hearing = conferences
                .create(CLERK, "4501", "Дело № 7520")
                .toCompletableFuture()
                .join()
                .id();
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        database.close();
    }

    private Invitations node() {
        StoredOutboxes outboxes = new StoredOutboxes(
                database, new StoredOutboxes.Settings(Duration.ofMillis(50), Duration.ofSeconds(15)), () -> now);
        Invitations node = new Invitations(
                new Invitations.Sources(
                        conferences,
                        List.of(
                                new InvitedParticipants(participants, Language.KAZAKH),
                                new BookedPeople(bookings, users, Language.KAZAKH)),
                        court -> Optional.of("Суд " + court),
                        _ -> Optional.empty()),
                book,
                new InvitationLetters(Mailer.Mailbox.of("Суд <noreply@court.example>"), ZoneId.of("Asia/Almaty")),
                this::send,
                outboxes,
                Runnable::run,
                () -> now);
        outboxes.begin();
        open.push(outboxes);
        open.push(node);
        return node;
    }

    private void send(Mailer.CalendarMail mail) throws MailException {
        if (down.get()) {
            inVain.add(mail.method());
            throw new MailException("450 <" + mail.to() + "> later", new IllegalStateException());
        }
        letters.add(mail);
    }

    private void submit(HearingCommand command) {
        conferences.submit(hearing, command).toCompletableFuture().join();
    }

    private void schedule(Instant begins) {
        submit(new HearingCommand.Schedule(CLERK, Optional.of(begins)));
    }

    private Participant invite(String name, String email) {
        Participant added = participants.add(hearing, name, "сова");
        participants.changeLetters(added.id(), Optional.of(new LetterAddress(email, Optional.of(Language.RUSSIAN))));
        submit(new HearingCommand.Invite(CLERK, PartyId.participant(added.id()), name, Admission.LOBBY));
        return added;
    }

    /** As the page does. */
    private void uninvite(Participant participant) {
        submit(new HearingCommand.Uninvite(CLERK, PartyId.participant(participant.id())));
        participants.remove(participant.id());
    }

    private void calm() {
        now = now.plus(Invitations.CALM);
        invitations.run();
    }

    /** "METHOD SEQUENCE to DTSTART" of the next letter. */
    private String letter() throws InterruptedException {
        return told(letters.poll(60, TimeUnit.SECONDS));
    }

    /** Of one that the server takes after a pause, which is counted from when it did not. */
    private String letterAtLast() throws InterruptedException {
        Mailer.CalendarMail mail = null;
        for (int i = 0; i < 100 && mail == null; i++) {
            now = now.plus(Duration.ofMinutes(10));
            mail = letters.poll(100, TimeUnit.MILLISECONDS);
        }
        return told(mail);
    }

    private String told(Mailer.@Nullable CalendarMail mail) {
        if (mail == null) {
            throw new AssertionError("no letter");
        }
        String calendar = new String(mail.calendar(), StandardCharsets.UTF_8);
        awaitSettled();
        return "%s %s %s %s"
                .formatted(mail.method(), value(calendar, "SEQUENCE"), mail.to(), value(calendar, "DTSTART"));
    }

    private static String value(String calendar, String name) {
        return calendar.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** A message is in the outbox for a moment after what it told is settled, and none of the same id is taken until it is gone. */
    private void awaitSettled() {
        Await.until(
                "nothing waits",
                Duration.ofSeconds(60),
                () -> book.ofHearing(hearing).stream().allMatch(Kept::isSettled) && waiting() == 0);
    }

    private long waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from outgoing_messages")
                        .mapTo(Long.class)
                        .one());
    }

    private void nothingIsTold() {
        calm();
        awaitSettled();
        assertThat(letters).isEmpty();
    }

    @Test
    void invitesMovesAndCancels() throws Exception {
        Participant aigul = invite("Айгүл", AIGUL);
        nothingIsTold();
        schedule(TEN);
        invitations.run();
        assertThat(letters).as("at once").isEmpty();
        calm();
        assertThat(letter()).isEqualTo("REQUEST 0 " + AIGUL + " 20261204T050000Z");
        nothingIsTold();

        schedule(TEN.plusSeconds(3_600));
        calm();
        assertThat(letter()).isEqualTo("REQUEST 1 " + AIGUL + " 20261204T060000Z");
        submit(new HearingCommand.AssignCourt(CLERK, "c1"));
        calm();
        assertThat(letter()).as("the place").isEqualTo("REQUEST 2 " + AIGUL + " 20261204T060000Z");

        uninvite(aigul);
        calm();
        assertThat(letter()).isEqualTo("CANCEL 3 " + AIGUL + " 20261204T060000Z");
        nothingIsTold();
    }

    @Test
    void tellsOfSeveralChangesOnceAndOfWhatWasTakenBackNever() throws Exception {
        invite("Айгүл", AIGUL);
        schedule(TEN);
        schedule(TEN.plusSeconds(60));
        schedule(TEN.plusSeconds(120));
        calm();
        assertThat(letter()).isEqualTo("REQUEST 0 " + AIGUL + " 20261204T050200Z");
        schedule(TEN);
        schedule(TEN.plusSeconds(120));
        nothingIsTold();
        uninvite(invite("Болат", "bolat@mail.example"));
        nothingIsTold();
    }

    @Test
    void tellsEachOfTheirOwnAndNamesNoOther() throws Exception {
        invite("Айгүл", AIGUL);
        invite("Болат", "bolat@mail.example");
        schedule(TEN);
        calm();
        for (int i = 0; i < 2; i++) {
            Mailer.CalendarMail mail = letters.poll(60, TimeUnit.SECONDS);
            assertThat(mail).isNotNull();
            String all = mail.text() + UnfoldedLines.of(mail.calendar());
            boolean toAigul = mail.to().equals(AIGUL);
            assertThat(all).contains(toAigul ? "Айгүл" : "Болат").doesNotContain(toAigul ? "Болат" : "Айгүл");
            assertThat(all).doesNotContain(toAigul ? "bolat@" : "aigul@");
        }
        assertThat(book.ofHearing(hearing)).extracting(Kept::id).doesNotHaveDuplicates();
    }

    @Test
    void takesTheEntryOutOfACalendarThatWasTheWrongOne() throws Exception {
        Participant aigul = invite("Айгүл", "wrong@mail.example");
        schedule(TEN);
        calm();
        assertThat(letter()).isEqualTo("REQUEST 0 wrong@mail.example 20261204T050000Z");
        participants.changeLetters(aigul.id(), Optional.of(new LetterAddress(AIGUL, Optional.empty())));
        calm();
        assertThat(List.of(letter(), letter()))
                .containsExactlyInAnyOrder(
                        "CANCEL 1 wrong@mail.example 20261204T050000Z", "REQUEST 0 " + AIGUL + " 20261204T050000Z");
        participants.changeLetters(aigul.id(), Optional.of(new LetterAddress("wrong@mail.example", Optional.empty())));
        calm();
        assertThat(List.of(letter(), letter()))
                .as("back again")
                .containsExactlyInAnyOrder(
                        "REQUEST 2 wrong@mail.example 20261204T050000Z", "CANCEL 1 " + AIGUL + " 20261204T050000Z");
    }

    @Test
    void makesTheLetterWhenTheServerTakesIt() throws Exception {
        Participant aigul = invite("Айгүл", AIGUL);
        schedule(TEN);
        down.set(true);
        calm();
        assertThat(inVain.poll(60, TimeUnit.SECONDS)).isEqualTo("REQUEST");
        schedule(TEN.plusSeconds(3_600));
        down.set(false);
        assertThat(letterAtLast()).as("what is so now").isEqualTo("REQUEST 0 " + AIGUL + " 20261204T060000Z");

        down.set(true);
        schedule(TEN);
        calm();
        assertThat(inVain.poll(60, TimeUnit.SECONDS)).isEqualTo("REQUEST");
        uninvite(aigul);
        down.set(false);
        assertThat(letterAtLast()).as("no REQUEST in between").isEqualTo("CANCEL 1 " + AIGUL + " 20261204T060000Z");
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        invite("Айгүл", AIGUL);
        schedule(TEN);
        calm();
        assertThat(letter()).startsWith("REQUEST 0");
        schedule(TEN.plusSeconds(3_600));
        for (AutoCloseable one : open) {
            one.close();
        }
        open.clear();
        schedule(TEN.plusSeconds(7_200));
        invitations = node();
        invitations.start();
        calm();
        assertThat(letter()).isEqualTo("REQUEST 1 " + AIGUL + " 20261204T070000Z");
        invitations.start();
        nothingIsTold();
    }

    @Test
    void tellsOfAHearingThatEndsBeforeItsTimeAndOfNoneThatWasHeld() throws Exception {
        invite("Айгүл", AIGUL);
        schedule(TEN);
        calm();
        assertThat(letter()).startsWith("REQUEST 0");
        submit(new HearingCommand.End(CLERK));
        calm();
        assertThat(letter()).startsWith("CANCEL 1");

        hearing = conferences
                .create(CLERK, "4502", "Дело № 7521")
                .toCompletableFuture()
                .join()
                .id();
        invite("Айгүл", AIGUL);
        schedule(TEN);
        calm();
        assertThat(letter()).startsWith("REQUEST 0");
        now = TEN.plusSeconds(600);
        submit(new HearingCommand.Start(CLERK));
        submit(new HearingCommand.End(CLERK));
        nothingIsTold();
    }

    private User person(String login, String email) {
        User added = users.add(login, "Ерлан", Set.of(Role.TECHNICIAN), "once-only-2345");
        users.changeEmail(added.id(), Optional.of(email));
        return added;
    }

    private void book(String id, Instant from, Resource... resources) {
        BookingTimes times =
                new BookingTimes(from, from.plusSeconds(3_600), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        OfferSearch nothingElse = new OfferSearch(times.slots(), List.of(), 0);
        assertThat(bookings.book(Booking.of(id, hearing, List.of(resources), times), nothingElse))
                .isInstanceOf(BookingOutcome.Booked.class);
    }

    @Test
    void tellsPeopleWhoAreBookedUntilTheyAreReleased() throws Exception {
        User erlan = person("erlan", "erlan@court.example");
        schedule(TEN);
        book("1", TEN, Resource.person(erlan.id()), Resource.room("hall"));
        calm();
        assertThat(letter()).isEqualTo("REQUEST 0 erlan@court.example 20261204T050000Z");
        book("2", TEN.plusSeconds(86_400), Resource.person(erlan.id()));
        nothingIsTold();
        bookings.cancel("1");
        nothingIsTold();
        bookings.cancel("2");
        calm();
        assertThat(letter()).isEqualTo("CANCEL 1 erlan@court.example 20261204T050000Z");
        book("3", TEN, Resource.person(erlan.id()));
        calm();
        assertThat(letter()).isEqualTo("REQUEST 2 erlan@court.example 20261204T050000Z");
    }

    @Test
    void whoMayNotSignInAnyMoreIsNotExpected() throws Exception {
        User erlan = person("erlan", "erlan@court.example");
        schedule(TEN);
        book("1", TEN, Resource.person(erlan.id()));
        calm();
        assertThat(letter()).startsWith("REQUEST 0");
        users.setEnabled(erlan.id(), false);
        calm();
        assertThat(letter()).startsWith("CANCEL 1");
        users.setEnabled(erlan.id(), true);
        calm();
        assertThat(letter()).startsWith("REQUEST 2");
        users.changeEmail(erlan.id(), Optional.empty());
        calm();
        assertThat(letter()).startsWith("CANCEL 3");
    }

    @Test
    void cancelsAHearingWhoseTimeIsNotKnownAnyMore() throws Exception {
        invite("Айгүл", AIGUL);
        schedule(TEN);
        calm();
        assertThat(letter()).startsWith("REQUEST 0");
        submit(new HearingCommand.Schedule(CLERK, Optional.empty()));
        calm();
        assertThat(letter()).startsWith("CANCEL 1");
        schedule(TEN);
        calm();
        assertThat(letter()).isEqualTo("REQUEST 2 " + AIGUL + " 20261204T050000Z");
    }
}
