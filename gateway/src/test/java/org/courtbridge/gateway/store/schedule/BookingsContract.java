package org.courtbridge.gateway.store.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.BookingOutcome.Booked;
import org.courtbridge.court.schedule.BookingOutcome.Conflict;
import org.courtbridge.court.schedule.BookingOutcome.Taken;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.court.schedule.Bookings.Entry;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.hearings.schedule.WorkingHours;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.Change;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the schedule of hearings, for each database. */
@Timeout(300)
abstract class BookingsContract {

    private static final Instant NOW = Instant.parse("2026-12-01T05:00:00.123Z");

    /** 10:00 of a Wednesday in Almaty. */
    private static final Instant TEN = Instant.parse("2026-12-02T05:00:00Z");

    private static final int CLERKS = 16;

    private static final WorkingHours COURT = new WorkingHours(
            ZoneId.of("Asia/Almaty"), LocalTime.of(9, 0), LocalTime.of(18, 0), WorkingCalendar.of(List.of()));

    private static final SlotRange DAYS =
            SlotRange.covering(Instant.parse("2026-12-01T19:00:00Z"), Instant.parse("2026-12-03T19:00:00Z"));

    private static final OfferSearch SEARCH = new OfferSearch(DAYS, List.of(COURT), 3);

    private static final Resource JUDGE = Resource.person("judge");

    @TempDir
    Path folder;

