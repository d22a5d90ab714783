package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that no event announces. */
public final class Await {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Await() {}

    /** @return what the attempt found, as soon as it finds something */
    static <T> T value(String what, Duration limit, Callable<Optional<T>> attempt) {
        return value(what, limit, BETWEEN, attempt);
    }

    private static <T> T value(String what, Duration limit, Duration between, Callable<Optional<T>> attempt) {
        long end = System.nanoTime() + limit.toNanos();
        Optional<T> found = attempt(what, attempt);
        while (found.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + limit + " in vain for: " + what);
            }
            LockSupport.parkNanos(between.toNanos());
            found = attempt(what, attempt);
        }
        return found.get();
    }

    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        value(what, limit, () -> condition.call() ? Optional.of(what) : Optional.empty());
    }

    /** @return what was waited for in vain, if it was, as one of the complaints about a measurement */
    static List<String> orComplaint(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                return List.of("waited " + limit + " in vain for: " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return List.of();
    }

    /** As above, but looks so often that the moment can be measured. */
    static void soon(String what, Duration limit, Callable<Boolean> condition) {
        value(what, limit, Duration.ofMillis(5), () -> condition.call() ? Optional.of(what) : Optional.empty());
    }

    /** Lets peers talk for as long as a measurement takes. */
    static void elapsed(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static <T> Optional<T> attempt(String what, Callable<Optional<T>> attempt) {
        try {
            return attempt.call();
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + what, e);
        }
    }
}
