package org.courtbridge.gateway.tests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.tests.TestRun.End;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
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
    private static final String DEVICE = PartyId.device("").value();

    /** Of one place, for one plan: more than a day has. */
    private static final int MOST_OF_A_PLACE = 50;

    private static final int MOST = 100_000;

    private final Parts parts;
    private final Settings settings;
    private final InstantSource clock;

    /** One thread: of two plans that are made at once one is of no use. */
    private final ScheduledExecutorService planner = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("test-schedule").factory());

    /** Whether a plan is about to be made, so that ten changes at once make one. */
    private final AtomicBoolean planned = new AtomicBoolean();

    /** Fails when the gateway ends, with those who wait for their tests. */
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private Optional<AutoCloseable> subscription = Optional.empty();

    /**
     * @param devices by their ids
     * @param inCall whether a room is in a call now
     */
    public record Parts(
            Conferences conferences,
            Function<String, Optional<Device>> devices,
            Predicate<Device> inCall,
            TestPlan plan,
            TestBook book,
            Rounds rounds,
            TestRunner runner) {}

    /**
     * @param atOnce places that this node tests at one time
     * @param step after which the plan is made anew; not when a hearing's time or seats change, as that makes one at once
     * @param zone by which the nights and holidays of all places go
     */
    public record Settings(int atOnce, Duration step, ZoneId zone) {}

    public TestSchedule(Parts parts, Settings settings, InstantSource clock) {
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
    }

    public void start() {
        parts.rounds.begin(this::test, settings.atOnce);
        subscription = Optional.of(parts.conferences.subscribe(this::changed));
        planner.scheduleWithFixedDelay(this::planOrComplain, 0, settings.step.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void changed(Conferences.Change change) {
        boolean matters = change.event().event() instanceof HearingEvent.Scheduled
                || change.event().event() instanceof HearingEvent.Invited;
        if (matters && change.state().begins().isPresent() && planned.compareAndSet(false, true)) {
            try {
                planner.execute(this::planOrComplain);
            } catch (RejectedExecutionException _) {
                LOG.debug("hearing {} changed while the gateway ends", change.state().id());
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

    /** Has everything tested that is due now. */
    void plan() {
        Instant now = clock.instant();
        List<PlannedHearing> hearings = hearings(_ -> true);
        if (!hearings.isEmpty()) {
            List<Tested> tests = parts.book.between(parts.plan.since(hearings, now), now.plusMillis(1), MOST);
            startable(hearings, tests, going(), now).forEach(due -> parts.rounds.want(due.place().id()));
        }
    }

    /** Whatever of a place is due now. */
    private void test(String place) throws Exception {
        Optional<Device> device = parts.devices.apply(place);
        if (device.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        TestOrder none = new TestOrder(device.get(), Optional.empty(), Tested.SCHEDULE, 1);
        List<Tested> tests = parts.book.of(none.place(), MOST_OF_A_PLACE);
        Set<String> going = parts.runner.going(place).isPresent() ? Set.of(place) : Set.of();
        Optional<Due> due = startable(hearings(place::equals), tests, going, now).stream().findFirst();
        if (due.isPresent()) {
            TestOrder order = new TestOrder(
                    device.get(),
                    Optional.of(due.get().hearings().getFirst()),
                    Tested.SCHEDULE,
                    due.get().attempt());
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
                .filter(place -> parts.devices.apply(place).filter(parts.inCall).isPresent())
                .collect(Collectors.toSet());
        return parts.plan.startable(outstanding, going, inCall, now);
    }

    private Set<String> going() {
        return parts.runner.going().stream()
                .map(run -> run.order().device().id())
                .collect(Collectors.toSet());
    }

    /** Those that are still to begin. @param which of the devices, by their ids */
    private List<PlannedHearing> hearings(Predicate<String> which) {
        return parts.conferences.all().stream()
                .filter(state -> state.phase() == Phase.SCHEDULED || state.phase() == Phase.LOBBY)
                .flatMap(state -> state.begins().map(begins -> planned(state, begins, which)).stream())
                .filter(hearing -> !hearing.places().isEmpty())
                .toList();
    }

    private PlannedHearing planned(HearingState state, Instant begins, Predicate<String> which) {
        List<PlannedHearing.Seat> places = state.seats().keySet().stream()
                .map(PartyId::value)
                .filter(party -> party.startsWith(DEVICE))
                .map(party -> party.substring(DEVICE.length()))
                .filter(which)
                .flatMap(id -> parts.devices.apply(id).filter(Device::enabled).stream())
                .map(device -> new PlannedHearing.Seat(
                        new Tested.Place.Room(device.id(), device.name()), settings.zone))
                .toList();
        return new PlannedHearing(state.id(), begins, places);
    }

    /** What was being tested is tested again by another node, or after the next start. */
    @Override
    public void close() throws Exception {
        if (subscription.isPresent()) {
            subscription.get().close();
        }
        // Never interrupted: that would close the embedded database's file under all others.
        planner.shutdown();
        closed.completeExceptionally(new CancellationException("the gateway ends"));
        parts.rounds.close();
        if (!planner.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the plan of tests was not finished in time");
        }
    }
}
