package org.courtbridge.gateway.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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
import org.courtbridge.provisioning.testcall.Tested;

/**
 * Makes faults of tests, and tells whom the {@link AlertPolicy} says, in every way that there is: at once, and once in a cluster.
 * What was claimed by a node that dies before it is sent stands in the console all the same.
 */
public final class Alerts implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** How often it is looked whether a fault has lasted, or a hearing come near. */
    private static final int LOOK_SECONDS = 30;

    private final Parts parts;
    private final InstantSource clock;

    /** One thread: what is told of a fault depends on what was told before. */
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("alerts").factory());

    /** @param hearings that are to come, with their places */
    public record Parts(
            FaultBook faults, AlertPolicy policy, Supplier<Collection<PlannedHearing>> hearings, List<AlertWay> ways) {

        public Parts {
            ways = List.copyOf(ways);
        }
    }

    public Alerts(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
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

    /** What is amiss with one must not keep others from being told; the next look comes to it again. */
    private static void safely(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("{} could not be told for now", what, e);
        }
    }

    void judge(Tested test) {
        FaultChange change = FaultChange.of(parts.faults.open(test.place()), test);
        List<Fault> faults = Stream.of(change.opened(), change.lasting(), change.restored())
                .flatMap(List::stream)
                .toList();
        faults.forEach(parts.faults::keep);
        faults.forEach(this::tell);
    }

    void look() {
        parts.faults.open().forEach(fault -> safely("fault " + fault.id(), () -> tell(fault)));
    }

    private void tell(Fault fault) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Alert> alerts = parts.policy.alerts(fault, parts.hearings.get(), parts.faults.told(fault.id()), now);
        for (Alert alert : alerts) {
            if (parts.faults.claim(alert, now)) {
                parts.ways.forEach(way -> way.tell(alert));
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
