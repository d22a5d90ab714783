package org.courtbridge.signalling.rooms;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.courtbridge.hearings.EndReason;

/**
 * A bounded queue of events for a call. Everybody may put; the call's thread takes. A party that floods its own call ends
 * it.
 *
 * @param <E> event
 */
public final class BoundedMailbox<E> {

    private static final int CAPACITY = 1_000;

    private final BlockingQueue<E> events = new LinkedBlockingQueue<>(CAPACITY);
    private final Function<EndReason, E> end;

    /** @param end makes the event by which the call ends */
    public BoundedMailbox(Function<EndReason, E> end) {
        this.end = end;
    }

    public void put(E event) {
        if (!events.offer(event)) {
            events.clear();
            events.add(end.apply(EndReason.ERROR));
        }
    }

    /** Empty when there is nothing. */
    public Optional<E> poll() {
        return Optional.ofNullable(events.poll());
    }

    /** Empty when nothing came in time. */
    public Optional<E> poll(Duration timeout) {
        try {
            return Optional.ofNullable(events.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(end.apply(EndReason.SHUTDOWN));
        }
    }
}
