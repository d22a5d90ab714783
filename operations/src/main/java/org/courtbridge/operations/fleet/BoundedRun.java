package org.courtbridge.operations.fleet;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Does the same with many things, so many at once and no more. It has no thread: whatever is done has the next one begun.
 *
 * @param <T> thing
 */
final class BoundedRun<T> {

    private static final Logger LOG = LogManager.getLogger(BoundedRun.class);

    private final Queue<T> waiting;
    private final Function<T, CompletableFuture<?>> work;
    private final int atOnce;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int running;
    private boolean filling;

    private BoundedRun(Collection<T> all, Function<T, CompletableFuture<?>> work, int atOnce) {
        this.waiting = new ArrayDeque<>(all);
        this.work = work;
        this.atOnce = atOnce;
    }

    /**
     * Begins; complete when all are done.
     *
     * @param work whose failures are mistakes of ours: they are logged, and the next one goes on
     * @return to be completed from outside if no more of those that wait are to begin
     */
    static <T> CompletableFuture<Void> of(Collection<T> all, Function<T, CompletableFuture<?>> work, int atOnce) {
        BoundedRun<T> run = new BoundedRun<>(all, work, atOnce);
        run.fill();
        return run.done;
    }

    /** One that fills is enough: what is done at once must not begin the next one from within. */
    private void fill() {
        synchronized (this) {
            if (filling) {
                return;
            }
            filling = true;
        }
        Optional<T> next = next();
        while (next.isPresent()) {
            work.apply(next.get()).whenComplete((_, mistake) -> {
                if (mistake != null) {
                    LOG.error("one of many things was not done", mistake);
                }
                ended();
            });
            next = next();
        }
    }

    private synchronized Optional<T> next() {
        if (done.isDone()) {
            waiting.clear();
        }
        if (running >= atOnce || waiting.isEmpty()) {
            filling = false;
            if (running == 0) {
                done.complete(null);
            }
            return Optional.empty();
        }
        running++;
        return Optional.of(waiting.remove());
    }

    private void ended() {
        synchronized (this) {
            running--;
        }
        fill();
    }
}
