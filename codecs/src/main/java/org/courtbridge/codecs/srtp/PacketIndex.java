package org.courtbridge.codecs.srtp;

/** The 48 bits that number an RTP packet, of which it carries the lower 16 (RFC 3711, section 3.3.1). */
final class PacketIndex {

    /** Stands for the index before the first packet. */
    static final long NONE = -1;

    /** After it, only a new master key helps (RFC 3711, section 9.2). */
    private static final long MAX = (1L << 48) - 1;

    private PacketIndex() {}

    /**
     * The index with this sequence number that is nearest to the highest so far.
     *
     * @param highest or {@link #NONE}, which takes the sequence number as it is
     * @return {@link #NONE} if it would lie before the first or after the last of all
     */
    static long estimate(long highest, int sequenceNumber) {
        if (highest == NONE) {
            return sequenceNumber;
        }
        long index = highest + (short) (sequenceNumber - (int) highest);
        return index < 0 || index > MAX ? NONE : index;
    }
}
