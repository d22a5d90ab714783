package org.courtbridge.operations.tests;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Has tests forgotten that are older than they are kept, each time it is run. */
public final class TestRetention implements Runnable {

    private static final Logger LOG = LogManager.getLogger();

    private final Period keep;
    private final ToIntFunction<Instant> forget;
    private final InstantSource clock;

    /**
     * @param keep how long a test is kept after its end
     * @param forget forgets those that ended before, and says how many that were
     */
    public TestRetention(Period keep, ToIntFunction<Instant> forget, InstantSource clock) {
        this.keep = keep;
        this.forget = forget;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant before = clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant();
        int forgotten = forget.applyAsInt(before);
        if (forgotten > 0) {
            LOG.info("forgot {} tests from before {}", forgotten, before);
        }
    }
}
