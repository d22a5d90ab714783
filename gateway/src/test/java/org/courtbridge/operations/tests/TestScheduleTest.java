package org.courtbridge.operations.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredJobs;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Invite;
import org.courtbridge.hearings.HearingCommand.Schedule;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PlanSettings;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.QuietTimes;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestPlan;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The schedule with its real parts, but for the rooms: the plan, db-scheduler, the database, the runner. Time stands still but where a
 * test sets it.
 */
@Timeout(300)
class TestScheduleTest {

    private static final Duration BEFORE = Duration.ofHours(2);
    private static final Duration RETRY = Duration.ofMinutes(3);

    /** 10 in the morning of a Friday, in Almaty. */
    private static final Instant BEGINS = Instant.parse("2026-11-27T05:00:00Z");

    /** In time for one window, which is open from two hours before on, without spreading. */
    private static final PlanSettings PLAN = new PlanSettings(
            List.of(BEFORE),
            List.of(RETRY),
            QuietTimes.STANDARD,
            Duration.ZERO,
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            100);

    @TempDir
    Path folder;

    private final Diary hearings = new Diary();
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final Set<String> inCall = ConcurrentHashMap.newKeySet();

    /** What comes of a call; else it is fine. */
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    /** Called rooms that have not answered yet. */
    private final Map<String, CompletableFuture<ProbeReport>> ringing = new ConcurrentHashMap<>();

    /** What happens between the reading of the book and the use of what was read. */
    private volatile Runnable afterReading = () -> {};

    private final BlockingQueue<Tested> tested = new LinkedBlockingQueue<>();
    private final List<String> wanted = new CopyOnWriteArrayList<>();

    /** Whether what is wanted is not done. */
    private volatile boolean idle;

