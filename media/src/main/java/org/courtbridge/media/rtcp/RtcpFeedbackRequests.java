package org.courtbridge.media.rtcp;

import java.util.List;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.video.receive.VideoReceiver;

/** Asks a party for what its picture lacks, in RTCP or by its signalling. Lives on the transport's event loop. */
final class RtcpFeedbackRequests implements VideoReceiver.Uplink {

    private final RtcpSender rtcp;
    private final Leg leg;
    private int firSequence;

    RtcpFeedbackRequests(RtcpSender rtcp, Leg leg) {
        this.rtcp = rtcp;
        this.leg = leg;
    }

    @Override
    public void askForKeyframe(KeyframeRequestMethod way, long ssrc) {
        switch (way) {
            case PLI -> rtcp.feedback(new PictureLossIndication(rtcp.ownSsrc(), ssrc));
            case FIR -> {
                firSequence = firSequence + 1 & 0xFF;
                rtcp.feedback(
                        new FullIntraRequest(rtcp.ownSsrc(), List.of(new FullIntraRequest.Entry(ssrc, firSequence))));
            }
            case SIGNALLING -> leg.requestKeyframe();
        }
    }

    @Override
    public void askForPackets(List<Integer> lost, long ssrc) {
        rtcp.feedback(new GenericNack(rtcp.ownSsrc(), ssrc, lost));
    }
}
