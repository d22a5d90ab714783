package org.courtbridge.operations.tests;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Has tests forgotten that are older than they are kept: soon after the start, and then each day. */
public final class TestRetention implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();
    private static final int FIRST_MINUTES = 10;
    private static final int DAY_MINUTES = 24 * 60;
    private static final int SHUTDOWN_SECONDS = 5;

    private final Period keep;
    private final ToIntFunction<Instant> forget;
    private final InstantSource clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("test-retention").factory());

    /**
     * @param keep how long a test is kept after its end
     * @param forget forgets those that ended before, and says how many that were
     */
    public TestRetention(Period keep, ToIntFunction<Instant> forget, InstantSource clock) {
        this.keep = keep;
        this.forget = forget;
        this.clock = clock;
    }

    public void start() {
        worker.scheduleWithFixedDelay(this::forgetOrComplain, FIRST_MINUTES, DAY_MINUTES, TimeUnit.MINUTES);
    }

    private void forgetOrComplain() {
        try {
            forget();
        } catch (RuntimeException e) {
            LOG.warn("old tests are kept until tomorrow: {}", e.getMessage());
        }
    }

    void forget() {
        Instant before = clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant();
        int forgotten = forget.applyAsInt(before);
        if (forgotten > 0) {
            LOG.info("forgot {} tests from before {}", forgotten, before);
        }
    }

    @Override
    public void close() throws InterruptedException {
        // Never interrupted: that would close the embedded database's file under all others.
        worker.shutdown();
        if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("old tests were not forgotten in time");
        }
    }
}
