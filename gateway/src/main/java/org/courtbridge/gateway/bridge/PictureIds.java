package org.courtbridge.gateway.bridge;

import org.courtbridge.codecs.payload.Vp8Payload;

/** Numbers the pictures of VP8 from changing sources as one stream (PictureID, RFC 7741, section 4.2). One thread's. */
final class PictureIds {

    private int shift;
    private int last;
    private boolean switching = true;

    /** The next payload is of another source, or of the same one after a break. */
    void switchSource() {
        switching = true;
    }

    /** Gives a payload its number, in place; nothing if it has none. */
    void rewrite(byte[] payload, int offset) {
        int id = Vp8Payload.pictureId(payload, offset);
        if (id < 0) {
            return;
        }
        if (switching) {
            switching = false;
            shift = last + 1 - id;
        }
        Vp8Payload.shiftPictureId(payload, offset, shift);
        last = Vp8Payload.pictureId(payload, offset);
    }
}
