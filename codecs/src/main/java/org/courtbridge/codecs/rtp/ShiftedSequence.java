package org.courtbridge.codecs.rtp;

/**
 * Our sequence numbers for those of one source, of which packets are left out and between which others are put in: what comes late
 * gets the number that it would have had in time. Allocates nothing for a packet. One thread's.
 */
final class ShiftedSequence {

    /** The number of a packet that was left out. */
    static final long LEFT_OUT = Long.MIN_VALUE;

    /** Packets left out or put in that are remembered, to number late ones rightly. */
    private static final int REMEMBERED = 32;

    /** Source numbers after which the offset changed... */
    private final long[] shiftedAfter = new long[REMEMBERED];

    /** ...and by how much: -1 where that packet was left out, 1 where one was put in after it. */
    private final int[] shiftedBy = new int[REMEMBERED];

    private int shifts;

    /** Difference between our number and the source's, all shifts taken into account. */
    private long offset;

    /** Begins with a source's first packet. @param number that it gets */
    void begin(long source, long number) {
        shifts = 0;
        offset = number - source;
    }

    /** Our number for one of the source; {@link #LEFT_OUT} if that was left out. */
    long number(long source) {
        long number = source + offset;
        for (int i = Math.max(0, shifts - REMEMBERED); i < shifts; i++) {
            long after = shiftedAfter[i % REMEMBERED];
            int by = shiftedBy[i % REMEMBERED];
            if (after == source && by < 0) {
                return LEFT_OUT;
            }
            if (source <= after) {
                number -= by;
            }
        }
        return number;
    }

    /** A packet is left out, the newest so far. */
    void leaveOut(long source) {
        shift(source, -1);
    }

    /** A packet of our own is put in after one of the source, the newest so far. */
    void insertAfter(long source) {
        shift(source, 1);
    }

    private void shift(long after, int by) {
        shiftedAfter[shifts % REMEMBERED] = after;
        shiftedBy[shifts % REMEMBERED] = by;
        offset += by;
        shifts++;
        if (shifts == 2 * REMEMBERED) {
            shifts = REMEMBERED;
        }
    }
}
