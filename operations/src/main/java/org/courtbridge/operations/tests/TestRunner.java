package org.courtbridge.operations.tests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.operations.tests.TestRun.End;
import org.courtbridge.operations.tests.TestRun.Why;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Runs tests of rooms: so many at once, each room once at a time, none in a call, unless it is that call that is watched. A test
 * goes through here in four steps: it waits its turn ({@link FairQueue}); the room is called and measured ({@link ProbeCaller});
 * what was measured is judged and kept; those who follow are told. From any thread.
 */
public final class TestRunner implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private final Parts parts;
    private final Settings settings;
    private final InstantSource clock;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Threads for work before and after a call, which may wait for the database. */
    private final ExecutorService aftermath = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("test-call-", 0).factory());

    private final FairQueue<Going> waiting = new FairQueue<>();

    /** Those that wait and those that run, by the device's id. */
    private final Map<String, Going> going = new HashMap<>();

    private int running;

    /** Of the next that may begin ({@link System#nanoTime}). */
    private long next = System.nanoTime();

    /** Whether somebody will look then. */
    private boolean looks;

    private boolean closed;

    /**
     * @param caller calls rooms
     * @param watcher watches the calls of rooms that are in a hearing
     * @param judge what the figures of a room mean
     * @param inCall whether a room is in a call now, with us or as far as its driver knows
     * @param inHearing whether it is in a hearing now
     * @param hangUp ends all calls with a room
     */
    public record Parts(
            ProbeCaller caller,
            ProbeCaller watcher,
            Function<ProbeReport, List<Verdict>> judge,
            TestBook book,
            Predicate<Device> inCall,
            Predicate<Device> inHearing,
            Consumer<Device> hangUp) {}

    /**
     * @param atOnce tests at one time
     * @param waiting tests that may wait
     * @param length that a call is measured
     * @param patience longer than this, over its length, no test takes: somebody must pick up, and the call must end
     * @param letGo longer than this nobody waits who needs a room that is being tested
     * @param apart time between the beginnings of two tests at the least: a call costs most as it begins, and hearings must
     *     not feel twenty at once
     */
    public record Settings(
            int atOnce, int waiting, Duration length, Duration patience, Duration letGo, Duration apart) {}

    public TestRunner(Parts parts, Settings settings, InstantSource clock) {
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
    }

    /** One that waits or runs. */
    private static final class Going {

        final String id = UUID.randomUUID().toString();
        final TestOrder order;
        final Instant wanted;
        final CompletableFuture<End> end = new CompletableFuture<>();
        volatile Optional<Instant> begun = Optional.empty();

        /** Set when a hearing needs the room: completes when the hearing has it. */
        volatile Optional<CompletionStage<?>> way = Optional.empty();

        Going(TestOrder order, Instant wanted) {
            this.order = order;
            this.wanted = wanted;
        }

        TestRun now() {
            return new TestRun(id, order, wanted, begun, end.minimalCompletionStage());
        }
    }

    /** Compared by identity: the same consumer may subscribe twice. */
    private final class Subscription implements AutoCloseable {

        private final Consumer<TestEvent> subscriber;

        Subscription(Consumer<TestEvent> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    /** Tells of every test that begins and ends, until closed. Whoever is told does not wait. */
    public AutoCloseable subscribe(Consumer<TestEvent> subscriber) {
        Subscription subscription = new Subscription(subscriber);
        subscriptions.add(subscription);
        return subscription;
    }

    /**
     * Has a room tested as soon as it is its turn. If a test of the room waits or runs already, it is that one, whatever it is for.
     */
    public TestRun start(TestOrder order) {
        Going mine = new Going(order, now());
        synchronized (this) {
            if (closed) {
                mine.end.completeExceptionally(ending());
                return mine.now();
            }
            Going other = going.get(order.device().id());
            if (other != null) {
                return other.now();
            }
            if (waiting.size() >= settings.waiting) {
                mine.end.complete(new End.NotRun(Why.TOO_MANY));
                return mine.now();
            }
            going.put(order.device().id(), mine);
            waiting.add(order.line(), mine);
        }
        tell(new TestEvent.Wanted(mine.id, order.place(), order.hearing()));
        fill();
        return mine.now();
    }

    /** Those that wait and those that run. */
    public synchronized List<TestRun> going() {
        return going.values().stream().map(Going::now).toList();
    }

    /** The test of a room that waits or runs now. */
    public synchronized Optional<TestRun> going(String device) {
        return Optional.ofNullable(going.get(device)).map(Going::now);
    }

    /**
     * Ends the test of a room that a hearing is about to call, for a hearing goes before; a test that waits its turn finds it in a call by
     * then. Completes when the room has been let go of, at once if it is not being tested, and never fails. Asked again, it ends no
     * call a second time: that may be the hearing's. A test that watches a call in a hearing has none of its own, and goes on.
     */
    public CompletionStage<?> makeWay(Device device) {
        CompletableFuture<Boolean> free;
        synchronized (this) {
            Going one = going.get(device.id());
            if (one == null || one.begun.isEmpty() || one.order.watches()) {
                return CompletableFuture.completedFuture(true);
            }
            if (one.way.isPresent()) {
                return one.way.get();
            }
            free = one.end
                    .copy()
                    .handle((_, _) -> true)
                    .completeOnTimeout(false, settings.letGo.toMillis(), TimeUnit.MILLISECONDS);
            one.way = Optional.of(free);
        }
        LOG.info("device={} its test gives way to a hearing", device.id());
        hangUp(device);
        // One that was about to be called when it was hung up is in the test's call by now.
        free.thenAccept(ended -> {
            if (!ended) {
                hangUp(device);
            }
        });
        return free;
    }

    private void hangUp(Device device) {
        try {
            parts.hangUp.accept(device);
        } catch (RuntimeException e) {
            LOG.error("device={} its test was not ended", device.id(), e);
        }
    }

    private void fill() {
        List<Going> begin = new ArrayList<>();
        synchronized (this) {
            while (!closed && running < settings.atOnce && waiting.size() > 0 && isTime()) {
                waiting.poll().ifPresent(begin::add);
                running++;
                next = System.nanoTime() + settings.apart.toNanos();
            }
        }
        begin.forEach(one -> aftermath.execute(() -> run(one)));
    }

    /** If not, it is looked again when it is. */
    private boolean isTime() {
        long wait = next - System.nanoTime();
        if (wait > 0 && !looks) {
            looks = true;
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(() -> {
                synchronized (this) {
                    looks = false;
                }
                fill();
            });
        }
        return wait <= 0;
    }

    private void run(Going one) {
        TestOrder order = one.order;
        Instant begun = now();
        try {
            if (order.until().filter(until -> !begun.isBefore(until)).isPresent()) {
                notRun(one, Why.TOO_LATE);
                return;
            }
            // Before it is looked: from now on a hearing has it make way.
            one.begun = Optional.of(begun);
            boolean taken = !order.watches() && parts.inCall.test(order.device());
            if (taken || one.way.isPresent()) {
                one.begun = Optional.empty();
                notRun(one, Why.IN_CALL);
                return;
            }
            tell(new TestEvent.Begun(one.id, order.place(), order.hearing(), begun));
            probe(order)
                    .orTimeout(settings.length.plus(settings.patience).toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> faulty(order, begun, failure))
                    .thenAcceptAsync(report -> judge(one, begun, report), aftermath)
                    .exceptionally(failure -> giveUp(one, failure));
        } catch (RuntimeException e) {
            giveUp(one, e);
        }
    }

    private CompletableFuture<ProbeReport> probe(TestOrder order) {
        try {
            ProbeCaller caller = order.watches() ? parts.watcher : parts.caller;
            return caller.probe(new Probe(order.device(), settings.length))
                    .toCompletableFuture()
                    .copy();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A test that we could not do says nothing of the room, but is no secret either. */
    private ProbeReport faulty(TestOrder order, Instant begun, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CancellationException ending) {
            throw ending;
        }
        LOG.error("the test call of device {} came to nothing", order.device().id(), failure);
        return ProbeReport.without(
                new Connection.Failed(Failure.FAULT, String.valueOf(failure.getMessage())),
                begun,
                now(),
                Optional.empty());
    }

    private void judge(Going one, Instant begun, ProbeReport report) {
        if (one.end.isDone()) {
            return; // The gateway has ended meanwhile, and the call with it.
        }
        TestOrder order = one.order;
        if (report.connection() instanceof Connection.Failed failed && isInTheWay(one, failed.failure())) {
            notRun(one, Why.IN_CALL);
            return;
        }
        Tested tested = new Tested(
                one.id,
                order.place(),
                order.hearing(),
                order.asked(),
                order.attempt(),
                begun,
                now(),
                parts.judge.apply(report));
        parts.book.add(tested);
        leave(one);
        tell(new TestEvent.Ended(tested));
        one.end.complete(new End.Done(tested));
    }

    /** A hearing took the room from the test, or its call came between our looking and our calling. */
    private boolean isInTheWay(Going one, Failure failure) {
        return one.way.isPresent() || failure == Failure.BUSY && parts.inHearing.test(one.order.device());
    }

    private void notRun(Going one, Why why) {
        leave(one);
        tell(new TestEvent.GivenUp(one.now(), Optional.of(why)));
        one.end.complete(new End.NotRun(why));
    }

    private Void giveUp(Going one, Throwable failure) {
        if (one.end.isDone()) {
            return null; // The gateway has ended meanwhile.
        }
        LOG.error("the test of device {} was not kept", one.order.device().id(), failure);
        leave(one);
        tell(new TestEvent.GivenUp(one.now(), Optional.empty()));
        one.end.completeExceptionally(failure);
        return null;
    }

    private void leave(Going one) {
        synchronized (this) {
            going.remove(one.order.device().id(), one);
            running--;
        }
        fill();
    }

    private void tell(TestEvent event) {
        for (Subscription subscription : subscriptions) {
            try {
                subscription.subscriber.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a follower failed at test {}", event.id(), e);
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static CancellationException ending() {
        return new CancellationException("the gateway ends");
    }

    /** Those that wait are not run any more; those that run are not kept. */
    @Override
    public void close() {
        List<Going> all;
        synchronized (this) {
            closed = true;
            waiting.clear();
            all = List.copyOf(going.values());
            going.clear();
        }
        all.forEach(one -> one.end.completeExceptionally(ending()));
        // Never interrupted: that would close the embedded database's file under all others.
        aftermath.shutdown();
    }
}
