package org.courtbridge.gateway.h323;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;

/** The calls of now: how many there may be, and how all of them are ended. From any thread. */
final class LiveCalls {

    private final int limit;
    private final Set<CallMailbox> calls = new HashSet<>();
    private boolean closed;

    LiveCalls(int limit) {
        this.limit = limit;
    }

    /** Empty if there are as many calls as there may be. */
    synchronized Optional<Slot> enter(CallMailbox mailbox) {
        if (closed || calls.size() >= limit) {
            return Optional.empty();
        }
        calls.add(mailbox);
        return Optional.of(() -> leave(mailbox));
    }

    synchronized int count() {
        return calls.size();
    }

    private synchronized void leave(CallMailbox mailbox) {
        calls.remove(mailbox);
        notifyAll();
    }

    /** Ends every call and waits for them, though not for ever. */
    synchronized void endAll(Duration patience) {
        closed = true;
        calls.forEach(mailbox -> mailbox.put(new CallEvent.EndWanted(EndReason.SHUTDOWN)));
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); !calls.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call's place among them. */
    interface Slot extends AutoCloseable {

        @Override
        void close();
    }
}
