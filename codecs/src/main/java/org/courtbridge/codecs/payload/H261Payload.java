package org.courtbridge.codecs.payload;

/**
 * Reads RTP payloads of H.261 in place (RFC 4587, section 4.1).
 *
 * <pre>
 *     |SBIT |EBIT |I|V| GOBN  |   MBAP  |  QUANT  |  HMVD   |  VMVD   |
 * </pre>
 */
final class H261Payload {

    static final int HEADER = 4;

    /** Start code, TR and PTYPE. */
    private static final int PICTURE_START_BITS = 20;

    private static final int PICTURE_START = 0x10;

    private H261Payload() {}

    /** Bits of the data's first byte that belong to the packet before (SBIT). */
    static int startBits(byte[] bytes, int offset) {
        return bytes[offset] >> 5 & 7;
    }

    /** Bits of the data's last byte that belong to the next packet (EBIT). */
    static int endBits(byte[] bytes, int offset) {
        return bytes[offset] >> 2 & 7;
    }

    /**
     * Tells as {@link PayloadTraits} what the payload holds: {@link PayloadTraits#IDR} if a picture begins here and all
     * that is here of it depends on no other, {@link PayloadTraits#DEPENDENT} if another begins, {@link
     * PayloadTraits#MALFORMED}, or nothing. Pictures of H.261 do not say whether they are key pictures: macroblocks do.
     */
    static int inspect(byte[] bytes, int offset, int length) {
        if (length <= HEADER) {
            return PayloadTraits.MALFORMED;
        }
        int from = 8 * (offset + HEADER) + startBits(bytes, offset);
        int end = 8 * (offset + length) - endBits(bytes, offset);
        if (from >= end) {
            return PayloadTraits.MALFORMED;
        }
        if (BitCode.bits(bytes, from, end, PICTURE_START_BITS) != PICTURE_START) {
            return 0;
        }
        return isIntra(new H261Walk(bytes, from, end)) ? PayloadTraits.IDR : PayloadTraits.DEPENDENT;
    }

    /** Whether no macroblock is left out, and none depends on another picture. */
    private static boolean isIntra(H261Walk walk) {
        boolean some = false;
        H261Walk.Step step = walk.next();
        while (step != H261Walk.Step.END && step != H261Walk.Step.BROKEN) {
            if (step == H261Walk.Step.MACROBLOCK) {
                if (!walk.isIntra() || walk.growth() != 1) {
                    return false;
                }
                some = true;
            }
            step = walk.next();
        }
        return some;
    }
}