    /** Whatever a node took on, whether anything was due or not. */
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private final List<Rounds> rounds = new ArrayList<>();
    private final List<TestRunner> runners = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private volatile Instant now = BEGINS.minus(Duration.ofHours(3));
    private Database database;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
        database.close();
    }

    /** A hearing with some rooms. */
    private String hearing(String id, Instant begins, String... rooms) {
        hearings.create(id);
        for (String room : rooms) {
            devices.put(room, CallableRooms.device(room));
            hearings.submit(id, new Invite("x", PartyId.device(room), room, Admission.DIRECT));
        }
        hearings.submit(id, new Schedule("x", Optional.of(begins)));
        return id;
    }

    /** A gateway that begins to run, in so far as it tests. */
    private TestSchedule node() {
        return node(Duration.ZERO);
    }

    private TestSchedule node(Duration calm) {
        TestBook book = new SlowlyRead(new StoredTestBook(database), () -> afterReading.run());
        ProbeCaller caller = probe -> ringing.getOrDefault(
                probe.device().id(),
                CompletableFuture.completedFuture(report(probe.device().id())));
        TestRunner runner = new TestRunner(
                new TestRunner.Parts(
                        caller,
                        caller,
                        TestScheduleTest::judge,
                        book,
                        device -> inCall.contains(device.id()),
                        device -> inCall.contains(device.id()),
                        _ -> {}),
                new TestRunner.Settings(
                        10, 100, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ZERO),
                () -> now);
        runner.subscribe(event -> {
            if (event instanceof TestEvent.Ended ended) {
                tested.add(ended.test());
            }
        });
        StoredJobs stored = new StoredJobs(
                database, new StoredJobs.Settings(Duration.ofSeconds(10), Duration.ofSeconds(15), RETRY), () -> now);
        rounds.add(new Watched(stored));
        TestSchedule schedule = new TestSchedule(
                new TestSchedule.Parts(
                        new PlannedHearings(
                                hearings, id -> Optional.ofNullable(devices.get(id)), ZoneId.of("Asia/Almaty")),
                        device -> inCall.contains(device.id()),
                        new TestPlan(PLAN),
                        book,
                        rounds.getLast(),
                        runner),
                new TestSchedule.Settings(10, Duration.ofDays(1), calm),
                () -> now);
        runners.add(runner);
        parts.add(runner);
        parts.add(schedule);
        schedule.start();
        return schedule;
    }

    private ProbeReport report(String device) {
        return CallableRooms.report(failures.getOrDefault(device, Failure.REFUSED));
    }

    private record SlowlyRead(TestBook book, Runnable afterReading) implements TestBook {

        @Override
        public void add(Tested test) {
            book.add(test);
        }

        @Override
        public Optional<Tested> test(String id) {
            return book.test(id);
        }

        @Override
        public List<Tested> of(Tested.Place place, int most) {
            return book.of(place, most);
        }

        @Override
        public List<Tested> latestOfRooms(Collection<String> devices) {
            return book.latestOfRooms(devices);
        }

        @Override
        public List<Tested> latestFor(String hearing) {
            return book.latestFor(hearing);
        }

        @Override
        public List<Tested> between(Instant from, Instant until, int most) {
            List<Tested> read = book.between(from, until, most);
            afterReading.run();
            return read;
        }
    }

    private final class Watched implements Rounds {

        private final Rounds rounds;

        Watched(Rounds rounds) {
            this.rounds = rounds;
        }

        @Override
        public void begin(Work work, int atOnce) {
            rounds.begin(
                    place -> {
                        work.test(place);
                        done.add(place);
                    },
                    atOnce);
        }

        @Override
        public void want(String place) {
            wanted.add(place);
            if (!idle) {
                rounds.want(place);
            }
        }

        @Override
        public void close() {
            rounds.close();
        }
    }

    /** A room passes that refuses the call, and fails where nobody picks up. */
    private static List<Verdict> judge(ProbeReport report) {
        boolean fails = ((Connection.Failed) report.connection()).failure() == Failure.NO_ANSWER;
        return List.of(
                Verdict.of(Check.CONNECTION, OptionalDouble.of(fails ? 0 : 1), Limits.standard(), Doubt.NOT_MEASURED));
    }

    /** What is tested when the plan is made again and again: of what is wanted while the round before is just ending, nothing comes. */
    private Tested next(TestSchedule schedule) throws InterruptedException {
        Tested test = null;
        for (int asked = 0; test == null && asked < 100; asked++) {
            schedule.plan();
            test = tested.poll(200, TimeUnit.MILLISECONDS);
        }
        if (test == null) {
            throw new AssertionError("nothing was tested");
        }
        return test;
    }

    private Tested next() throws InterruptedException {
        Tested test = tested.poll(60, TimeUnit.SECONDS);
        if (test == null) {
            throw new AssertionError("nothing was tested");
        }
        return test;
    }

    @Test
    void testsTheRoomsOfAHearingWhenTheTimeComes() throws Exception {
        hearing("h1", BEGINS, "d1", "d2");
        TestSchedule schedule = node();
        schedule.plan();
        assertThat(wanted).isEmpty();
        now = BEGINS.minus(BEFORE);
        schedule.plan();
        assertThat(List.of(next(), next()))
                .allMatch(test -> test.hearing().equals(Optional.of("h1")))
                .allMatch(test -> test.asked().equals(Tested.SCHEDULE) && test.attempt() == 1)
                .extracting(test -> test.place().id())
                .containsExactlyInAnyOrder("d1", "d2");
        wanted.clear();
        schedule.plan();
        now = BEGINS.minusSeconds(600);
        schedule.plan();
        assertThat(wanted).isEmpty();
    }

    @Test
    void seesATestThatEndsWhileThePlanIsMade() throws Exception {
        hearing("h1", BEGINS, "d1");
        CompletableFuture<ProbeReport> called = new CompletableFuture<>();
        ringing.put("d1", called);
        now = BEGINS.minus(BEFORE);
        idle = true;
        TestSchedule schedule = node();
        assertThat(wanted).containsExactly("d1");
        CompletionStage<TestRun.End> end = runners.getLast()
                .start(TestOrder.atAnyTime(CallableRooms.device("d1"), Optional.of("h1"), Tested.SCHEDULE, 1))
                .end();
        afterReading = () -> {
            called.complete(report("d1"));
            end.toCompletableFuture().join();
        };
        schedule.plan();
        assertThat(tested).hasSize(1);
        assertThat(wanted).containsExactly("d1");
    }

    @Test
    void makesUpForAWindowThatWasMissedAndNeverAfterTheBegin() throws Exception {
        hearing("h1", BEGINS, "d1");
        now = BEGINS.minus(Duration.ofMinutes(10));
        node();
        assertThat(next().begun()).isEqualTo(now);

        // In this order: the first node may plan as soon as there is the hearing.
        now = BEGINS.plusSeconds(1);
        wanted.clear();
        hearing("h2", BEGINS, "d2");
        node().plan();
        assertThat(wanted).isEmpty();
    }

    @Test
    void knowsAfterARestartWhatWasTested() throws Exception {
        hearing("h1", BEGINS, "d1");
        now = BEGINS.minus(BEFORE);
        TestSchedule before = node();
        next();
        before.close();
        database.close();
        database = EmptyDatabase.in(folder);
        wanted.clear();
        now = BEGINS.minus(Duration.ofHours(1));
        node().plan();
        assertThat(wanted).isEmpty();
        assertThat(tested).isEmpty();
    }

    @Test
    void testsEachRoomOnceWhereThereAreTwoNodes() throws Exception {
        String[] rooms = IntStream.range(0, 30).mapToObj(i -> "d" + i).toArray(String[]::new);
        hearing("h1", BEGINS, rooms);
        TestSchedule a = node();
        TestSchedule b = node();
        now = BEGINS.minus(BEFORE);
        for (int i = 0; i < 5; i++) {
            a.plan();
            b.plan();
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < rooms.length; i++) {
            places.add(next().place().id());
        }
        assertThat(places).containsExactlyInAnyOrder(rooms);
        wanted.clear();
        a.plan();
        b.plan();
        assertThat(wanted).isEmpty();
        assertThat(tested).isEmpty();
    }

    @Test
    void leavesARoomAloneThatIsInACallUntilThatIsOver() throws Exception {
        hearing("h1", BEGINS, "d1");
        inCall.add("d1");
        now = BEGINS.minus(BEFORE);
        TestSchedule schedule = node();
        schedule.plan();
        assertThat(wanted).isEmpty();
        now = now.plus(Duration.ofMinutes(20));
        inCall.clear();
        schedule.plan();
        assertThat(next().begun()).isEqualTo(now);
    }

    @Test
    void triesAgainWhatFailed() throws Exception {
        hearing("h1", BEGINS, "d1");
        failures.put("d1", Failure.NO_ANSWER);
        now = BEGINS.minus(BEFORE);
        TestSchedule schedule = node();
        assertThat(next().attempt()).isEqualTo(1);
        schedule.plan();
        now = now.plus(RETRY);
        failures.clear();
        Tested again = next(schedule);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.begun()).isEqualTo(now);
        wanted.clear();
        now = now.plus(RETRY);
        schedule.plan();
        assertThat(wanted).isEmpty();
    }

    @Test
    void hearsOfAHearingThatIsScheduledLate() throws Exception {
        now = BEGINS.minus(Duration.ofHours(1));
        node();
        hearing("h1", BEGINS, "d1");
        assertThat(next().place().id()).isEqualTo("d1");
    }

    @Test
    void forgetsAHearingThatHasNoTimeAnyMore() {
        hearing("h1", BEGINS, "d1");
        hearings.submit("h1", new Schedule("x", Optional.empty()));
        now = BEGINS.minus(BEFORE);
        node().plan();
        assertThat(wanted).isEmpty();
    }

    @Test
    void letsRoomsRegisterFirstAfterAStart() throws Exception {
        hearing("h1", BEGINS, "d1");
        now = BEGINS.minus(Duration.ofHours(1));
        TestSchedule schedule = node(Duration.ofMinutes(3));
        now = now.plusSeconds(179);
        schedule.plan();
        assertThat(wanted).isEmpty();
        now = now.plusSeconds(1);
        schedule.plan();
        assertThat(next().begun()).isEqualTo(now);
    }

    /** What another node wants, or this one wanted before it was started again, waits for the next plan. */
    @Test
    void testsNothingInItsCalmThatOthersWant() throws Exception {
        hearing("h1", BEGINS, "d1");
        now = BEGINS.minus(Duration.ofHours(1));
        TestSchedule schedule = node(Duration.ofMinutes(3));
        rounds.getLast().want("d1");
        assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo("d1");
        assertThat(tested).isEmpty();
        now = now.plus(Duration.ofMinutes(3));
        assertThat(next(schedule).begun()).isEqualTo(now);
    }

    @Test
    void isQuietAtNight() throws Exception {
        Instant early = Instant.parse("2026-11-27T03:30:00Z");
        hearing("h1", early, "d1");
        now = early.minus(BEFORE).minus(Duration.ofHours(3));
        TestSchedule schedule = node();
        schedule.plan();
        assertThat(wanted).isEmpty();
        now = early.minus(Duration.ofHours(1));
        schedule.plan();
        assertThat(next().place().id()).isEqualTo("d1");
    }
}
