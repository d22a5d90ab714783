package org.courtbridge.codecs.payload;

/**
 * Reads in place what an RTP payload of VP8 (RFC 7741, section 4) holds. Allocates nothing.
 *
 * <pre>
 *      0 1 2 3 4 5 6 7
 *     |X|R|N|S|R| PID |
 *  X: |I|L|T|K| RSV   |
 *  I: |M| PictureID   |  (with M: seven bits more in a second byte)
 *  L: |   TL0PICIDX   |
 * T/K:|TID|Y| KEYIDX  |
 * </pre>
 */
public final class Vp8Payload {

    private static final int EXTENDED = 0x80;
    private static final int STARTS_PARTITION = 0x10;
    private static final int PARTITION = 0x07;
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int HAS_TL0PICIDX = 0x40;
    private static final int HAS_TID_OR_KEYIDX = 0x30;
    private static final int LONG_PICTURE_ID = 0x80;

    /** The frame tag's bit that is set in all but key frames (RFC 6386, section 9.1). */
    private static final int INTER_FRAME = 0x01;

    private static final int MALFORMED = -1;

    private Vp8Payload() {}

    /**
     * Tells as {@link PayloadTraits} what the payload holds: {@link PayloadTraits#IDR} if a key frame begins here,
     * {@link PayloadTraits#DEPENDENT} if another frame does, {@link PayloadTraits#MALFORMED}, or nothing.
     */
    public static int inspect(byte[] bytes, int offset, int length) {
        int descriptor = descriptorLength(bytes, offset, length);
        if (descriptor == MALFORMED || descriptor >= length) {
            return PayloadTraits.MALFORMED;
        }
        if (!beginsFrame(bytes, offset)) {
            return 0;
        }
        return (bytes[offset + descriptor] & INTER_FRAME) == 0 ? PayloadTraits.IDR : PayloadTraits.DEPENDENT;
    }

    static boolean beginsFrame(byte[] bytes, int offset) {
        return (bytes[offset] & STARTS_PARTITION) != 0 && (bytes[offset] & PARTITION) == 0;
    }

    /** Bytes before the frame's own, or -1 if the payload ends within them. */
    static int descriptorLength(byte[] bytes, int offset, int length) {
        if (length < 1) {
            return MALFORMED;
        }
        if ((bytes[offset] & EXTENDED) == 0) {
            return 1;
        }
        if (length < 2) {
            return MALFORMED;
        }
        int extensions = bytes[offset + 1];
        int size = 2;
        if ((extensions & HAS_PICTURE_ID) != 0) {
            if (length <= size) {
                return MALFORMED;
            }
            size += (bytes[offset + size] & LONG_PICTURE_ID) != 0 ? 2 : 1;
        }
        size += (extensions & HAS_TL0PICIDX) != 0 ? 1 : 0;
        size += (extensions & HAS_TID_OR_KEYIDX) != 0 ? 1 : 0;
        return size > length ? MALFORMED : size;
    }

    /** The PictureID of a payload that {@link #inspect} found in order, 0 to 32,767; -1 if it has none. */
    public static int pictureId(byte[] bytes, int offset) {
        if ((bytes[offset] & EXTENDED) == 0 || (bytes[offset + 1] & HAS_PICTURE_ID) == 0) {
            return -1;
        }
        int first = bytes[offset + 2];
        return (first & LONG_PICTURE_ID) == 0 ? first : (first & 0x7F) << 8 | bytes[offset + 3] & 0xFF;
    }

    /** Adds to the PictureID, modulo the 7 or 15 bits that it has; does nothing if there is none. */
    public static void shiftPictureId(byte[] bytes, int offset, int by) {
        int id = pictureId(bytes, offset);
        if (id < 0) {
            return;
        }
        if ((bytes[offset + 2] & LONG_PICTURE_ID) == 0) {
            bytes[offset + 2] = (byte) (id + by & 0x7F);
        } else {
            int shifted = id + by & 0x7FFF;
            bytes[offset + 2] = (byte) (LONG_PICTURE_ID | shifted >> 8);
            bytes[offset + 3] = (byte) shifted;
        }
    }
}
