package org.courtbridge.gateway.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.courtbridge.hearings.EndReason;

/**
 * What a call has still to hear. Everybody may put; the call's thread takes. Bounded: a party that floods its own call
 * ends it.
 */
final class CallMailbox {

    private static final int CAPACITY = 1_000;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicReference<String> dialog = new AtomicReference<>("");

    /** Whether a dialog is the call's own, as it was the first that asked; others of the same INVITE are not. */
    boolean isFirst(String dialogId) {
        return dialogId.equals(dialog.updateAndGet(known -> known.isEmpty() ? dialogId : known));
    }

    void put(CallEvent event) {
        if (!events.offer(event)) {
            events.clear();
            events.add(new CallEvent.EndWanted(EndReason.ERROR));
        }
    }

    CallEvent take() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CallEvent.EndWanted(EndReason.SHUTDOWN);
        }
    }

    /** Empty when nothing came in time. */
    Optional<CallEvent> poll(Duration timeout) {
        try {
            return Optional.ofNullable(events.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new CallEvent.EndWanted(EndReason.SHUTDOWN));
        }
    }
}
