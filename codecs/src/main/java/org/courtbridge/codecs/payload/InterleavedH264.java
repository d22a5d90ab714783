package org.courtbridge.codecs.payload;

/**
 * The payloads of H.264's interleaved mode (RFC 6184, sections 5.7 and 5.8): aggregates whose units say their places (STAP-B),
 * and of several pictures (MTAP16, MTAP24), and fragments (FU-B first, then FU-A).
 *
 * <pre>
 * STAP-B:  |25|number (16)|  then each: |size (16)|unit|
 * MTAP16:  |26|number (16)|  then each: |size (16)|number's difference (8)|time's (16)|unit|
 * MTAP24:  |27|number (16)|  then each: |size (16)|number's difference (8)|time's (24)|unit|
 * FU-B:    |29|S E R type|number (16)|part|        FU-A:  |28|S E R type|part|
 * </pre>
 */
final class InterleavedH264 implements NumberedUnits {

    static final int STAP_B = 25;
    static final int MTAP16 = 26;
    static final int MTAP24 = 27;
    static final int FU_B = 29;

    /** Octets that the longest form here has more than the unit alone. */
    static final int AROUND = 5;

    private static final int LAST_UNIT_TYPE = 23;
    private static final int NUMBER = 2;
    private static final int SIZE = 2;

    @Override
    public boolean read(byte[] bytes, int offset, int length, Visitor visitor) {
        return length > 0
                && switch (bytes[offset] & 0x1F) {
                    case STAP_B -> aggregate(bytes, offset, length, visitor);
                    case MTAP16 -> multiTime(bytes, offset, length, 2, visitor);
                    case MTAP24 -> multiTime(bytes, offset, length, 3, visitor);
                    case FU_B -> first(bytes, offset, length, visitor);
                    case H264Payload.FU_A -> further(bytes, offset, length, visitor);
                    default -> false;
                };
    }

    private static boolean aggregate(byte[] bytes, int offset, int length, Visitor visitor) {
        int end = offset + length;
        int at = offset + 1 + NUMBER;
        if (at >= end) {
            return false;
        }
        int number = unsigned(bytes, offset + 1, 2);
        while (at < end) {
            int size = H264Payload.unitSize(bytes, at, end);
            if (!isUnit(bytes, at + SIZE, size)) {
                return false;
            }
            visitor.unit(number, 0, bytes, at + SIZE, size);
            number = number + 1 & 0xFFFF;
            at += SIZE + size;
        }
        return true;
    }

    private static boolean multiTime(byte[] bytes, int offset, int length, int timeOctets, Visitor visitor) {
        int end = offset + length;
        int at = offset + 1 + NUMBER;
        if (at >= end) {
            return false;
        }
        int base = unsigned(bytes, offset + 1, 2);
        while (at < end) {
            int unit = at + SIZE + 1 + timeOctets;
            int size = unit < end ? unsigned(bytes, at, 2) : 0;
            if (size > end - unit || !isUnit(bytes, unit, size)) {
                return false;
            }
            int number = base + (bytes[at + SIZE] & 0xFF) & 0xFFFF;
            visitor.unit(number, unsigned(bytes, at + SIZE + 1, timeOctets), bytes, unit, size);
            at = unit + size;
        }
        return true;
    }

    private static boolean first(byte[] bytes, int offset, int length, Visitor visitor) {
        int header = 2 + NUMBER;
        if (length <= header || (bytes[offset + 1] & 0x80) == 0) {
            return false;
        }
        byte[] whole = {(byte) (bytes[offset] & 0xE0 | bytes[offset + 1] & 0x1F)};
        if (!isUnit(whole, 0, 1)) {
            return false;
        }
        visitor.first(
                unsigned(bytes, offset + 2, 2),
                isEnd(bytes[offset + 1]),
                whole,
                bytes,
                offset + header,
                length - header);
        return true;
    }

    private static boolean further(byte[] bytes, int offset, int length, Visitor visitor) {
        if (length <= 2 || (bytes[offset + 1] & 0x80) != 0) {
            return false;
        }
        visitor.further(isEnd(bytes[offset + 1]), bytes, offset + 2, length - 2);
        return true;
    }

    private static boolean isEnd(byte fragmentHeader) {
        return (fragmentHeader & 0x40) != 0;
    }

    private static boolean isUnit(byte[] bytes, int offset, int size) {
        int type = size > 0 ? bytes[offset] & 0x1F : 0;
        return type > 0 && type <= LAST_UNIT_TYPE;
    }

    private static int unsigned(byte[] bytes, int at, int octets) {
        int value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    /** Those of coded video (VCL) do (RFC 6184, section 8.1, sprop-interleaving-depth). */
    @Override
    public boolean counts(byte[] unit) {
        int type = unit[0] & 0x1F;
        return type >= H264Payload.SLICE && type <= H264Payload.IDR_SLICE;
    }

    @Override
    public int header() {
        return 1;
    }

    @Override
    public int fragmentHeader(byte[] unit, boolean start, boolean end, byte[] to, int at) {
        to[at] = (byte) (unit[0] & 0xE0 | H264Payload.FU_A);
        to[at + 1] = (byte) ((start ? 0x80 : 0) | (end ? 0x40 : 0) | unit[0] & 0x1F);
        return 2;
    }

    /**
     * Writes a single NAL unit, or a fragment (FU-A), as the interleaved mode has it.
     *
     * @param number the decoding order number of the whole unit, which its first part alone has
     * @return octets written, {@value #AROUND} more than there were at the most
     */
    static int write(byte[] bytes, int offset, int length, int number, byte[] to, int at) {
        boolean fragment = (bytes[offset] & 0x1F) == H264Payload.FU_A;
        if (fragment && (bytes[offset + 1] & 0x80) == 0) {
            System.arraycopy(bytes, offset, to, at, length);
            return length;
        }
        to[at] = (byte) (bytes[offset] & 0xE0 | (fragment ? FU_B : STAP_B));
        int next = at + 1;
        if (fragment) {
            to[next++] = bytes[offset + 1];
        }
        to[next++] = (byte) (number >> 8);
        to[next++] = (byte) number;
        if (!fragment) {
            to[next++] = (byte) (length >> 8);
            to[next++] = (byte) length;
        }
        int skipped = fragment ? 2 : 0;
        System.arraycopy(bytes, offset + skipped, to, next, length - skipped);
        return next - at + length - skipped;
    }
}
