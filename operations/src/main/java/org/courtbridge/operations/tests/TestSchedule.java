package org.courtbridge.operations.tests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.operations.tests.TestRun.End;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Due;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestPlan;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * Has the rooms of each hearing tested before it begins. What is due {@link TestPlan} says, of the hearings and the tests that there
 * were; so that nothing is remembered here, and a gateway that was down does what is still of use when it is up again. {@link Rounds}
 * see to it that one node does each: it asks the plan again before it does, as the one that wanted it may have known less.
 */
public final class TestSchedule implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();
    private static final int SHUTDOWN_SECONDS = 5;

    /** Of one place, for one plan: more than a day has. */
    private static final int MOST_OF_A_PLACE = 50;

    private final Parts parts;
    private final Settings settings;
    private final InstantSource clock;

    /** The planner's. */
    private final RecentTests recent;

    /** Nothing before. */
    private final Instant from;

    /** One thread: of two plans that are made at once one is of no use. */
    private final ScheduledExecutorService planner = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("test-schedule").factory());

    /** Whether a plan is about to be made, so that ten changes at once make one. */
    private final AtomicBoolean planned = new AtomicBoolean();

    /** Completed when the gateway ends: nobody waits for a test any more, and whoever comes next asks the plan. */
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private Optional<AutoCloseable> subscription = Optional.empty();

    /** @param inCall whether a room is in a call now */
    public record Parts(
            PlannedHearings hearings,
            Predicate<Device> inCall,
            TestPlan plan,
            TestBook book,
            Rounds rounds,
            TestRunner runner) {}

    /**
     * @param atOnce places that this node tests at one time
     * @param step after which the plan is made anew; not when a hearing's time or seats change, as that makes one at once
     * @param calm after the start nobody is tested: rooms must have registered again
     */
    public record Settings(int atOnce, Duration step, Duration calm) {}

    public TestSchedule(Parts parts, Settings settings, InstantSource clock) {
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
        this.recent = new RecentTests(parts.book);
        this.from = clock.instant().plus(settings.calm);
    }

    /** The first plan is made when this returns. */
    public void start() {
        parts.rounds.begin(this::test, settings.atOnce);
        subscription = Optional.of(parts.hearings.conferences().subscribe(this::changed));
        planOrComplain();
        long step = settings.step.toMillis();
        planner.scheduleWithFixedDelay(this::planOrComplain, step, step, TimeUnit.MILLISECONDS);
    }

    private void changed(Conferences.Change change) {
        boolean matters = change.event().event() instanceof HearingEvent.Scheduled
                || change.event().event() instanceof HearingEvent.Invited;
        if (matters && change.state().begins().isPresent() && planned.compareAndSet(false, true)) {
            try {
                planner.execute(this::planOrComplain);
            } catch (RejectedExecutionException _) {
                LOG.debug(
                        "hearing {} changed while the gateway ends",
                        change.state().id());
            }
        }
    }

    private void planOrComplain() {
        planned.set(false);
        try {
            plan();
        } catch (RuntimeException e) {
            LOG.warn("tests that are due wait for now: {}", e.getMessage());
        }
    }

    /** Has everything tested that is due now, unless the gateway has only just started. */
    synchronized void plan() {
        Instant now = clock.instant();
        List<PlannedHearing> hearings = parts.hearings.all();
        if (!hearings.isEmpty() && !now.isBefore(from)) {
            // First: a test is kept before it stops going, so that one that ends meanwhile is seen here or in the book.
            Set<String> going = going();
            Collection<Tested> tests = recent.since(parts.plan.since(hearings, now), now);
            startable(hearings, tests, going, now)
                    .forEach(due -> parts.rounds.want(due.place().id()));
        }
    }

    /** Whatever of a place is due now; another node may have wanted it, or this one before it was started again. */
    private void test(String place) throws Exception {
        Instant now = clock.instant();
        Optional<Device> device = parts.hearings.devices().apply(place);
        if (device.isEmpty() || now.isBefore(from)) {
            return;
        }
        TestOrder none = TestOrder.atAnyTime(device.get(), Optional.empty(), Tested.SCHEDULE, 1);
        Set<String> going = parts.runner.going(place).isPresent() ? Set.of(place) : Set.of();
        List<Tested> tests = parts.book.of(none.place(), MOST_OF_A_PLACE);
        Optional<Due> due = startable(parts.hearings.with(place::equals), tests, going, now).stream()
                .findFirst();
        if (due.isPresent()) {
            TestOrder order = new TestOrder(
                    device.get(),
                    Optional.of(due.get().hearings().getFirst()),
                    Tested.SCHEDULE,
                    due.get().attempt(),
                    Optional.of(due.get().until()),
                    false);
            CompletableFuture<End> end = parts.runner.start(order).end().toCompletableFuture();
            CompletableFuture.anyOf(end, closed).get();
        }
    }

    private List<Due> startable(
            Collection<PlannedHearing> hearings, Collection<Tested> tests, Set<String> going, Instant now) {
        List<Due> outstanding = parts.plan.outstanding(hearings, tests, going, now);
        Set<String> inCall = outstanding.stream()
                .filter(due -> !due.at().isAfter(now))
                .map(due -> due.place().id())
                .filter(place -> parts.hearings
                        .devices()
                        .apply(place)
                        .filter(parts.inCall)
                        .isPresent())
                .collect(Collectors.toSet());
        return parts.plan.startable(outstanding, going, inCall, now);
    }

    private Set<String> going() {
        return parts.runner.going().stream()
                .map(run -> run.order().device().id())
                .collect(Collectors.toSet());
    }

    /** Stops; tests that were going on are due again, for another node or after the next start. */
    @Override
    public void close() throws Exception {
        if (subscription.isPresent()) {
            subscription.get().close();
        }
        // Never interrupted: that would close the embedded database's file under all others.
        planner.shutdown();
        closed.complete(null);
        parts.rounds.close();
        if (!planner.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the plan of tests was not finished in time");
        }
    }
}
