package org.courtbridge.codecs.rtp;

import java.util.Arrays;

/**
 * The last packets sent in a stream, to be sent again when the receiver asks. Its memory is taken as it fills and then
 * used over and over. One thread's; time is {@link System#nanoTime}.
 */
public final class PacketHistory {

    /** Bytes of one packet at most: what fits Ethernet, and the tag that SRTP appends. */
    public static final int SLOT = 1600;

    /** A receiver that asks twice within a round trip has not seen the first answer yet. */
    private static final long SHORTEST_REPEAT = 10_000_000;

    private static final byte[] UNUSED = {};

    private final byte[][] slots;
    private final int[] lengths;
    private final int[] sequences;
    private final long[] resent;
    private final int mask;

    /** @param capacity packets, a power of two */
    public PacketHistory(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two)");
        }
        this.slots = new byte[capacity][];
        Arrays.fill(slots, UNUSED);
        this.lengths = new int[capacity];
        this.sequences = new int[capacity];
        this.resent = new long[capacity];
        this.mask = capacity - 1;
    }

    /** The array to build the packet in, from 0; it takes the place of the one sent {@code capacity} packets ago. */
    public byte[] slot(int sequenceNumber) {
        int at = sequenceNumber & mask;
        byte[] slot = slots[at];
        if (slot == UNUSED) {
            slot = new byte[SLOT];
            slots[at] = slot;
        }
        lengths[at] = 0;
        return slot;
    }

    /** Says that the slot now holds this packet. */
    public void keep(int sequenceNumber, int length, long now) {
        int at = sequenceNumber & mask;
        sequences[at] = sequenceNumber;
        lengths[at] = length;
        resent[at] = now - SHORTEST_REPEAT;
    }

    /** The packet is not to be sent again. */
    public void forget(int sequenceNumber) {
        int at = sequenceNumber & mask;
        if (sequences[at] == sequenceNumber) {
            lengths[at] = 0;
        }
    }

    /** Points the packet at the one with this number, for sending again; false if it is gone or was just sent. */
    public boolean recall(int sequenceNumber, RtpPacket packet, long now) {
        int at = sequenceNumber & mask;
        byte[] slot = slots[at];
        if (slot == null || lengths[at] == 0 || sequences[at] != sequenceNumber || now - resent[at] < SHORTEST_REPEAT) {
            return false;
        }
        resent[at] = now;
        packet.wrap(slot, 0, lengths[at]);
        return true;
    }
}
