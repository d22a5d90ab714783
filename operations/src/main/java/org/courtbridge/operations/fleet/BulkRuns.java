package org.courtbridge.operations.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The latest of them, and all that still go on, for the pages that show how they go. */
final class BulkRuns {

    private static final int KEPT = 20;

    private final Deque<BulkRun> runs = new ArrayDeque<>();

    synchronized void add(BulkRun run) {
        runs.addLast(run);
        if (runs.size() > KEPT) {
            runs.stream().filter(BulkRun::isDone).findFirst().ifPresent(runs::remove);
        }
    }

    synchronized Optional<BulkRun> find(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }
}