    private Database database;
    private StoredAudit audit;
    private Bookings bookings;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder) throws Exception;

    /** The same database, after it was closed. */
    abstract Database reopen(Path folder) throws Exception;

    @BeforeEach
    void open() throws Exception {
        use(open(folder));
    }

    private void use(Database opened) {
        database = opened;
        audit = new StoredAudit(database, () -> NOW);
        bookings = new StoredBookings(database, audit, () -> NOW, "system").by("user:aigul");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Resource room(int number) {
        return Resource.room("room-" + number);
    }

    private static BookingTimes hourAt(Instant from) {
        return new BookingTimes(
                from, from.plusSeconds(3600), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(5));
    }

    private static Booking hour(String id, Instant from, Resource... resources) {
        return Booking.of(id, "hearing-" + id, List.of(resources), hourAt(from));
    }

    private Entry booked(Booking booking) {
        return ((Booked) bookings.book(booking, SEARCH)).entry();
    }

    private long slotRows() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from booked_slots")
                        .mapTo(Long.class)
                        .one());
    }

    private static long slots(Collection<Entry> entries) {
        return entries.stream()
                .map(Entry::booking)
                .mapToLong(one -> one.resources().size() * one.slots().size())
                .sum();
    }

    @Test
    void booksEverythingThatAHearingNeeds() {
        Booking booking = hour("1", TEN, room(1), Resource.device("codec"), JUDGE);
        Entry entry = booked(booking);
        assertThat(entry).isEqualTo(new Entry(booking, 1, "user:aigul", NOW));
        assertThat(bookings.find("1")).contains(entry);
        assertThat(bookings.find("2")).isEmpty();
        assertThat(bookings.ofHearing("hearing-1")).containsExactly(entry);
        assertThat(slotRows()).isEqualTo(3 * 16);
    }

    @Test
    void tellsWhoHasWhatAndWhenAllIsFree() {
        Entry first = booked(hour("1", TEN, room(1), JUDGE));
        Entry second = booked(hour("2", TEN.plusSeconds(5400), room(2)));
        Booking wanted = hour("3", TEN.plusSeconds(1800), room(1), room(2), room(3), JUDGE);
        BookingOutcome outcome = bookings.by("user:baurzhan").book(wanted, SEARCH);
        assertThat(outcome).isInstanceOf(Taken.class);
        Taken taken = (Taken) outcome;
        assertThat(taken.conflicts())
                .containsExactly(
                        new Conflict(first, wanted.takenTwice(first.booking())),
                        new Conflict(second, wanted.takenTwice(second.booking())));
        assertThat(taken.conflicts().getFirst().entry().actor()).isEqualTo("user:aigul");
        assertThat(taken.conflicts().getFirst().resources()).containsExactly(room(1), JUDGE);
        assertThat(taken.conflicts().getLast().resources()).containsExactly(room(2));
        // Before 10:00 is no time; the first is free again from 11:05, and the second is not until 12:35.
        assertThat(taken.offers().stream().map(BookingTimes::from))
                .containsExactly(Instant.parse("2026-12-02T07:50:00Z"), Instant.parse("2026-12-03T04:15:00Z"));
        assertThat(bookings.find("3")).isEmpty();
        assertThat(slotRows()).isEqualTo(slots(List.of(first, second)));
        assertThat(bookings.by("user:baurzhan").book(wanted.at(taken.offers().getFirst()), SEARCH))
                .isInstanceOf(Booked.class);
    }

    @Test
    void oneMayEndWhereAnotherBegins() {
        booked(hour("1", TEN, room(1)));
        // Cleared up at 11:05, and set up from then on.
        booked(hour("2", TEN.plusSeconds(80 * 60), room(1)));
        assertThat(bookings.book(hour("3", TEN.plusSeconds(79 * 60), room(1)), SEARCH))
                .isInstanceOf(Taken.class);
    }

    @Test
    void refusesAnIdThatIsKnown() {
        booked(hour("1", TEN, room(1)));
        assertThatThrownBy(() -> bookings.book(hour("1", TEN.plusSeconds(86_400), room(2)), SEARCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("booking 1 (is there already)");
    }

    @Test
    void movesOverItsOwnTimeAndToOtherResources() {
        booked(hour("1", TEN, room(1), JUDGE));
        Booking later = hour("1", TEN.plusSeconds(600), room(1), room(2));
        assertThat(bookings.by("user:baurzhan").move(later, 1, SEARCH))
                .isEqualTo(new Booked(new Entry(later, 2, "user:baurzhan", NOW)));
        assertThat(bookings.find("1").orElseThrow().booking()).isEqualTo(later);
        assertThat(slotRows()).isEqualTo(2 * 16);
        booked(hour("2", TEN, JUDGE));
        booked(hour("3", TEN.minusSeconds(70 * 60), room(1)));
        Booking aDayLater = hour("1", TEN.plusSeconds(86_400), room(2));
        assertThat(bookings.move(aDayLater, 2, SEARCH)).isInstanceOf(Booked.class);
        booked(hour("4", TEN.plusSeconds(600), room(1), room(2)));
    }

    @Test
    void staysWhereItIsIfItCannotBeMoved() {
        Entry mine = booked(hour("1", TEN, room(1)));
        Entry other = booked(hour("2", TEN.plusSeconds(7200), room(1)));
        BookingOutcome outcome = bookings.move(mine.booking().at(hourAt(TEN.plusSeconds(5400))), 1, SEARCH);
        assertThat(((Taken) outcome).conflicts().stream().map(Conflict::entry)).containsExactly(other);
        // Of its own time it could have a part, so that is offered.
        assertThat(((Taken) outcome).offers().getFirst().from()).isEqualTo(TEN.plusSeconds(40 * 60));
        assertThat(bookings.find("1")).contains(mine);
        assertThat(slotRows()).isEqualTo(slots(List.of(mine, other)));
    }

    @Test
    void doesNotUndoAChangeThatNobodySaw() {
        Entry seen = booked(hour("1", TEN, room(1)));
        bookings.move(seen.booking().at(hourAt(TEN.plusSeconds(3600))), 1, SEARCH);
        Entry now = bookings.find("1").orElseThrow();
        assertThat(bookings.move(seen.booking().at(hourAt(TEN.plusSeconds(7200))), 1, SEARCH))
                .isEqualTo(new BookingOutcome.ChangedMeanwhile(now));
        bookings.cancel("1");
        assertThat(bookings.move(seen.booking(), 2, SEARCH)).isEqualTo(new BookingOutcome.Cancelled());
    }

    @Test
    void cancellingFreesAll() {
        Entry entry = booked(hour("1", TEN, room(1), JUDGE));
        assertThat(bookings.cancel("1")).contains(entry);
        assertThat(bookings.cancel("1")).isEmpty();
        assertThat(bookings.find("1")).isEmpty();
        assertThat(slotRows()).isZero();
        booked(hour("2", TEN, room(1), JUDGE));
    }

    @Test
    void listsByResourcesAndSpan() {
        Entry late = booked(hour("1", TEN.plusSeconds(7200), room(1), JUDGE));
        Entry early = booked(hour("2", TEN, room(1), room(2)));
        Entry elsewhere = booked(hour("3", TEN, Resource.device("room-1")));
        assertThat(bookings.of(List.of(room(1)), DAYS)).containsExactly(early, late);
        assertThat(bookings.of(List.of(room(2), JUDGE), DAYS)).containsExactly(early, late);
        assertThat(bookings.of(List.of(Resource.device("room-1"), Resource.device("room-2")), DAYS))
                .containsExactly(elsewhere);
        assertThat(bookings.of(List.of(), DAYS)).isEmpty();
        SlotRange taken = early.booking().slots();
        assertThat(bookings.of(List.of(room(2)), new SlotRange(taken.end() - 1, taken.end())))
                .containsExactly(early);
        assertThat(bookings.of(List.of(room(2)), new SlotRange(taken.end(), taken.end() + 1)))
                .isEmpty();
        assertThat(bookings.of(List.of(room(2)), new SlotRange(taken.first() - 1, taken.first())))
                .isEmpty();
        assertThat(bookings.of(List.of(room(2)), new SlotRange(taken.first(), taken.first() + 1)))
                .containsExactly(early);
    }

    @Test
    void listsWhateverLiesWithinASpan() {
        Entry late = booked(hour("1", TEN.plusSeconds(7200), room(1), JUDGE));
        Entry early = booked(hour("2", TEN, room(1), room(2)));
        booked(hour("3", TEN.plusSeconds(7 * 86_400), room(1)));
        assertThat(bookings.within(DAYS)).containsExactly(early, late);
        SlotRange taken = early.booking().slots();
        assertThat(bookings.within(new SlotRange(taken.first(), taken.first() + 1)))
                .containsExactly(early);
        assertThat(bookings.within(new SlotRange(taken.first() - 1, taken.first())))
                .isEmpty();
        assertThat(bookings.within(new SlotRange(taken.end(), taken.end() + 1))).isEmpty();
    }

    @Test
    void aRestartKeepsAll() throws Exception {
        Booking longNight = Booking.of(
                "2",
                "h",
                List.of(room(2)),
                new BookingTimes(
                        Instant.parse("2026-12-02T18:31:00Z"),
                        Instant.parse("2026-12-02T20:02:00Z"),
                        Duration.ofMinutes(7),
                        Duration.ZERO,
                        Duration.ZERO));
        List<Entry> before = List.of(booked(hour("1", TEN, room(1), JUDGE)), booked(longNight));
        database.close();
        use(reopen(folder));
        assertThat(bookings.of(List.of(room(1), room(2)), DAYS)).isEqualTo(before);
        assertThat(bookings.book(hour("3", TEN, JUDGE), SEARCH)).isInstanceOf(Taken.class);
    }

    @Test
    void eachChangeIsAnEntryOfTheAuditTrailAndARefusalIsNone() {
        Entry entry = booked(hour("1", TEN, room(1), JUDGE));
        bookings.book(hour("2", TEN, room(1)), SEARCH);
        bookings.by("user:baurzhan").move(entry.booking().at(hourAt(TEN.plusSeconds(3600))), 1, SEARCH);
        bookings.cancel("1");
        bookings.cancel("1");
        assertThat(audit.last()).isEqualTo(3);
        List<AuditEntry> trail = audit.of("1");
        assertThat(trail)
                .extracting(AuditEntry::action)
                .containsExactly("booking.remove", "booking.change", "booking.add");
        assertThat(trail.getLast().actor()).isEqualTo("user:aigul");
        assertThat(trail.getLast().subject()).isEqualTo(new AuditEntry.Subject("booking", "1", "hearing-1"));
        assertThat(trail.getLast().changes())
                .contains(
                        new Change("from", "", "2026-12-02T05:00:00Z"),
                        new Change("resources", "", "ROOM:room-1 PERSON:judge"));
        assertThat(trail.get(1).actor()).isEqualTo("user:baurzhan");
        assertThat(trail.get(1).changes())
                .containsExactly(
                        new Change("from", "2026-12-02T05:00:00Z", "2026-12-02T06:00:00Z"),
                        new Change("to", "2026-12-02T06:00:00Z", "2026-12-02T07:00:00Z"));
        assertThat(audit.verify().broken()).isEmpty();
    }

    /** Whatever the program does. */
    @Test
    void theDatabaseItselfTakesNoSlotTwice() {
        booked(hour("1", TEN, room(1)));
        booked(hour("2", TEN, room(2)));
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                    handle.execute(
                            "insert into booked_resources (booking_id, kind, resource_id) values ('2', 'ROOM', 'room-1')");
                    handle.execute(
                            "insert into booked_slots (kind, resource_id, slot, booking_id)"
                                    + " values ('ROOM', 'room-1', ?, '2')",
                            TEN.getEpochSecond() / 300);
                }))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("23505"));
    }

    /** 50 times, two clerks at once: each wants first a room of its own, then both want the same one. */
    @Test
    void ofTwoAtTheSameMomentOneIsTold() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 50; i++) {
                Instant from = TEN.plus(Duration.ofDays(i));
                List<Callable<BookingOutcome>> both = new ArrayList<>();
                for (String clerk : List.of("a", "b")) {
                    Booking booking = hour(clerk + i, from, Resource.room("of-" + clerk), room(1), JUDGE);
                    both.add(() -> {
                        barrier.await();
                        return bookings.by("user:" + clerk).book(booking, SEARCH);
                    });
                }
                List<BookingOutcome> outcomes = results(threads, both);
                List<Entry> won = outcomes.stream()
                        .flatMap(outcome ->
                                outcome instanceof Booked booked ? Stream.of(booked.entry()) : Stream.empty())
                        .toList();
                List<Conflict> told = outcomes.stream()
                        .flatMap(
                                outcome -> outcome instanceof Taken taken ? taken.conflicts().stream() : Stream.empty())
                        .toList();
                assertThat(won).hasSize(1);
                assertThat(told).extracting(Conflict::entry).containsExactlyElementsOf(won);
                assertThat(told.getFirst().resources()).containsExactly(room(1), JUDGE);
            }
        }
        assertThat(slotRows()).isEqualTo(50 * 3 * 16);
    }

    @Test
    void manyClerksAtOnceBookNothingTwice() throws Exception {
        Random random = new Random(20);
        List<Booking> wanted =
                IntStream.range(0, 200).mapToObj(i -> any(i, random)).toList();
        List<BookingOutcome> outcomes;
        try (ExecutorService clerks = Executors.newFixedThreadPool(CLERKS)) {
            outcomes = results(
                    clerks,
                    wanted.stream()
                            .<Callable<BookingOutcome>>map(booking -> () -> bookings.book(booking, SEARCH))
                            .toList());
        }
        List<Entry> kept = checkNothingIsTakenTwice();
        for (int i = 0; i < wanted.size(); i++) {
            Booking booking = wanted.get(i);
            switch (outcomes.get(i)) {
                case Booked booked -> {
                    assertThat(booked.entry().booking()).isEqualTo(booking);
                    assertThat(kept).contains(booked.entry());
                }
                case Taken taken -> {
                    assertThat(bookings.find(booking.id())).isEmpty();
                    assertThat(taken.conflicts()).isNotEmpty().allSatisfy(conflict -> {
                        assertThat(kept).contains(conflict.entry());
                        assertThat(conflict.resources())
                                .isNotEmpty()
                                .isEqualTo(booking.takenTwice(conflict.entry().booking()));
                    });
                }
                case BookingOutcome.ChangedMeanwhile changed -> throw new AssertionError(changed);
                case BookingOutcome.Cancelled cancelled -> throw new AssertionError(cancelled);
            }
        }
        assertThat(kept).hasSizeBetween(20, 190);
        assertThat(audit.last()).isEqualTo(kept.size());
    }

    /** Half of them to earlier, half to later times, in which others' slots are: nobody waits for somebody who waits for them. */
    @Test
    void manyClerksAtOnceMoveAndCancelAndBookNothingTwice() throws Exception {
        for (int i = 0; i < 40; i++) {
            booked(hour("m" + i, TEN.plusSeconds(4800L * (i / 4)), room(i % 4), Resource.person("p" + i % 4)));
        }
        List<Callable<BookingOutcome>> changes = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            String id = "m" + random.nextInt(40);
            String fresh = "n" + i;
            Instant to = TEN.plusSeconds(300L * random.nextInt(170));
            Resource other = room(random.nextInt(4));
            boolean cancels = i % 10 == 0;
            changes.add(() -> {
                Optional<Entry> seen = bookings.find(id);
                if (cancels) {
                    bookings.cancel(id);
                }
                if (seen.isEmpty()) {
                    return bookings.book(hour(fresh, to, other, Resource.person("p1")), SEARCH);
                }
                Booking moved = Booking.of(
                        id, "h", List.of(other, Resource.person("p" + to.getEpochSecond() / 300 % 4)), hourAt(to));
                return bookings.move(moved, seen.get().revision(), SEARCH);
            });
        }
        List<BookingOutcome> outcomes;
        try (ExecutorService clerks = Executors.newFixedThreadPool(CLERKS)) {
            outcomes = results(clerks, changes);
        }
        checkNothingIsTakenTwice();
        assertThat(outcomes).hasAtLeastOneElementOfType(Booked.class).hasAtLeastOneElementOfType(Taken.class);
        assertThat(audit.verify().broken()).isEmpty();
    }

    /** A transaction that never ends holds up for some seconds whoever wants the same, and nobody else. */
    @Test
    @Tag("slow")
    void doesNotWaitForEver() {
        try (Handle stuck = database.jdbi().open()) {
            stuck.begin();
            new BookingRows(stuck)
                    .change(Optional.empty(), Optional.of(new Entry(hour("1", TEN, room(1)), 1, "user:x", NOW)));
            booked(hour("2", TEN, room(2)));
            assertThatThrownBy(() -> bookings.book(hour("3", TEN, room(1)), SEARCH))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the schedule is being changed by others all the time: try again");
            stuck.rollback();
        }
        booked(hour("3", TEN, room(1)));
    }

    private static <T> List<T> results(ExecutorService threads, List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(work)) {
            results.add(future.get());
        }
        return results;
    }

    /** One to three of 20 rooms, and one of 20 people, for up to an hour and a half within a day. */
    private static Booking any(int number, Random random) {
        List<Resource> resources = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            resources.add(room(random.nextInt(20)));
        }
        resources.add(Resource.person("p" + random.nextInt(20)));
        Instant from = TEN.plusSeconds(60L * random.nextInt(480));
        return Booking.of(
                "b" + number,
                "h" + number,
                resources,
                new BookingTimes(
                        from,
                        from.plusSeconds(60L * (1 + random.nextInt(90))),
                        Duration.ofMinutes(random.nextInt(20)),
                        Duration.ofMinutes(random.nextInt(10)),
                        Duration.ofMinutes(random.nextInt(10))));
    }

    /** And each booking has all its slots and no others. */
    private List<Entry> checkNothingIsTakenTwice() {
        List<Resource> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(room(i));
            all.add(Resource.person("p" + i));
        }
        List<Entry> kept = bookings.of(all, DAYS);
        for (Entry one : kept) {
            for (Entry other : kept) {
                assertThat(one.booking().takenTwice(other.booking())).isEmpty();
            }
        }
        assertThat(slotRows()).isEqualTo(slots(kept));
        long rows = database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from bookings")
                        .mapTo(Long.class)
                        .one());
        assertThat(rows).isEqualTo(kept.size());
        return kept;
    }
}
