package org.courtbridge.media.transport;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * The listener of a {@link MediaPath}, or nobody yet. A loss is told once, and to whoever listens first if nobody did when it came.
 * On the path's event loop.
 */
final class PathListener {

    /**
     * Takes packets that come before anybody listens: where they come from must be known by then, as what keeps a NAT open is
     * sent once in many seconds (H.460.19).
     */
    private static final RtpListener NOBODY = new RtpListener() {
        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {}
    };

    private RtpListener listener = NOBODY;
    private @Nullable String lossReason;
    private boolean silenced;

    /** From now on this one listens, unless nobody is to hear anything more. */
    void set(RtpListener listener) {
        if (silenced) {
            return;
        }
        boolean first = this.listener == NOBODY;
        this.listener = listener;
        if (first && lossReason != null) {
            listener.lost(lossReason);
        }
    }

    /** The one who listens; one that does nothing, if nobody does. */
    RtpListener get() {
        return listener;
    }

    /** Tells the first loss. */
    void lost(String reason) {
        if (lossReason == null) {
            lossReason = reason;
            listener.lost(reason);
        }
    }

    /** From now on nobody hears anything more. */
    void silence() {
        listener = NOBODY;
        silenced = true;
    }

    boolean isSilenced() {
        return silenced;
    }
}
