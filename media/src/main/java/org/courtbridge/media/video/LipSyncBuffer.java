package org.courtbridge.media.video;

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

    /** Nanoseconds before its time from which on a packet is due. */
    private static final long SOON = 500_000;

    /** In the order of their sequence numbers, in which they go out, from {@link #first} on. */
    private final PicturePacket[] packets = new PicturePacket[CAPACITY + 1];

    private final long[] due = new long[CAPACITY + 1];
    private int first;
    private int count;

    /** The packet that was put, if it need not be held. */
    private @Nullable PicturePacket passing;

    private boolean releasing;

    /** Takes a packet, lent until {@link #next} has given null; what is due is to be taken before another one is put. */
    public void put(PicturePacket packet, long now) {
        passing = null;
        long when = Math.min(packet.playoutTime(), now + LONGEST);
        if (when - now <= SOON && (count == 0 || isBefore(packet, packets[first]))) {
            passing = packet;
        } else {
            hold(packet, when);
        }
    }

    /** The next packet that is due, lent until the next packet is put; null if none is. */
    public @Nullable PicturePacket next(long now) {
        PicturePacket packet = passing;
        if (packet != null) {
            passing = null;
            return packet;
        }
        if (count == 0) {
            releasing = false;
        }
        if (untilDue(now) > SOON) {
            return null;
        }
        packet = packets[first];
        first = (first + 1) % packets.length;
        count--;
        return packet;
    }

    /** Until the first packet that is held is due, ns; {@link Long#MAX_VALUE} if none is held. */
    public long untilDue(long now) {
        if (count == 0) {
            return Long.MAX_VALUE;
        }
        return releasing || count > CAPACITY ? 0 : due[first] - now;
    }

    /** Makes all that is held due: what comes next has nothing to do with it. */
    public void release() {
        releasing = true;
    }

    /** An earlier one may come later, as the missing ones that a party sends again do. */
    private void hold(PicturePacket packet, long when) {
        int free = (first + count) % packets.length;
        PicturePacket copy = packets[free];
        if (copy == null) {
            copy = new PicturePacket();
        }
        copy.copy(packet);
        int place = free;
        for (int i = count; i > 0; i--) {
            int before = (first + i - 1) % packets.length;
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
}
