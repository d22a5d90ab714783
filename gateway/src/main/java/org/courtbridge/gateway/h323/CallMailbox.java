package org.courtbridge.gateway.h323;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.bridge.RoomLeg;
import org.courtbridge.hearings.EndReason;

/**
 * What a call has still to hear. Everybody may put; the call's thread takes. Bounded: a room that floods its own call ends
 * it.
 */
final class CallMailbox implements RoomLeg.Wishes {

    private static final int CAPACITY = 1_000;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>(CAPACITY);

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
