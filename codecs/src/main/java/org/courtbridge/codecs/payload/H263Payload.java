package org.courtbridge.codecs.payload;

/**
 * Reads RTP payloads of H.263 in place, in the old form (RFC 2190) and the new one (RFC 4629). Allocates nothing.
 *
 * <pre>
 * RFC 2190, mode A (4 bytes; F set: mode B of 8 bytes, with P mode C of 12)
 *     |F|P|SBIT |EBIT | SRC |I|U|S|A|R      |DBQ| TRB |    TR         |
 * RFC 4629 (2 bytes, then VRC if V, then PLEN bytes of a repeated picture header)
 *     |   RR    |P|V|   PLEN    |PEBIT|
 * </pre>
 */
final class H263Payload {

    private static final int MODE_A = 4;
    private static final int MODE_B = 8;
    private static final int MODE_C = 12;

    /** Rest of a picture start code, after its two zero bytes (ITU-T H.263, clause 5.1.1). */
    private static final int PICTURE_START = 0x80;

    private static final int PICTURE_START_MASK = 0xFC;

    private static final int EXTENDED_PTYPE = 7;

    private H263Payload() {}

    /** Bytes of the payload header, or -1 if the payload ends within it. */
    static int headerLength(boolean old, byte[] bytes, int offset, int length) {
        if (length < 2) {
            return -1;
        }
        int size;
        if (old) {
            boolean follows = (bytes[offset] & 0x80) != 0;
            boolean frames = (bytes[offset] & 0x40) != 0;
            size = !follows ? MODE_A : frames ? MODE_C : MODE_B;
        } else {
            int redundant = (bytes[offset] & 0x01) << 5 | (bytes[offset + 1] & 0xF8) >> 3;
            size = 2 + ((bytes[offset] & 0x02) != 0 ? 1 : 0) + redundant;
        }
        return size > length ? -1 : size;
    }

    /** Whether two zero bytes were left out before the data (RFC 4629, section 5.1: P). */
    static boolean zerosLeftOut(byte[] bytes, int offset) {
        return (bytes[offset] & 0x04) != 0;
    }

    /** Bits of the data's first byte that belong to the packet before (RFC 2190, section 5: SBIT). */
    static int startBits(byte[] bytes, int offset) {
        return bytes[offset] >> 3 & 7;
    }

    /** Bits of the data's last byte that belong to the next packet (RFC 2190, section 5: EBIT). */
    static int endBits(byte[] bytes, int offset) {
        return bytes[offset] & 7;
    }

    /**
     * Tells as {@link PayloadTraits} what the payload holds: {@link PayloadTraits#IDR} if a picture begins here that
     * depends on no other, {@link PayloadTraits#DEPENDENT} if another does, {@link PayloadTraits#MALFORMED}, or nothing.
     */
    static int inspect(boolean old, byte[] bytes, int offset, int length) {
        int header = headerLength(old, bytes, offset, length);
        if (header < 0 || header == length) {
            return PayloadTraits.MALFORMED;
        }
        int at = offset + header;
        int end = offset + length;
        if (old) {
            if (startBits(bytes, offset) != 0 || at + 2 >= end || bytes[at] != 0 || bytes[at + 1] != 0) {
                return 0;
            }
            at += 2;
        } else if (!zerosLeftOut(bytes, offset)) {
            return 0;
        }
        if ((bytes[at] & PICTURE_START_MASK) != PICTURE_START) {
            return 0;
        }
        return isIntra(bytes, at, end) ? PayloadTraits.IDR : PayloadTraits.DEPENDENT;
    }

    /**
     * Reads the type of a picture (ITU-T H.263, clauses 5.1.3 and 5.1.4).
     *
     * @param at of the first byte after the two zero bytes of its start code
     */
    private static boolean isIntra(byte[] bytes, int at, int end) {
        // Six bits of start code, TR, five bits of PTYPE.
        int format = bits(bytes, at, end, 19, 3);
        if (format != EXTENDED_PTYPE) {
            return bits(bytes, at, end, 22, 1) == 0;
        }
        int update = bits(bytes, at, end, 22, 3);
        return bits(bytes, at, end, update == 1 ? 25 + 18 : 25, 3) == 0;
    }

    /** Of bytes past the end, all bits are set. */
    private static int bits(byte[] bytes, int at, int end, int from, int count) {
        int value = 0;
        for (int bit = from; bit < from + count; bit++) {
            int index = at + bit / 8;
            int one = index >= end ? 1 : bytes[index] >> 7 - bit % 8 & 1;
            value = value << 1 | one;
        }
        return value;
    }
}
