package org.courtbridge.operations.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Messages on their way out, one delivered at a time. One that is not taken for now is tried again after growing pauses, while others
 * go on. Holds no more than so many: what comes then is dropped, which is logged, as is what waits when it is closed.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** For those under way when the gateway ends. */
    private static final int SHUTDOWN_SECONDS = 5;

    private final String name;
    private final List<Duration> pauses;
    private final int most;
    private final Semaphore room;
    private final ScheduledExecutorService worker;

    /** What came of an attempt. */
    public sealed interface Result {

        record Taken() implements Result {}

        /** @param why as the log says it */
        record NotNow(String why) implements Result {}

        /** @param why as the log says it */
        record Never(String why) implements Result {}
    }

    /** An attempt to deliver a message; may block. */
    @FunctionalInterface
    public interface Attempt {
        Result make();
    }

    /**
     * @param name for the log
     * @param pauses before the second attempt and those after it; then a message is given up
     * @param most messages at a time
     */
    public Outbox(String name, List<Duration> pauses, int most) {
        this.name = name;
        this.pauses = List.copyOf(pauses);
        this.most = most;
        this.room = new Semaphore(most);
        this.worker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(name).factory());
    }

    /** From any thread; returns at once. @param what for the log @return whether it will be tried */
    public boolean add(String what, Attempt attempt) {
        if (!room.tryAcquire()) {
            LOG.warn("{} is not told {}: {} messages wait already", name, what, most);
            return false;
        }
        return schedule(what, attempt, 0, Duration.ZERO);
    }

    private boolean schedule(String what, Attempt attempt, int before, Duration pause) {
        try {
            worker.schedule(() -> make(what, attempt, before), pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            room.release();
            LOG.warn("{} is not told {}: the gateway ends", name, what);
            return false;
        }
    }

    /** @param before how many attempts there were */
    private void make(String what, Attempt attempt, int before) {
        Result result;
        try {
            result = attempt.make();
        } catch (RuntimeException e) {
            LOG.error("{} could not be told {}", name, what, e);
            room.release();
            return;
        }
        switch (result) {
            case Result.NotNow later
            when before < pauses.size() -> {
                LOG.info("{} does not take {} for now: {}", name, what, later.why);
                schedule(what, attempt, before + 1, pauses.get(before));
            }
            case Result.NotNow later -> giveUp(what, later.why);
            case Result.Never never -> giveUp(what, never.why);
            case Result.Taken() -> room.release();
        }
    }

    private void giveUp(String what, String why) {
        room.release();
        LOG.warn("{} did not take {}, and is not told again: {}", name, what, why);
    }

    @Override
    public void close() {
        int waiting = worker.shutdownNow().size();
        if (waiting > 0) {
            LOG.warn("{} is not told {} messages: the gateway ends", name, waiting);
        }
        try {
            if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a message to {} is still under way", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
