package org.courtbridge.codecs.rtp;

import java.util.Arrays;

/**
 * Knows the last packets of a stream, to tell those that come twice: doubled by the network, or sent again though
 * nothing was lost, as senders do to probe the bandwidth. Allocates nothing. One thread's.
 */
public final class RepeatedPackets {

    /** Packets; some eight seconds of 1.5 Mbit/s. A power of two. */
    private static final int CAPACITY = 1024;

    private static final long NONE = -1;

    /** Sequence number and timestamp: numbers that begin anew come with other timestamps. */
    private final long[] seen = new long[CAPACITY];

    public RepeatedPackets() {
        clear();
    }

    /** Whether the packet came before; from now on it did. */
    public boolean repeats(RtpPacket packet) {
        int at = packet.sequenceNumber() & CAPACITY - 1;
        long key = (long) packet.sequenceNumber() << 32 | packet.timestamp();
        boolean known = seen[at] == key;
        seen[at] = key;
        return known;
    }

    /** Forgets what came before. */
    public void clear() {
        Arrays.fill(seen, NONE);
    }
}
