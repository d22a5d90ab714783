package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PlainPackets;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Has the packets of a source made {@linkplain PlainPackets plain} where its format has others, so that whatever is behind, and
 * whoever sees the source, has to know none of those. All others pass as they are. Lives on the source's event loop.
 */
final class PlainForm {

    /** Whom packets go on to. */
    interface Next {

        void pass(RtpPacket packet, PictureFormat format, long arrival);
    }

    private final Next next;
    private final PlainPackets.Sink sink = this::give;
    private @Nullable PictureFormat format;
    private @Nullable PlainPackets plain;
    private long arrival;

    PlainForm(Next next) {
        this.next = next;
    }

    /** Whether packets of this format go on under other numbers than those before. */
    boolean countsAnew(PictureFormat form) {
        return plain != null && !form.equals(format);
    }

    /** Takes the next packet of the source; gives on what is due now. */
    void pass(RtpPacket packet, PictureFormat form, long now) {
        if (form != format) {
            if (!form.equals(format)) {
                plain = form.plainPackets().orElse(null);
            }
            format = form;
        }
        if (plain == null) {
            next.pass(packet, form, now);
        } else {
            arrival = now;
            plain.push(packet, sink);
        }
    }

    private void give(RtpPacket packet) {
        if (format != null) {
            next.pass(packet, format, arrival);
        }
    }

    /** What comes next has nothing to do with what came before. */
    void restart() {
        if (plain != null) {
            plain.restart();
        }
    }
}
