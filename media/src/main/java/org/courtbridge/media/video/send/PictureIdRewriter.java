package org.courtbridge.media.video.send;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp8Payload;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.codecs.payload.Vp9Payload;

/**
 * Numbers the pictures of VP8 and VP9 from changing sources as one stream (PictureID, RFC 7741, section 4.2; RFC 9628,
 * section 4.2). One thread's.
 */
final class PictureIdRewriter {

    private int shift;
    private int last;
    private boolean switching = true;

    /** The next payload is of another source, or of the same one after a break. */
    void switchSource() {
        switching = true;
    }

    /** Gives a payload its number, in place; nothing if it has none. */
    void rewrite(PictureFormat format, byte[] payload, int offset) {
        if (format instanceof Vp8Format) {
            Vp8Payload.shiftPictureId(payload, offset, shift(Vp8Payload.pictureId(payload, offset)));
            note(Vp8Payload.pictureId(payload, offset));
        } else if (format instanceof Vp9Format) {
            Vp9Payload.shiftPictureId(payload, offset, shift(Vp9Payload.pictureId(payload, offset)));
            note(Vp9Payload.pictureId(payload, offset));
        }
    }

    /** @param id negative if there is none */
    private int shift(int id) {
        if (id >= 0 && switching) {
            switching = false;
            shift = last + 1 - id;
        }
        return shift;
    }

    private void note(int id) {
        last = id < 0 ? last : id;
    }
}
