package org.courtbridge.gateway.bridge;

import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.gateway.bridge.LegMedia.Feedback;

/** Tells a browser each second to send no more than the weakest of those who see it takes (draft-alvestrand-rmcat-remb). */
final class BitrateLimit {

    /** bit/s that a browser may send if no receiver has a lower limit: plenty for 720p. */
    private static final long USUAL = 2_500_000;

    private final RtcpSender rtcp;

    BitrateLimit(RtcpSender rtcp) {
        this.rtcp = rtcp;
    }

    void tell(Streams streams) {
        streams.source()
                .filter(source ->
                        !source.ssrcs().isEmpty() && source.agreed().feedback().contains(Feedback.REMB))
                .ifPresent(source -> rtcp.feedback(
                        new MaximumBitrate(rtcp.ownSsrc(), Math.min(USUAL, source.bitrateCap()), source.ssrcs())));
    }
}
