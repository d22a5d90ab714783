package org.courtbridge.signalling.rooms;

import java.util.function.LongSupplier;
import org.apache.logging.log4j.Logger;

/**
 * Lines of the log of one kind, of which anybody may cause as many as he sends messages: so many a minute, and then how many were
 * left out. A log that runs full of them tells nothing, and takes the disk. From any thread.
 */
public final class LogBudget {

    /** Lines; more than a court's calls are in a minute. */
    static final int A_MINUTE = 300;

    private static final long MINUTE = 60_000_000_000L;

    private final Logger log;
    private final LongSupplier nanos;
    private long since;
    private int written;
    private long leftOut;

    public LogBudget(Logger log) {
        this(log, System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    LogBudget(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Writes a line at the level "info", if there may be one. */
    public void info(String format, Object... arguments) {
        long before;
        synchronized (this) {
            long now = nanos.getAsLong();
            if (now - since >= MINUTE) {
                since = now;
                written = 0;
            }
            if (written >= A_MINUTE) {
                leftOut++;
                return;
            }
            written++;
            before = leftOut;
            leftOut = 0;
        }
        if (before > 0) {
            log.info("{} lines as the next one were left out", before);
        }
        log.info(format, arguments);
    }
}
