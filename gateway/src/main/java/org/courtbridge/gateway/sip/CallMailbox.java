package org.courtbridge.gateway.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.message.Response;
import org.courtbridge.gateway.bridge.RoomLeg;
import org.courtbridge.hearings.EndReason;

/**
 * What a call has still to hear. Everybody may put; the call's thread takes. Bounded: a party that floods its own call
 * ends it.
 */
final class CallMailbox implements RoomLeg.Wishes {

    private static final int CAPACITY = 1_000;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicReference<String> dialog = new AtomicReference<>("");
    private volatile boolean closed;
    private volatile Optional<Flow> flow = Optional.empty();

    /** Whether a dialog is the call's own, as it was the first that asked; others of the same INVITE are not. */
    boolean isFirst(String dialogId) {
        return dialogId.equals(dialog.updateAndGet(known -> known.isEmpty() ? dialogId : known));
    }

    /** How the party is reached, if not where it says that it is. */
    Optional<Flow> flow() {
        return flow;
    }

    void reachedBy(Optional<Flow> way) {
        flow = way;
    }

    void put(CallEvent event) {
        if (!events.offer(event)) {
            events.clear();
            events.add(new CallEvent.EndWanted(EndReason.ERROR));
        }
    }

    @Override
    public void end(EndReason reason) {
        put(new CallEvent.EndWanted(reason));
    }

    @Override
    public void keyframe() {
        put(new CallEvent.KeyframeWanted());
    }

    /** Nobody takes any more: what is still asked is answered, now and when it comes. */
    void close(SipMessages messages) {
        closed = true;
        for (CallEvent event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof CallEvent.Requested requested) {
                messages.answer(requested.transaction(), Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            }
        }
    }

    /** As {@link #put}, for requests, which must be answered whatever has become of the call. */
    void request(CallEvent.Requested event, SipMessages messages) {
        put(event);
        if (closed) {
            close(messages);
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
