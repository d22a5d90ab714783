package org.courtbridge.codecs.payload;

/**
 * The payloads of H.265 with decoding order numbers (RFC 7798, sections 4.4.1 to 4.4.3), which a sender that states
 * {@code sprop-max-don-diff} writes.
 *
 * <pre>
 * NAL unit:  |header (16)|number (16)|rest of the unit|
 * AP:        |header (16)|number (16)|size (16)|unit|  then each: |number's difference less 1 (8)|size (16)|unit|
 * FU:        |header (16)|S E type|number (16), of the first alone|part|
 * </pre>
 */
final class NumberedH265 implements NumberedUnits {

    private static final int HEADER = 2;
    private static final int NUMBER = 2;
    private static final int SIZE = 2;

    @Override
    public boolean read(byte[] bytes, int offset, int length, Visitor visitor) {
        if (length <= HEADER) {
            return false;
        }
        int type = H265Payload.type(bytes, offset);
        if (type == H265Payload.PACI) {
            byte[] plain = PaciUnwrapping.unwrap(bytes, offset, length);
            return plain.length > HEADER
                    && H265Payload.type(plain, 0) != H265Payload.PACI
                    && read(plain, 0, plain.length, visitor);
        }
        return switch (type) {
            case H265Payload.AGGREGATE -> aggregate(bytes, offset, length, visitor);
            case H265Payload.FRAGMENT -> fragment(bytes, offset, length, visitor);
            default -> type < H265Payload.AGGREGATE && single(bytes, offset, length, visitor);
        };
    }

    private static boolean single(byte[] bytes, int offset, int length, Visitor visitor) {
        int before = HEADER + NUMBER;
        if (length <= before) {
            return false;
        }
        byte[] unit = new byte[length - NUMBER];
        System.arraycopy(bytes, offset, unit, 0, HEADER);
        System.arraycopy(bytes, offset + before, unit, HEADER, length - before);
        visitor.unit(number(bytes, offset + HEADER), 0, unit, 0, unit.length);
        return true;
    }

    private static boolean aggregate(byte[] bytes, int offset, int length, Visitor visitor) {
        int end = offset + length;
        int at = offset + HEADER + NUMBER;
        if (at >= end) {
            return false;
        }
        int number = number(bytes, offset + HEADER);
        while (at < end) {
            int size = H264Payload.unitSize(bytes, at, end);
            if (size <= HEADER || H265Payload.type(bytes, at + SIZE) >= H265Payload.AGGREGATE) {
                return false;
            }
            visitor.unit(number, 0, bytes, at + SIZE, size);
            at += SIZE + size;
            if (at < end) {
                number = number + (bytes[at] & 0xFF) + 1 & 0xFFFF;
                at++;
                if (at == end) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean fragment(byte[] bytes, int offset, int length, Visitor visitor) {
        if (length <= HEADER + 1) {
            return false;
        }
        int fragmentHeader = bytes[offset + HEADER];
        boolean end = (fragmentHeader & 0x40) != 0;
        if ((fragmentHeader & 0x80) == 0) {
            visitor.further(end, bytes, offset + HEADER + 1, length - HEADER - 1);
            return true;
        }
        int before = HEADER + 1 + NUMBER;
        int type = fragmentHeader & 0x3F;
        if (length <= before || type >= H265Payload.AGGREGATE) {
            return false;
        }
        byte[] whole = {(byte) (bytes[offset] & 0x81 | type << 1), bytes[offset + 1]};
        visitor.first(number(bytes, offset + HEADER + 1), end, whole, bytes, offset + before, length - before);
        return true;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** All do (RFC 7798, section 7.1, sprop-depack-buf-nalus). */
    @Override
    public boolean counts(byte[] unit) {
        return true;
    }

    @Override
    public int header() {
        return HEADER;
    }

    @Override
    public int fragmentHeader(byte[] unit, boolean start, boolean end, byte[] to, int at) {
        to[at] = (byte) (unit[0] & 0x81 | H265Payload.FRAGMENT << 1);
        to[at + 1] = unit[1];
        to[at + 2] = (byte) ((start ? 0x80 : 0) | (end ? 0x40 : 0) | H265Payload.type(unit, 0));
        return HEADER + 1;
    }
}
