package org.courtbridge.operations.tests;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;

/** Rooms that pick up when the test says so. */
final class CallableRooms implements ProbeCaller {

    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<ProbeReport>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();

    static Device device(String id) {
        return Device.newlyAdded(id, "Зал " + id, id, Instant.EPOCH);
    }

    @Override
    public CompletionStage<ProbeReport> probe(Probe probe) {
        CompletableFuture<ProbeReport> call = new CompletableFuture<>();
        if (calls.put(probe.device().id(), call) != null) {
            throw new AssertionError("called while it was in a call: " + probe.device());
        }
        most.accumulateAndGet(calls.size(), Math::max);
        called.add(probe.device().id());
        return call;
    }

    /** The room that is called next. */
    String next() throws InterruptedException {
        return String.valueOf(called.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    int calledBesides() {
        return called.size();
    }

    /** How many calls there were at one time. */
    int most() {
        return most.get();
    }

    void end(String id, Failure failure) {
        requireNonNull(calls.remove(id), id).complete(report(failure));
    }

    void fail(String id, RuntimeException mistake) {
        requireNonNull(calls.remove(id), id).completeExceptionally(mistake);
    }

    static ProbeReport report(Failure failure) {
        return ProbeReport.without(new Connection.Failed(failure, "x"), Instant.EPOCH, Instant.EPOCH, Optional.empty());
    }
}
