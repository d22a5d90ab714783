package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * Reads RTP payloads of H.265 in place (RFC 7798, section 4.4). Allocates nothing.
 *
 * <p>The forms are a single NAL unit, several whole ones (AP), or a fragment of one (FU), without decoding order numbers and
 * additional information (PACI): {@link PlainPackets} has those taken out. What is left of them counts as {@link
 * PayloadTraits#MALFORMED}.
 *
 * <pre>
 * NAL unit, and AP:  |F| type (6) | layer (6) | TID (3) |
 * FU:                the same, of type 49, then |S|E| type (6) |
 * </pre>
 */
final class H265Payload {

    /** Types of NAL units (ITU-T H.265, table 7-1; RFC 7798, section 4.4). */
    private static final int FIRST_IRAP = 16;

    private static final int LAST_IRAP = 23;
    private static final int LAST_SLICE = 31;
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;
    private static final int DELIMITER = 35;
    private static final int PREFIX_SEI = 39;
    static final int AGGREGATE = 48;
    static final int FRAGMENT = 49;
    static final int PACI = 50;

    private static final int HEADER = 2;

    /** Bits of a sequence parameter set between its header and its number, if it has but one sub-layer. */
    private static final int GENERAL_PROFILE_AND_LEVEL = 96;

    private static final int SUB_LAYER_PROFILE = 88;
    private static final int SUB_LAYER_LEVEL = 8;
    private static final int MOST_SUB_LAYERS = 7;

    private H265Payload() {}

    /** Tells as {@link PayloadTraits} what the payload holds; a key picture is one of random access (IRAP). */
    static int inspect(byte[] bytes, int offset, int length) {
        if (length < HEADER + 1) {
            return PayloadTraits.MALFORMED;
        }
        int type = type(bytes, offset);
        if (type == AGGREGATE) {
            return inspectAggregate(bytes, offset, length);
        }
        if (type == FRAGMENT) {
            if (length < HEADER + 2) {
                return PayloadTraits.MALFORMED;
            }
            boolean start = (bytes[offset + HEADER] & 0x80) != 0;
            return PayloadTraits.FRAGMENT | (start ? flagOf(bytes[offset + HEADER] & 0x3F) : 0);
        }
        return type > FRAGMENT ? PayloadTraits.MALFORMED : flagOf(type);
    }

    private static int inspectAggregate(byte[] bytes, int offset, int length) {
        int flags = PayloadTraits.AGGREGATE;
        int end = offset + length;
        int at = offset + HEADER;
        while (at < end) {
            int size = H264Payload.unitSize(bytes, at, end);
            if (size <= HEADER) {
                return PayloadTraits.MALFORMED;
            }
            flags |= flagOf(type(bytes, at + 2));
            at += 2 + size;
        }
        return flags;
    }

    static int type(byte[] bytes, int offset) {
        return bytes[offset] >> 1 & 0x3F;
    }

    private static int flagOf(int type) {
        if (type <= LAST_SLICE) {
            return type >= FIRST_IRAP && type <= LAST_IRAP ? PayloadTraits.IDR : PayloadTraits.DEPENDENT;
        }
        return switch (type) {
            case VPS -> PayloadTraits.HAS_VPS;
            case SPS -> PayloadTraits.HAS_SPS;
            case PPS -> PayloadTraits.HAS_PPS;
            default -> 0;
        };
    }

    /** Shows every whole NAL unit of a payload that {@link #inspect} found in order; none of a fragment. */
    static void forEachUnit(byte[] bytes, int offset, int length, H264Payload.UnitVisitor visitor) {
        int type = type(bytes, offset);
        if (type == FRAGMENT) {
            return;
        }
        if (type != AGGREGATE) {
            visitor.unit(bytes, offset, length, true);
            return;
        }
        int end = offset + length;
        int at = offset + HEADER;
        for (int size = H264Payload.unitSize(bytes, at, end); size > 0; size = H264Payload.unitSize(bytes, at, end)) {
            visitor.unit(bytes, at + 2, size, at + 2 + size >= end);
            at += 2 + size;
        }
    }

    /**
     * Whether a payload can be the last of its picture: it does not end with what comes before slices (ITU-T H.265, clause
     * 7.4.2.4.4), nor in the middle of what has only begun.
     */
    static boolean mayEndPicture(byte[] bytes, int offset, int length) {
        if (length < HEADER) {
            return true;
        }
        int type = type(bytes, offset);
        if (type == FRAGMENT && length > HEADER) {
            boolean onlyBegun = (bytes[offset + HEADER] & 0xC0) == 0x80;
            return !onlyBegun && !comesBeforeSlices(bytes[offset + HEADER] & 0x3F);
        }
        if (type != AGGREGATE) {
            return !comesBeforeSlices(type);
        }
        int end = offset + length;
        int last = 0;
        int at = offset + HEADER;
        for (int size = H264Payload.unitSize(bytes, at, end); size > 0; size = H264Payload.unitSize(bytes, at, end)) {
            last = type(bytes, at + 2);
            at += 2 + size;
        }
        return !comesBeforeSlices(last);
    }

    /** Parameter sets, delimiters, and additional information on what follows. */
    private static boolean comesBeforeSlices(int type) {
        return type >= VPS && type <= DELIMITER || type == PREFIX_SEI;
    }

    /**
     * The type of a parameter set in the upper bits, and the number that others call it by in the lower eight; negative if
     * there is none in it.
     */
    static int parameterSetKey(byte[] bytes, int offset, int length) {
        if (length <= HEADER) {
            return -1;
        }
        int type = type(bytes, offset);
        BitReader reader = new BitReader(bytes, offset + HEADER, length - HEADER);
        try {
            int number = switch (type) {
                case VPS -> reader.bits(4);
                case SPS -> sequenceNumber(reader);
                case PPS -> reader.unsigned(63);
                default -> -1;
            };
            return number < 0 ? -1 : type << 8 | number;
        } catch (MalformedPacketException e) {
            return -1;
        }
    }

    /** ITU-T H.265, clauses 7.3.2.2.1 and 7.3.3. */
    private static int sequenceNumber(BitReader reader) {
        reader.bits(4);
        int moreLayers = reader.bits(3);
        reader.bit();
        reader.skip(GENERAL_PROFILE_AND_LEVEL);
        int bits = 0;
        for (int layer = 0; layer < moreLayers; layer++) {
            bits += reader.flag() ? SUB_LAYER_PROFILE : 0;
            bits += reader.flag() ? SUB_LAYER_LEVEL : 0;
        }
        // The flags of layers that there are not fill two bytes.
        reader.skip(moreLayers > 0 ? 2 * (MOST_SUB_LAYERS + 1 - moreLayers) : 0);
        reader.skip(bits);
        return reader.unsigned(15);
    }
}
