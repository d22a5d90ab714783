package org.courtbridge.operations.tests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.operations.tests.TestRun.End;
import org.courtbridge.operations.tests.TestRun.Why;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TestRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-27T04:30:00.123456Z");

    private final CallableRooms rooms = new CallableRooms();
    private final RememberedTests book = new RememberedTests();
    private final CallableRooms hearings = new CallableRooms();
    private final Set<String> inCall = ConcurrentHashMap.newKeySet();
    private final List<String> hungUp = new CopyOnWriteArrayList<>();
    private final List<TestEvent> events = new CopyOnWriteArrayList<>();
    private final TestRunner runner = runner(2, 100, Duration.ofSeconds(60));

    private TestRunner runner(int atOnce, int waiting, Duration patience) {
        return runner(atOnce, waiting, patience, Duration.ZERO);
    }

    private TestRunner runner(int atOnce, int waiting, Duration patience, Duration apart) {
        TestRunner made = new TestRunner(
                new TestRunner.Parts(
                        rooms,
                        hearings,
                        TestRunnerTest::judge,
                        book,
                        device -> inCall.contains(device.id()),
                        device -> inCall.contains(device.id()),
                        device -> hungUp.add(device.id())),
                new TestRunner.Settings(atOnce, waiting, Duration.ofMillis(1), patience, Duration.ofSeconds(20), apart),
                () -> NOW);
        made.subscribe(events::add);
        return made;
    }

    /** Two failures are no fault of the room here, so that a test passes. */
    private static List<Verdict> judge(ProbeReport report) {
        Failure failure = ((Connection.Failed) report.connection()).failure();
        double figure = failure == Failure.FAULT || failure == Failure.NO_ANSWER ? 0 : 1;
        return List.of(Verdict.of(Check.CONNECTION, OptionalDouble.of(figure), Limits.standard(), Doubt.NOT_MEASURED));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private TestRun start(String device, String hearing) {
        return runner.start(TestOrder.atAnyTime(CallableRooms.device(device), Optional.of(hearing), "aigul", 1));
    }

    private static End end(TestRun run) throws Exception {
        return run.end().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Ten calls that begin at once would be felt by hearings. */
    @Test
    void beginsOneAfterTheOther() throws Exception {
        Duration apart = Duration.ofMillis(100);
        List<Long> begun = new CopyOnWriteArrayList<>();
        long before = System.nanoTime();
        try (TestRunner slow = runner(10, 100, Duration.ofSeconds(60), apart)) {
            slow.subscribe(event -> {
                if (event instanceof TestEvent.Begun) {
                    begun.add(System.nanoTime());
                }
            });
            for (String device : List.of("a", "b", "c")) {
                slow.start(TestOrder.atAnyTime(CallableRooms.device(device), Optional.of("h1"), "aigul", 1));
            }
            assertThat(List.of(rooms.next(), rooms.next(), rooms.next())).containsExactly("a", "b", "c");
        }
        // However late any of them is told of.
        assertThat(begun.getLast() - before).isGreaterThanOrEqualTo(2 * apart.toNanos());
    }

    @Test
    void keepsATestAndThenTellsOfIt() throws Exception {
        List<Integer> keptWhenTold = new ArrayList<>();
        runner.subscribe(event -> keptWhenTold.add(book.all.size()));
        TestRun run = start("d1", "h1");
        assertThat(rooms.next()).isEqualTo("d1");
        assertThat(runner.going()).extracting(TestRun::id).containsExactly(run.id());
        assertThat(runner.going("d1").orElseThrow().begun()).contains(Instant.parse("2026-11-27T04:30:00.123Z"));
        rooms.end("d1", Failure.NO_ANSWER);
        Tested tested = ((End.Done) end(run)).test();
        assertThat(tested.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(tested.id()).isEqualTo(run.id());
        assertThat(tested.place()).isEqualTo(new Tested.Place.Room("d1", "Зал d1"));
        assertThat(tested.begun()).isEqualTo("2026-11-27T04:30:00.123Z");
        assertThat(book.all).containsExactly(tested);
        assertThat(events)
                .containsExactly(
                        new TestEvent.Wanted(run.id(), tested.place(), Optional.of("h1")),
                        new TestEvent.Begun(run.id(), tested.place(), Optional.of("h1"), tested.begun()),
                        new TestEvent.Ended(tested));
        assertThat(keptWhenTold).containsExactly(0, 0, 1);
        assertThat(runner.going()).isEmpty();
    }

    /** Nobody is called and nothing is ended for it. */
    @Test
    void watchesTheCallOfARoomThatIsInAHearing() throws Exception {
        inCall.add("d1");
        TestRun run = runner.start(TestOrder.watching(CallableRooms.device("d1"), Optional.of("h1"), "aigul"));
        assertThat(hearings.next()).isEqualTo("d1");
        assertThat(runner.makeWay(CallableRooms.device("d1")).toCompletableFuture())
                .isCompleted();
        hearings.end("d1", Failure.NO_ANSWER);
        assertThat(end(run)).isInstanceOf(End.Done.class);
        assertThat(hungUp).isEmpty();
        assertThat(rooms.calledBesides()).isZero();
    }

    @Test
    void leavesARoomAloneThatIsInACall() throws Exception {
        inCall.add("d1");
        assertThat(end(start("d1", "h1"))).isEqualTo(new End.NotRun(Why.IN_CALL));
        inCall.clear();
        TestRun run = start("d1", "h1");
        assertThat(rooms.next()).isEqualTo("d1");
        inCall.add("d1");
        rooms.end("d1", Failure.BUSY);
        assertThat(end(run)).isEqualTo(new End.NotRun(Why.IN_CALL));
        assertThat(rooms.calledBesides()).isZero();
        assertThat(book.all).isEmpty();
        assertThat(events.getLast()).isInstanceOfSatisfying(TestEvent.GivenUp.class, event -> {
            assertThat(event.id()).isEqualTo(run.id());
            assertThat(event.why()).contains(Why.IN_CALL);
        });
    }

    @Test
    void letsGoOfARoomThatAHearingCalls() throws Exception {
        TestRun run = start("d1", "h1");
        TestRun other = start("d2", "h1");
        assertThat(List.of(rooms.next(), rooms.next())).containsExactlyInAnyOrder("d1", "d2");
        CompletableFuture<?> free = runner.makeWay(CallableRooms.device("d1")).toCompletableFuture();
        assertThat(hungUp).containsExactly("d1");
        assertThat(free).isNotDone();
        assertThat(runner.makeWay(CallableRooms.device("d1")).toCompletableFuture())
                .isNotDone();
        assertThat(hungUp).as("the second time it may be the hearing's call").containsExactly("d1");
        rooms.end("d1", Failure.BROKEN_OFF);
        assertThat(end(run)).isEqualTo(new End.NotRun(Why.IN_CALL));
        free.get(60, TimeUnit.SECONDS);
        assertThat(book.all).isEmpty();
        rooms.end("d2", Failure.BROKEN_OFF);
        assertThat(end(other)).isInstanceOf(End.Done.class);
    }

    @Test
    void hangsUpNobodyWhoIsNotTested() throws Exception {
        start("d1", "h1");
        start("d2", "h1");
        start("d3", "h1");
        assertThat(List.of(rooms.next(), rooms.next())).containsExactlyInAnyOrder("d1", "d2");
        assertThat(runner.makeWay(CallableRooms.device("d3")).toCompletableFuture())
                .isDone();
        assertThat(runner.makeWay(CallableRooms.device("d4")).toCompletableFuture())
                .isDone();
        assertThat(hungUp).isEmpty();
    }

    @Test
    void callsNoRoomWhenThatIsOfNoUseAnyMore() throws Exception {
        assertThat(end(runner.start(until("d1", NOW.truncatedTo(ChronoUnit.MILLIS)))))
                .isEqualTo(new End.NotRun(Why.TOO_LATE));
        assertThat(rooms.calledBesides()).isZero();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        TestEvent.GivenUp.class,
                        event -> assertThat(event.why()).contains(Why.TOO_LATE));
        runner.start(until("d1", NOW.plusMillis(1)));
        assertThat(rooms.next()).isEqualTo("d1");
    }

    private static TestOrder until(String device, Instant until) {
        return new TestOrder(
                CallableRooms.device(device), Optional.of("h1"), Tested.SCHEDULE, 1, Optional.of(until), false);
    }

    @Test
    void holdsAgainstARoomThatItIsInACallThatNobodyKnowsOf() throws Exception {
        TestRun run = start("d1", "h1");
        rooms.next();
        rooms.end("d1", Failure.BUSY);
        assertThat(end(run)).isInstanceOf(End.Done.class);
    }

    @Test
    void testsARoomOnceAtATime() throws Exception {
        TestRun first = start("d1", "h1");
        assertThat(rooms.next()).isEqualTo("d1");
        assertThat(start("d1", "h2").id()).isEqualTo(first.id());
        rooms.end("d1", Failure.REFUSED);
        end(first);
        TestRun second = start("d1", "h2");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(rooms.next()).isEqualTo("d1");
        rooms.end("d1", Failure.REFUSED);
        assertThat(((End.Done) end(second)).test().hearing()).contains("h2");
    }

    @Test
    void runsSoManyAtOnceAndEachHearingInItsTurn() throws Exception {
        Map<String, TestRun> runs = new HashMap<>();
        for (String device : List.of("a1", "a2", "a3", "a4", "b1", "b2")) {
            runs.put(device, start(device, device.substring(0, 1)));
        }
        List<String> called = new ArrayList<>(List.of(rooms.next(), rooms.next()));
        List<String> order = new ArrayList<>(called);
        assertThat(called).containsExactlyInAnyOrder("a1", "a2");
        while (order.size() < 6) {
            String over = called.removeFirst();
            rooms.end(over, Failure.REFUSED);
            end(requireNonNull(runs.get(over)));
            called.add(rooms.next());
            order.add(called.getLast());
        }
        assertThat(order.subList(2, 6)).containsExactly("a3", "b1", "a4", "b2");
        assertThat(rooms.most()).isEqualTo(2);
    }

    @Test
    void takesNoMoreThanMayWait() throws Exception {
        try (TestRunner small = runner(1, 1, Duration.ofSeconds(60))) {
            small.start(TestOrder.atAnyTime(CallableRooms.device("d1"), Optional.empty(), "aigul", 1));
            rooms.next();
            small.start(TestOrder.atAnyTime(CallableRooms.device("d2"), Optional.empty(), "aigul", 1));
            TestRun third = small.start(TestOrder.atAnyTime(CallableRooms.device("d3"), Optional.empty(), "aigul", 1));
            assertThat(end(third)).isEqualTo(new End.NotRun(Why.TOO_MANY));
        }
    }

    @Test
    void keepsThatAFaultOfOursCameBetween() throws Exception {
        TestRun run = start("d1", "h1");
        rooms.next();
        rooms.fail("d1", new IllegalStateException("a mistake"));
        assertThat(((End.Done) end(run)).test().outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void endsATestThatDoesNot() throws Exception {
        try (TestRunner hasty = runner(1, 1, Duration.ofMillis(50))) {
            TestRun run = hasty.start(TestOrder.atAnyTime(CallableRooms.device("d1"), Optional.empty(), "aigul", 1));
            assertThat(((End.Done) end(run)).test().outcome()).isEqualTo(Outcome.FAIL);
        }
    }

    @Test
    void tellsNobodyOfWhatIsNotKept() throws Exception {
        book.down = true;
        TestRun run = start("d1", "h1");
        rooms.next();
        rooms.end("d1", Failure.REFUSED);
        assertThatThrownBy(() -> end(run))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no database");
        assertThat(events).noneMatch(TestEvent.Ended.class::isInstance).hasSize(3);
        book.down = false;
        TestRun again = start("d1", "h1");
        assertThat(rooms.next()).isEqualTo("d1");
        rooms.end("d1", Failure.REFUSED);
        assertThat(end(again)).isInstanceOf(End.Done.class);
    }

    @Test
    void aFollowerThatFailsKeepsItFromNobody() throws Exception {
        events.clear();
        runner.subscribe(event -> {
            throw new IllegalStateException("a mistake");
        });
        runner.subscribe(events::add);
        TestRun run = start("d1", "h1");
        rooms.next();
        rooms.end("d1", Failure.REFUSED);
        end(run);
        assertThat(events).hasSize(6);
    }

    @Test
    void endsWithTheGateway() throws Exception {
        TestRun running = start("d1", "h1");
        rooms.next();
        runner.close();
        assertThatThrownBy(() -> end(running)).hasCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> end(start("d2", "h1"))).hasCauseInstanceOf(CancellationException.class);
        assertThat(rooms.calledBesides()).isZero();
    }

    @Test
    void keepsNothingOfACallThatTheEndOfTheGatewayCutOff() throws Exception {
        TestRun cutOff = start("d1", "h1");
        assertThat(rooms.next()).isEqualTo("d1");
        runner.close();
        rooms.end("d1", Failure.BROKEN_OFF);
        assertThat(cutOff.end().toCompletableFuture()).isCompletedExceptionally();
        assertThat(book.all).isEmpty();
    }
}
