package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * Reads in place what an RTP payload of H.264 (RFC 6184, section 5.2) holds. Allocates nothing.
 *
 * <p>The forms are a single NAL unit, several whole ones (STAP-A), or a fragment of one (FU-A); of those of the interleaved
 * mode {@link PlainPackets} makes such, and what is left of them counts as {@link PayloadTraits#MALFORMED}.
 */
public final class H264Payload {

    /** Types of NAL units (ITU-T H.264, table 7-1; RFC 6184, table 1). */
    public static final int SLICE = 1;

    public static final int IDR_SLICE = 5;
    public static final int SPS = 7;
    public static final int PPS = 8;
    static final int STAP_A = 24;
    static final int FU_A = 28;

    /** Bytes of a sequence parameter set before its number: header, profile, constraints and level. */
    private static final int BEFORE_SPS_NUMBER = 4;

    private H264Payload() {}

    /** Says by flags what the payload holds; no flag for other kinds of NAL units. */
    public static int inspect(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return PayloadTraits.MALFORMED;
        }
        int type = bytes[offset] & 0x1F;
        if (type == STAP_A) {
            return inspectAggregate(bytes, offset, length);
        }
        if (type == FU_A) {
            if (length < 3) {
                return PayloadTraits.MALFORMED;
            }
            boolean start = (bytes[offset + 1] & 0x80) != 0;
            return PayloadTraits.FRAGMENT | (start ? flagOf(bytes[offset + 1] & 0x1F) : 0);
        }
        return type == 0 || type > 23 ? PayloadTraits.MALFORMED : flagOf(type);
    }

    private static int inspectAggregate(byte[] bytes, int offset, int length) {
        int flags = PayloadTraits.AGGREGATE;
        int end = offset + length;
        int at = offset + 1;
        while (at < end) {
            int size = unitSize(bytes, at, end);
            if (size == 0) {
                return PayloadTraits.MALFORMED;
            }
            flags |= flagOf(bytes[at + 2] & 0x1F);
            at += 2 + size;
        }
        return at == offset + 1 ? PayloadTraits.MALFORMED : flags;
    }

    /** Bytes of the NAL unit whose size field is here, or 0 if it runs past the end. */
    static int unitSize(byte[] bytes, int at, int end) {
        if (at + 3 > end) {
            return 0;
        }
        int size = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        return at + 2 + size > end ? 0 : size;
    }

    private static int flagOf(int type) {
        return switch (type) {
            case SLICE, 2, 3, 4 -> PayloadTraits.DEPENDENT;
            case IDR_SLICE -> PayloadTraits.IDR;
            case SPS -> PayloadTraits.HAS_SPS;
            case PPS -> PayloadTraits.HAS_PPS;
            default -> 0;
        };
    }

    /**
     * Whether a payload can be the last of its picture: it does not end with what comes before slices (ITU-T H.264,
     * section 7.4.1.2.3), nor in the middle of what has only begun.
     */
    public static boolean mayEndPicture(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return true;
        }
        int type = bytes[offset] & 0x1F;
        if (type == FU_A && length > 1) {
            boolean onlyBegun = (bytes[offset + 1] & 0xC0) == 0x80;
            return !onlyBegun && !comesBeforeSlices(bytes[offset + 1] & 0x1F);
        }
        if (type != STAP_A) {
            return !comesBeforeSlices(type);
        }
        int end = offset + length;
        int last = SLICE;
        int at = offset + 1;
        for (int size = unitSize(bytes, at, end); size > 0; size = unitSize(bytes, at, end)) {
            last = bytes[at + 2] & 0x1F;
            at += 2 + size;
        }
        return !comesBeforeSlices(last);
    }

    /** Additional information, parameter sets, delimiters and prefixes. */
    private static boolean comesBeforeSlices(int type) {
        return type >= 6 && type <= 9 || type >= 13 && type <= 15;
    }

    /** The number that slices and other sets call a parameter set by; negative if there is none in it. */
    public static int parameterSetNumber(byte[] bytes, int offset, int length) {
        int type = length < 1 ? 0 : bytes[offset] & 0x1F;
        int before = switch (type) {
            case SPS -> BEFORE_SPS_NUMBER;
            case PPS -> 1;
            default -> length;
        };
        if (length <= before) {
            return -1;
        }
        try {
            return new BitReader(bytes, offset + before, length - before).unsigned(type == SPS ? 31 : 255);
        } catch (MalformedPacketException e) {
            return -1;
        }
    }

    /** Hears of NAL units in place. */
    public interface UnitVisitor {

        /** @param last whether this was the last of the payload */
        void unit(byte[] bytes, int offset, int length, boolean last);
    }

    /** Shows every whole NAL unit of a payload that {@link #inspect} found in order; none of a fragment. */
    public static void forEachUnit(byte[] bytes, int offset, int length, UnitVisitor visitor) {
        int type = bytes[offset] & 0x1F;
        if (type == FU_A) {
            return;
        }
        if (type != STAP_A) {
            visitor.unit(bytes, offset, length, true);
            return;
        }
        int end = offset + length;
        int at = offset + 1;
        while (at < end) {
            int size = unitSize(bytes, at, end);
            if (size == 0) {
                return;
            }
            visitor.unit(bytes, at + 2, size, at + 2 + size >= end);
            at += 2 + size;
        }
    }
}
