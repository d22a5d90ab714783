package org.courtbridge.gateway.bridge;

import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.hearings.LegId;

/** What flows to and from one leg. */
public record LegStatistics(LegId leg, String name, Leg.Kind kind, List<Stream> streams) {

    /**
     * One stream of media in one direction, counted since it began; rates are over about the last second.
     *
     * @param slot which picture for a sent video ({@link LegMedia.SentVideo#slot}), otherwise "main"
     * @param codec such as "G722" or "H264"
     * @param bitrate bit/s, RTP payload
     * @param lost packets that were lost for good; of what we send, as the party reports it. Never goes down
     * @param recentLoss per cent of the packets of about the last ten seconds, 0 to 100
     * @param jitter milliseconds; of what we send, as the party reports it
     * @param roundTrip milliseconds, if the party sends the reports that tell it
     * @param frames pictures; for sound, 20 ms blocks
     * @param keyframes pictures that depend on no other
     * @param keyframeRequests asked of the party (received) or by the party (sent)
     * @param concealed milliseconds of received sound that had to be made up
     * @param level of received sound, dBov (-127 to 0)
     */
    public record Stream(
            Direction direction,
            Medium medium,
            String slot,
            String codec,
            long packets,
            long bytes,
            long bitrate,
            long lost,
            double recentLoss,
            double jitter,
            OptionalDouble roundTrip,
            long frames,
            long keyframes,
            long keyframeRequests,
            long concealed,
            double level) {}

    /** Seen from the gateway. */
    public enum Direction {
        RECEIVED,
        SENT
    }

    public enum Medium {
        AUDIO,
        VIDEO
    }
}
