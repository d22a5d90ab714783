package org.courtbridge.media.pacing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.congestion.PacingBudget;
import org.courtbridge.media.pacing.PacedTransport.Waiting;
import org.courtbridge.media.transport.RtpTransport;

/**
 * Lets no more go out at once than a rate allows, and streams with packets that wait for their turn send one after the other. Lives
 * on the transport's event loop. Allocates nothing for a packet.
 */
final class Pacer {

    static final long WAKE_MILLIS = 5;

    private final RtpTransport transport;
    private final PacingBudget budget;
    private final Runnable wake;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean awake;

    /**
     * @param bitsPerSecond at first
     * @param work is run on the loop once after each {@link #wakeUp}
     */
    Pacer(RtpTransport transport, long bitsPerSecond, long now, Runnable work) {
        this.transport = transport;
        this.budget = new PacingBudget(bitsPerSecond, now);
        this.wake = () -> {
            awake = false;
            work.run();
        };
    }

    /** From now on. */
    void rate(long bitsPerSecond, long now) {
        budget.rate(bitsPerSecond, now);
    }

    /** A packet went out, allowed or not. */
    void sent(int octets, long now) {
        budget.charge(octets, now);
    }

    /** Whether another packet may go out. */
    boolean allows(long now) {
        return budget.allows(now);
    }

    /** Until what went out is carried, at the rate. */
    double owedMillis(long now) {
        return budget.owedMillis(now);
    }

    /** The stream has packets that wait for their turn, and had none before. */
    void waits(Waiting stream) {
        waiting.add(stream);
        wakeUp();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Has the streams send in turn what may go out now. */
    void sendWaiting(long now) {
        while (!waiting.isEmpty() && budget.allows(now)) {
            Waiting next = waiting.remove();
            if (next.sendNext(now)) {
                waiting.add(next);
            }
        }
    }

    /** Has the work done soon, unless it is to be done already. */
    void wakeUp() {
        if (awake) {
            return;
        }
        try {
            transport.loop().schedule(wake, WAKE_MILLIS, TimeUnit.MILLISECONDS);
            awake = true;
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            waiting.clear();
        }
    }
}
