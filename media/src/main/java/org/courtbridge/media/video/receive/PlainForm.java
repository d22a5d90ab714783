package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PlainPackets;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Makes the packets of a source {@linkplain PlainPackets plain} where its format has others, so that no later stage, and nobody
 * who sees the source, has to know those. All others pass as they are, uncopied. Lives on the source's event loop.
 */
final class PlainForm {

    private @Nullable PictureFormat format;
    private @Nullable PlainPackets plain;
    private @Nullable RtpPacket passing;

    /** Whether packets of this format go on under other numbers than those before. */
    boolean countsAnew(PictureFormat form) {
        return plain != null && !form.equals(format);
    }

    /** Takes the next packet of the source. @param packet lent until {@link #next} has given null */
    void put(RtpPacket packet, PictureFormat form) {
        if (form != format) {
            if (!form.equals(format)) {
                plain = form.plainPackets().orElse(null);
            }
            format = form;
        }
        if (plain == null) {
            passing = packet;
        } else {
            plain.put(packet);
        }
    }

    /** The next packet that is due, lent until the next call; null if none is. */
    @Nullable
    RtpPacket next() {
        if (plain != null) {
            return plain.next();
        }
        RtpPacket packet = passing;
        passing = null;
        return packet;
    }

    /** Begins anew: what comes next has nothing to do with what came before. */
    void restart() {
        passing = null;
        if (plain != null) {
            plain.restart();
        }
    }
}
