package org.courtbridge.media.video;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.leg.BridgeClock;
import org.jspecify.annotations.Nullable;

/**
 * Packets of pictures that came before their sound is mixed, until they {@linkplain PicturePacket#playoutTime belong}, and no
 * longer than {@value #LONGEST} ns. They go out in the order of their sequence numbers, whatever becomes of the source's clock
 * between the packets of one picture. Lives on the source's event loop; allocates nothing for a packet.
 */
public final class LipSyncBuffer {

    public static final long LONGEST = 200_000_000;

    /** Packets held at most; then the first go out early. */
    static final int CAPACITY = 512;

    /** What is due so soon is due. */
    private static final long SOON = 500_000;

    private final EventLoop loop;
    private final BridgeClock clock;
    private final Next next;
    private final Runnable wake = this::wake;

    /** In the order of their sequence numbers, in which they go out, from {@link #first} on. */
    private final PicturePacket[] packets = new PicturePacket[CAPACITY];

    private final long[] due = new long[CAPACITY];
    private int first;
    private int count;

    private @Nullable ScheduledFuture<?> waking;
    private long wakes;

    /** Takes what is due. */
    public interface Next {
        public void pass(PicturePacket packet, long now);
    }

    public LipSyncBuffer(EventLoop loop, BridgeClock clock, Next next) {
        this.loop = loop;
        this.clock = clock;
        this.next = next;
    }

    /** Gives a packet on, now or later. */
    public void pass(PicturePacket packet, long now) {
        long when = Math.min(packet.playoutTime(), now + LONGEST);
        if (when - now <= SOON && (count == 0 || isBefore(packet, packets[first]))) {
            next.pass(packet, now);
            return;
        }
        if (count == CAPACITY) {
            giveFirst(now);
        }
        hold(packet, when);
        awake(now);
    }

    /** An earlier one may come later, as the missing ones that a party sends again do. */
    private void hold(PicturePacket packet, long when) {
        int free = (first + count) % CAPACITY;
        PicturePacket copy = packets[free];
        if (copy == null) {
            copy = new PicturePacket();
        }
        copy.copy(packet);
        int place = free;
        for (int i = count; i > 0; i--) {
            int before = (first + i - 1) % CAPACITY;
            if (!isBefore(packet, packets[before])) {
                break;
            }
            packets[place] = packets[before];
            due[place] = due[before];
            place = before;
        }
        packets[place] = copy;
        due[place] = when;
        count++;
    }

    private static boolean isBefore(PicturePacket one, PicturePacket other) {
        return (short) (one.rtp().sequenceNumber() - other.rtp().sequenceNumber()) < 0;
    }

    private void awake(long now) {
        if (count == 0 || waking != null && wakes - due[first] <= 0) {
            return;
        }
        if (waking != null) {
            waking.cancel(false);
        }
        wakes = due[first];
        try {
            waking = loop.schedule(wake, Math.max(0, wakes - now), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            count = 0;
        }
    }

    private void wake() {
        waking = null;
        long now = clock.now();
        while (count > 0 && due[first] - now <= SOON) {
            giveFirst(now);
        }
        awake(now);
    }

    private void giveFirst(long now) {
        PicturePacket packet = packets[first];
        first = (first + 1) % CAPACITY;
        count--;
        next.pass(packet, now);
    }

    /** All that is held is due: what comes next has nothing to do with it. */
    public void release(long now) {
        while (count > 0) {
            giveFirst(now);
        }
    }
}
