package org.courtbridge.operations.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.AlertPolicy;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.FaultChange;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * Makes faults of tests, and tells whom the {@link AlertPolicy} says, in every channel that there is: at once, and once in a cluster.
 * What was claimed by a node that dies before it is sent stands in the console all the same.
 */
public final class Alerts implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** Interval at which faults that have lasted and hearings that come near are looked for. */
    private static final int LOOK_SECONDS = 30;

    /** So long before its start a gateway looks for tests that nobody judged. */
    private static final Duration BEFORE_START = Duration.ofMinutes(10);

    /** A test ends a moment before it is in the book, and by another node's clock. */
    private static final Duration LATE = Duration.ofMinutes(2);

    /** So long it is seen to that those who knew of a fault hear that it is over. */
    private static final Duration RESTORED = Duration.ofHours(1);

    /** Tests that are looked at again. */
    private static final int MOST = 10_000;

    private static final int SHUTDOWN_SECONDS = 5;

    private final Parts parts;
    private final InstantSource clock;

    /** From when on tests are looked at again: of those before all are judged. The worker's. */
    private Instant mark;

    private volatile boolean closed;

    /** One thread: what is told of a fault depends on what was told before. */
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("alerts").factory());

    /**
     * @param book in which a test is before {@link #ended}; those in it that nobody judged are judged later
     * @param hearings that are to come, with their places
     */
    public record Parts(
            FaultBook faults,
            AlertPolicy policy,
            TestBook book,
            Supplier<? extends Collection<PlannedHearing>> hearings,
            List<AlertChannel> channels) {

        public Parts {
            channels = List.copyOf(channels);
        }
    }

    public Alerts(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
        this.mark = clock.instant().minus(BEFORE_START);
    }

    /** Tells from now on also what time brings. */
    public void start() {
        worker.scheduleWithFixedDelay(() -> safely("faults", this::look), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** A test has ended. From any thread; returns at once. */
    public void ended(Tested test) {
        try {
            worker.execute(() -> safely("test " + test.id(), () -> judge(test)));
        } catch (RejectedExecutionException e) {
            LOG.warn("nobody is told of test {}: the gateway ends", test.id());
        }
    }

    /**
     * Runs one piece of work. Should it fail, the others go on, and the next look comes to it again.
     *
     * @return whether it succeeded
     */
    private static boolean safely(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} could not be told for now", what, e);
            return false;
        }
    }

    void judge(Tested test) {
        FaultChange change = FaultChange.of(parts.faults.open(test.place()), test);
        List<Fault> faults = faults(change).toList();
        faults.forEach(parts.faults::keep);
        if (!faults.isEmpty()) {
            tell(faults);
        }
    }

    private static Stream<Fault> faults(FaultChange change) {
        return Stream.of(change.opened(), change.lasting(), change.restored()).flatMap(List::stream);
    }

    void look() {
        Instant now = now();
        safely("tests of late", () -> judgeAgain(now));
        List<Fault> faults = parts.faults.since(now.minus(RESTORED));
        if (!faults.isEmpty()) {
            tell(faults);
        }
    }

    /** The gateway that did a test may have ended before it was judged, or the database may have been away. */
    private void judgeAgain(Instant now) {
        List<Tested> tests = parts.book.between(mark, now.plusMillis(1), MOST).stream()
                .sorted(Comparator.comparing(Tested::ended))
                .toList();
        boolean all = true;
        for (Tested test : tests) {
            if (closed) {
                return;
            }
            all &= safely("test " + test.id(), () -> judgeAgain(test));
        }
        if (all) {
            mark = now.minus(LATE);
        }
    }

    private void judgeAgain(Tested test) {
        List<Fault> known = parts.faults.since(test.place(), test.ended());
        faults(FaultChange.again(known, test))
                .filter(fault -> !known.contains(fault))
                .forEach(parts.faults::keep);
    }

    private void tell(List<Fault> faults) {
        Collection<PlannedHearing> hearings = parts.hearings.get();
        for (Fault fault : faults) {
            if (closed) {
                return; // The next start comes to it again.
            }
            safely("fault " + fault.id(), () -> tell(fault, hearings));
        }
    }

    private void tell(Fault fault, Collection<PlannedHearing> hearings) {
        Instant now = now();
        for (Alert alert : parts.policy.alerts(fault, hearings, parts.faults.told(fault.id()), now)) {
            if (parts.faults.claim(alert, now)) {
                parts.channels.forEach(channel -> safely("alert " + alert.key(), () -> channel.tell(alert)));
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Stops; alerts that have not been told by then are told after the next start. */
    @Override
    public void close() {
        closed = true;
        // Never interrupted: that would close the embedded database's file under all others.
        worker.shutdown();
        try {
            if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("somebody is still being told of a fault");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
