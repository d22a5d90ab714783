package org.courtbridge.codecs.payload;

/**
 * Reads in place what an RTP payload of VP9 (RFC 9628, section 4) holds. Allocates nothing.
 *
 * <pre>
 *       0 1 2 3 4 5 6 7
 *      |I|P|L|F|B|E|V|Z|
 *   I: |M| PictureID   |  (with M: eight bits more in a second byte)
 *   L: | TID |U| SID |D|  (without F, TL0PICIDX in a byte after it)
 * F,P: | P_DIFF      |N|  (with N another one, three at most)
 *   V: scalability structure
 * </pre>
 */
public final class Vp9Payload {

    private static final int HAS_PICTURE_ID = 0x80;
    private static final int PREDICTED = 0x40;
    private static final int HAS_LAYER = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int BEGINS_FRAME = 0x08;
    private static final int ENDS_FRAME = 0x04;
    private static final int HAS_STRUCTURE = 0x02;
    private static final int LONG_PICTURE_ID = 0x80;
    private static final int MOST_REFERENCES = 3;

    private static final int MALFORMED = -1;

    private Vp9Payload() {}

    /**
     * Tells as {@link PayloadTraits} what the payload holds: {@link PayloadTraits#IDR} if a key frame begins here, of the
     * lowest spatial layer if there are several, {@link PayloadTraits#DEPENDENT} if another picture does, {@link
     * PayloadTraits#MALFORMED}, or nothing.
     */
    public static int inspect(byte[] bytes, int offset, int length) {
        int descriptor = descriptorLength(bytes, offset, length);
        if (descriptor == MALFORMED || descriptor >= length) {
            return PayloadTraits.MALFORMED;
        }
        if (!beginsPicture(bytes, offset)) {
            return 0;
        }
        return isKey(bytes[offset + descriptor]) ? PayloadTraits.IDR : PayloadTraits.DEPENDENT;
    }

    /** By the first byte of a frame (VP9 bitstream, section 6.2): frame_marker, profile, show_existing_frame, frame_type. */
    private static boolean isKey(int first) {
        boolean marked = (first & 0xC0) == 0x80;
        boolean laterProfile = (first & 0x30) == 0x30;
        return marked && (first & (laterProfile ? 0x06 : 0x0C)) == 0;
    }

    /** Whether a frame begins here, be it of a higher spatial layer. Of a payload that {@link #inspect} found in order. */
    static boolean beginsFrame(byte[] bytes, int offset) {
        return (bytes[offset] & BEGINS_FRAME) != 0;
    }

    static boolean endsFrame(byte[] bytes, int offset) {
        return (bytes[offset] & ENDS_FRAME) != 0;
    }

    /** Whether a frame of the lowest spatial layer begins here. */
    static boolean beginsPicture(byte[] bytes, int offset) {
        return beginsFrame(bytes, offset) && spatialLayer(bytes, offset) == 0;
    }

    private static int spatialLayer(byte[] bytes, int offset) {
        if ((bytes[offset] & HAS_LAYER) == 0) {
            return 0;
        }
        return bytes[offset + 1 + pictureIdLength(bytes, offset)] >> 1 & 7;
    }

    private static int pictureIdLength(byte[] bytes, int offset) {
        if ((bytes[offset] & HAS_PICTURE_ID) == 0) {
            return 0;
        }
        return (bytes[offset + 1] & LONG_PICTURE_ID) != 0 ? 2 : 1;
    }

    /** Bytes before the frame's own, or -1 if the payload ends within them, or has more references than there can be. */
    static int descriptorLength(byte[] bytes, int offset, int length) {
        if (length < 2) {
            return MALFORMED;
        }
        int head = bytes[offset];
        int size = 1 + pictureIdLength(bytes, offset);
        if ((head & HAS_LAYER) != 0) {
            size += (head & FLEXIBLE) != 0 ? 1 : 2;
        }
        if ((head & FLEXIBLE) != 0 && (head & PREDICTED) != 0) {
            boolean more = true;
            for (int references = 0; more; references++) {
                if (references == MOST_REFERENCES || size >= length) {
                    return MALFORMED;
                }
                more = (bytes[offset + size++] & 1) != 0;
            }
        }
        if ((head & HAS_STRUCTURE) != 0) {
            size = structureEnd(bytes, offset, size, length);
        }
        return size > length ? MALFORMED : size;
    }

    /**
     * End of the scalability structure that begins at a place (RFC 9628, section 4.2.1); past the payload's end if it is cut
     * off.
     */
    private static int structureEnd(byte[] bytes, int offset, int from, int length) {
        int past = length + 1;
        if (from >= length) {
            return past;
        }
        int head = bytes[offset + from];
        int layers = (head >> 5 & 7) + 1;
        int at = from + 1 + ((head & 0x10) != 0 ? 4 * layers : 0);
        if ((head & 0x08) == 0) {
            return at;
        }
        if (at >= length) {
            return past;
        }
        int pictures = bytes[offset + at++] & 0xFF;
        for (int i = 0; i < pictures; i++) {
            if (at >= length) {
                return past;
            }
            at += 1 + (bytes[offset + at] >> 2 & 3);
        }
        return at;
    }

    /** The PictureID of a payload that {@link #inspect} found in order, 0 to 32,767; -1 if it has none. */
    public static int pictureId(byte[] bytes, int offset) {
        return switch (pictureIdLength(bytes, offset)) {
            case 0 -> -1;
            case 1 -> bytes[offset + 1];
            default -> (bytes[offset + 1] & 0x7F) << 8 | bytes[offset + 2] & 0xFF;
        };
    }

    /** Adds to the PictureID, modulo the 7 or 15 bits that it has; does nothing if there is none. */
    public static void shiftPictureId(byte[] bytes, int offset, int by) {
        int shifted = pictureId(bytes, offset) + by;
        int size = pictureIdLength(bytes, offset);
        if (size == 1) {
            bytes[offset + 1] = (byte) (shifted & 0x7F);
        } else if (size == 2) {
            bytes[offset + 1] = (byte) (LONG_PICTURE_ID | shifted >> 8 & 0x7F);
            bytes[offset + 2] = (byte) shifted;
        }
    }
}
