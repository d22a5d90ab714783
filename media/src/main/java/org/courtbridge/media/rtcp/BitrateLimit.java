package org.courtbridge.media.rtcp;

import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.receive.SimulcastReceiver;

/**
 * Tells a party to send no more than is of use to anybody who sees it: what the weakest room takes that sees its pictures as they
 * come, and what the widest line carries. A browser is told each second (draft-alvestrand-rmcat-remb), a room until it says
 * that it has heard ({@link TmmbrSender}), a leg that takes limits by its signalling each second by that. Lives on the
 * transport's event loop.
 */
final class BitrateLimit {

    /** bit/s that a party may send if no receiver has a lower limit: plenty for 720p. */
    private static final long USUAL = 2_500_000;

    private final RtcpSender rtcp;
    private final TmmbrSender requests;
    private final Leg leg;

    /**
     * The ceiling of a moment ago, bit/s. The higher of two in a row counts: a line that is narrow for a moment only is no
     * reason.
     */
    private long ceilingBefore = PacedTransport.UNLIMITED;

    BitrateLimit(RtcpSender rtcp, Leg leg) {
        this.rtcp = rtcp;
        this.requests = new TmmbrSender(rtcp);
        this.leg = leg;
    }

    void tell(Streams streams) {
        streams.source()
                .filter(source -> !source.ssrcs().isEmpty() && source.heedsLimits())
                .ifPresent(this::tell);
    }

    void heard(TemporaryBitrateNotification notification) {
        requests.heard(notification);
    }

    private void tell(SimulcastReceiver source) {
        long ceiling = source.ceiling();
        long most = Math.min(source.bitrateCap(), Math.max(ceiling, ceilingBefore));
        ceilingBefore = ceiling;
        if (source.agreed().feedback().contains(Feedback.REMB)) {
            rtcp.feedback(new MaximumBitrate(rtcp.ownSsrc(), Math.min(USUAL, most), source.ssrcs()));
        } else if (source.agreed().feedback().contains(Feedback.TMMBR)) {
            requests.tell(source.ssrcs().getFirst(), Math.min(USUAL, most), most < USUAL);
        } else {
            leg.pictureRate(source.bitsOfLastSecond(), most);
        }
    }
}
