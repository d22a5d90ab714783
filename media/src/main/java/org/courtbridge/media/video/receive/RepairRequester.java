package org.courtbridge.media.video.receive;

import java.util.List;
import java.util.Optional;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.video.receive.VideoReceiver.Recovery;

/**
 * Asks a party for what its picture lacks: for the packets that did not come, and for a keyframe where nothing else helps any more.
 * Lives on the source's event loop; what other threads may call says so. Time is {@link System#nanoTime}.
 */
final class RepairRequester {

    private final KeyframeRequester keyframes;
    private final NackRequester missing;

    /** @param ways to ask for keyframes, in the order in which they are tried */
    RepairRequester(List<KeyframeRequestMethod> ways, VideoReceiver.Uplink uplink) {
        this.keyframes = new KeyframeRequester(ways, uplink);
        this.missing = new NackRequester(uplink);
    }

    /** Follows a new offer and answer. */
    void ways(List<KeyframeRequestMethod> changed) {
        keyframes.ways(changed);
    }

    /** Starts anew with the next packet, which has nothing to do with those before. @param seen whether anybody sees the picture */
    void restart(boolean seen) {
        missing.restart();
        if (seen) {
            keyframes.want();
        }
    }

    /** A packet has come. */
    void received(int sequenceNumber, long now) {
        missing.received(sequenceNumber, now);
    }

    /** A keyframe begins to come. */
    void keyframeArrived(long now) {
        keyframes.arrived(now);
    }

    /**
     * Asks for the packets that are due.
     *
     * @param useful whether the party agreed to send again, and anybody sees the picture
     */
    void askForMissing(long ssrc, boolean useful, long now) {
        if (missing.ask(ssrc, useful, now)) {
            keyframes.want();
        }
    }

    /** Asks for the keyframe that is wanted, if it is time to. @param seen whether anybody sees the picture */
    void tick(long ssrc, boolean seen, long now) {
        if (seen) {
            askForKeyframe(ssrc, now);
        } else {
            keyframes.forget();
        }
    }

    /** A keyframe is wanted. */
    void keyframeWanted(long ssrc, long now) {
        keyframes.want();
        askForKeyframe(ssrc, now);
    }

    private void askForKeyframe(long ssrc, long now) {
        // Before the stream's first packet there is nobody to address.
        if (ssrc != FollowedSource.NO_SSRC) {
            keyframes.ask(ssrc, now);
        }
    }

    /** Sees from now on how long a keyframe takes to come. From any thread. */
    void timeKeyframe(long now) {
        keyframes.time(now);
    }

    /** Empty if none was timed. From any thread. */
    Optional<Recovery> recovery() {
        return keyframes.recovery();
    }

    /** Number of times that the party was asked for a keyframe. */
    long keyframeRequests() {
        return keyframes.requests();
    }
}
