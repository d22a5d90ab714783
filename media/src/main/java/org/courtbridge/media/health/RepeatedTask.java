package org.courtbridge.media.health;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Work for many, or for everybody, that is done time after time: what it throws once does not keep it from being done the next
 * time. Of failures in a row the first is logged, and the end of them; all are counted. One thread at a time.
 */
public final class RepeatedTask implements Runnable {

    private static final Logger LOG = LogManager.getLogger(RepeatedTask.class);

    private final InternalErrors errors;
    private final Part part;
    private final String name;
    private final Runnable work;
    private long failures;

    /** @param name of the work, for the log: no name of a person */
    public RepeatedTask(InternalErrors errors, Part part, String name, Runnable work) {
        this.errors = errors;
        this.part = part;
        this.name = name;
        this.work = work;
    }

    @Override
    public void run() {
        try {
            work.run();
        } catch (Throwable fault) {
            failures++;
            String what = name + " failed, and is tried again";
            if (failures == 1) {
                errors.report(part, what, fault);
            } else {
                errors.repeated(part, what);
            }
            return;
        }
        if (failures > 0) {
            LOG.info("{}: {} works again after {} failures", part.tag(), name, failures);
            failures = 0;
        }
    }
}
