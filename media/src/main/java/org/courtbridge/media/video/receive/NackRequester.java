package org.courtbridge.media.video.receive;

import java.util.List;
import org.courtbridge.codecs.rtp.NackGenerator;

/** Asks a party for the packets of its picture that did not come. Lives on the source's event loop. */
final class NackRequester {

    /** Nanoseconds between two looks for losses at least. */
    private static final long INTERVAL = 5_000_000;

    private static final long USUAL_ROUND_TRIP = 50_000_000;

    private final VideoReceiver.Uplink uplink;
    private NackGenerator nacks = new NackGenerator();
    private long next;

    NackRequester(VideoReceiver.Uplink uplink) {
        this.uplink = uplink;
    }

    /** Starts anew with the next packet; what was missing is not asked for any more. */
    void restart() {
        nacks = new NackGenerator();
    }

    void received(int sequenceNumber, long now) {
        nacks.received(sequenceNumber, now);
    }

    /**
     * Asks for what is due.
     *
     * @param useful whether the party agreed to send again, and anybody looks
     * @return whether something was lost for good, so that only a keyframe helps
     */
    boolean ask(long ssrc, boolean useful, long now) {
        if (!nacks.hasMissing() || now - next < 0) {
            return false;
        }
        next = now + INTERVAL;
        if (!useful) {
            nacks.clear();
            return false;
        }
        List<Integer> due = nacks.due(now, USUAL_ROUND_TRIP);
        if (!due.isEmpty()) {
            uplink.askForPackets(due, ssrc);
        }
        return nacks.takeGivenUp();
    }
}
