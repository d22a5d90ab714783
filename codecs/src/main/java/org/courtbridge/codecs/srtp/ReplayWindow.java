package org.courtbridge.codecs.srtp;

/** Replay list of one SSRC (RFC 3711, section 3.3.2): the packets that have come, so that none is taken twice. */
final class ReplayWindow {

    /** Packets behind the highest that may still come: a second of picture at 10 Mbit/s. RFC 3711 asks for 64 or more. */
    static final int SIZE = 1024;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private long highest = PacketIndex.NONE;

    /** The highest index so far, or {@link PacketIndex#NONE}. */
    long highest() {
        return highest;
    }

    /** Whether a packet of that index is new enough and has not come. */
    boolean admits(long index) {
        return index > highest || index > highest - SIZE && (seen[word(index)] & bit(index)) == 0;
    }

    /** An admitted packet has proved genuine. */
    void accept(long index) {
        if (index > highest) {
            for (long skipped = Math.max(highest + 1, index - SIZE + 1); skipped < index; skipped++) {
                seen[word(skipped)] &= ~bit(skipped);
            }
            highest = index;
        }
        seen[word(index)] |= bit(index);
    }

    private static int word(long index) {
        return (int) (index % SIZE) / Long.SIZE;
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
