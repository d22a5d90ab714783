package org.courtbridge.gateway.bridge;

import java.util.List;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.gateway.bridge.LegMedia.Feedback;

/**
 * Tells a browser each second to send no more than is of use to anybody who sees it: what the weakest room takes that sees its
 * pictures as they come, and what the widest line carries (draft-alvestrand-rmcat-remb). Lives on the transport's event loop.
 */
final class BitrateLimit {

    /** bit/s that a browser may send if no receiver has a lower limit: plenty for 720p. */
    private static final long USUAL = 2_500_000;

    private final RtcpSender rtcp;

    /** What the lines carried a second ago: one that is narrow for a moment only is no reason. */
    private long ceilingBefore = Line.UNLIMITED;

    BitrateLimit(RtcpSender rtcp) {
        this.rtcp = rtcp;
    }

    void tell(Streams streams) {
        streams.source()
                .filter(source ->
                        !source.ssrcs().isEmpty() && source.agreed().feedback().contains(Feedback.REMB))
                .ifPresent(source -> tell(source, source.ssrcs()));
    }

    private void tell(PictureLayers source, List<Long> ssrcs) {
        long ceiling = source.ceiling();
        long most = Math.min(source.bitrateCap(), Math.max(ceiling, ceilingBefore));
        ceilingBefore = ceiling;
        rtcp.feedback(new MaximumBitrate(rtcp.ownSsrc(), Math.min(USUAL, most), ssrcs));
    }
}
