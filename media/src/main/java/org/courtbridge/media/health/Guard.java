package org.courtbridge.media.health;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands around all that is done by the clock for one thing, such as a party's call. What any of it throws ends the thing, once,
 * and none of it is done any more. From any thread.
 */
public final class Guard {

    private final InternalErrors errors;
    private final String name;
    private final Runnable end;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param name of the thing, for the log: no name of a person
     * @param end ends it, as whoever has to do with it expects; returns at once
     */
    public Guard(InternalErrors errors, String name, Runnable end) {
        this.errors = errors;
        this.name = name;
        this.end = end;
    }

    /** The same work, within the guard. */
    public Runnable task(Part part, Runnable work) {
        return () -> run(part, work);
    }

    public void run(Part part, Runnable work) {
        if (failed.get()) {
            return;
        }
        try {
            work.run();
        } catch (Throwable fault) {
            fail(part, fault);
        }
    }

    /** As if the work had thrown that. */
    public void fail(Part part, Throwable fault) {
        if (!failed.compareAndSet(false, true)) {
            return;
        }
        errors.report(part, name + " is ended", fault);
        try {
            end.run();
        } catch (Throwable another) {
            errors.report(part, name + " could not be told of its end", another);
        }
    }
}
