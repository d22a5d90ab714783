package org.courtbridge.codecs.payload;

/**
 * A payload that carries, before its own sound, sound of packets before it once more (RFC 2198), read in place. One
 * instance reads any number of payloads, one after the other, and allocates nothing.
 *
 * <pre>
 *     |F|   block PT  |     timestamp offset      |   block length    |   F = 1: a repeated block
 *     |0|   block PT  |                                                   the packet's own, whose length is what is left
 * </pre>
 */
public final class RedundantAudio {

    /** Units of the RTP clock that a block may be older than its packet: 14 bits. */
    public static final int LONGEST_OFFSET = 0x3FFF;

    /** Bytes of a repeated block at most: 10 bits. */
    public static final int LONGEST_BLOCK = 0x3FF;

    /** Bytes of the header of a repeated block. */
    public static final int REPEATED_HEADER = 4;

    /** Bytes of the header of the packet's own block. */
    public static final int OWN_HEADER = 1;

    /** Blocks that are read of one payload, its own among them; nobody repeats so much. */
    static final int MOST_BLOCKS = 16;

    private static final int FOLLOWED = 0x80;

    private final int[] payloadTypes = new int[MOST_BLOCKS];
    private final int[] offsets = new int[MOST_BLOCKS];
    private final int[] starts = new int[MOST_BLOCKS];
    private final int[] lengths = new int[MOST_BLOCKS];
    private int count;

    /**
     * Reads the headers of all blocks.
     *
     * @return false if they say what cannot be; then there are no blocks
     */
    public boolean read(byte[] bytes, int at, int length) {
        count = 0;
        int end = at + length;
        int header = at;
        int blocks = 0;
        while (header < end && (bytes[header] & FOLLOWED) != 0) {
            if (end - header <= REPEATED_HEADER || blocks == MOST_BLOCKS - 1) {
                return false;
            }
            payloadTypes[blocks] = bytes[header] & 0x7F;
            offsets[blocks] = (bytes[header + 1] & 0xFF) << 6 | (bytes[header + 2] & 0xFF) >> 2;
            lengths[blocks] = (bytes[header + 2] & 0x03) << 8 | bytes[header + 3] & 0xFF;
            header += REPEATED_HEADER;
            blocks++;
        }
        if (header >= end) {
            return false;
        }
        payloadTypes[blocks] = bytes[header] & 0x7F;
        offsets[blocks] = 0;
        int start = header + OWN_HEADER;
        for (int block = 0; block < blocks; block++) {
            starts[block] = start;
            start += lengths[block];
        }
        if (start > end) {
            return false;
        }
        starts[blocks] = start;
        lengths[blocks] = end - start;
        count = blocks + 1;
        return true;
    }

    /** Blocks that were read, oldest first; the packet's own is the last. */
    public int count() {
        return count;
    }

    public int payloadType(int block) {
        return payloadTypes[block];
    }

    /**
     * Timestamp offset of a block: its age relative to the packet, in units of the RTP clock, 0 to {@value #LONGEST_OFFSET}.
     */
    public int offset(int block) {
        return offsets[block];
    }

    /** Index of a block's first byte in the bytes that were read. */
    public int start(int block) {
        return starts[block];
    }

    /** Bytes; may be 0. */
    public int length(int block) {
        return lengths[block];
    }

    /**
     * Writes the header of a repeated block.
     *
     * @param offset 0 to {@value #LONGEST_OFFSET}
     * @param length 0 to {@value #LONGEST_BLOCK}
     * @return where the next header begins
     */
    public static int writeRepeated(byte[] into, int at, int payloadType, int offset, int length) {
        into[at] = (byte) (FOLLOWED | payloadType);
        into[at + 1] = (byte) (offset >> 6);
        into[at + 2] = (byte) (offset << 2 | length >> 8);
        into[at + 3] = (byte) length;
        return at + REPEATED_HEADER;
    }

    /**
     * Writes the header of the packet's own block.
     *
     * @return where the first block begins
     */
    public static int writeOwn(byte[] into, int at, int payloadType) {
        into[at] = (byte) payloadType;
        return at + OWN_HEADER;
    }
}
