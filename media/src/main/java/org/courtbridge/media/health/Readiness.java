package org.courtbridge.media.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Tells whether calls can be taken now, and which faults a technician has to know of.
 *
 * <p>Not ready is a gateway whose database does not answer, and one of which a part that everybody needs has stopped: that is for
 * a supervisor to restart. A fault that ended one party's call takes nothing from anybody else, so it is told for an hour, and
 * the gateway stays ready; so it does while entries are set aside that the database refused, or there is little space on the disk,
 * which no restart mends.
 */
public final class Readiness {

    private final BooleanSupplier database;
    private final EventBacklog backlog;
    private final DiskSpace space;
    private final InternalErrors errors;

    /** @param database whether it answers now */
    public Readiness(BooleanSupplier database, EventBacklog backlog, DiskSpace space, InternalErrors errors) {
        this.database = database;
        this.backlog = backlog;
        this.space = space;
        this.errors = errors;
    }

    /**
     * The state at one time.
     *
     * @param details a line for each thing that a technician has to know; what keeps the gateway from being ready first
     */
    public record State(boolean ready, List<String> details) {}

    public State now() {
        List<String> details = new ArrayList<>();
        if (!database.getAsBoolean()) {
            details.add("the database does not answer");
        }
        details.addAll(errors.stopped());
        boolean ready = details.isEmpty();
        if (space.isShort()) {
            details.add("the disk of %s has %d MiB free (wanted: %d): make room before it is full"
                    .formatted(
                            space.folder(),
                            DiskSpace.mebibytes(space.free().getAsLong()),
                            DiskSpace.mebibytes(space.wanted())));
        }
        long waiting = backlog.waiting().getAsLong();
        if (waiting > 0) {
            details.add("entries of the journal that the database has not yet: " + waiting);
        }
        long setAside = backlog.setAside().getAsLong();
        if (setAside > 0) {
            details.add(
                    "entries of the journal that the database refused: %d, in %s".formatted(setAside, backlog.file()));
        }
        details.addAll(errors.recent());
        return new State(ready, List.copyOf(details));
    }

    public InternalErrors errors() {
        return errors;
    }

    public EventBacklog backlog() {
        return backlog;
    }

    public DiskSpace space() {
        return space;
    }
}
