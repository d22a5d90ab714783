package org.courtbridge.media.video.processing;

import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Says that something fails which is tried again and again: once with its cause, then how often, each minute and when it has
 * ended. One thread's at a time.
 */
public final class Failures {

    private static final Logger LOG = LogManager.getLogger(Failures.class);

    /** Nanoseconds between two counts. */
    private static final long BETWEEN_COUNTS = 60_000_000_000L;

    private final String what;
    private long inARow;
    private long lastSaid;
    private Optional<Long> since = Optional.empty();

    /** @param what fails, such as "the pictures of leg 7 cannot be decoded" */
    Failures(String what) {
        this.what = what;
    }

    /** It has failed once more. */
    void failed(Throwable cause, long now) {
        inARow++;
        if (since.isEmpty()) {
            since = Optional.of(now);
            lastSaid = now;
            LOG.error("{}", what, cause);
        } else if (now - lastSaid >= BETWEEN_COUNTS) {
            lastSaid = now;
            LOG.error("{}: {} times in {} s", what, inARow, (now - since.get()) / 1_000_000_000);
        }
    }

    /** It has not failed. */
    void ended() {
        if (since.isPresent()) {
            LOG.info("{}: over after {} times", what, inARow);
            since = Optional.empty();
            inARow = 0;
        }
    }

    /** Whether it failed the last time. */
    boolean goOn() {
        return since.isPresent();
    }
}
