package org.courtbridge.media.video.send;

import java.util.OptionalDouble;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.media.video.PicturePacket;

/** The keyframes that a party is sent, and those that it asks for or needs. Lives on the sender's event loop. */
final class SentKeyframes {

    /** Milliseconds for which a keyframe may be under way to a party that says nothing else of it. */
    private static final double LONGEST_ROUND_TRIP = 250;

    private static final int NO_FIR = -1;
    private static final long NEVER = -1;

    private final ReportedDamage damage = new ReportedDamage();

    /** Time at which the last one of a source began to go out, and its RTP timestamp. */
    private long lastBegun;

    private long timestamp = NEVER;
    private long count;
    private long requests;
    private int firSequence = NO_FIR;

    /** A packet goes out. @param flags of its payload */
    void sent(PicturePacket picture, int flags, long now) {
        if ((flags & PayloadTraits.IDR) == 0) {
            return;
        }
        if (picture.rtp().timestamp() != timestamp) {
            timestamp = picture.rtp().timestamp();
            lastBegun = now;
        }
        if (picture.begins()) {
            count++;
        }
    }

    /** Those that went out. */
    long count() {
        return count;
    }

    /** The party asks for one. */
    void requested() {
        requests++;
        damage.asked();
    }

    /** Times that the party asked. */
    long requests() {
        return requests;
    }

    /** The party asks for packets: it says by itself what it lacks. */
    void packetsRequested() {
        damage.asked();
    }

    /** Whether the party has sent a Full Intra Request with this number before (RFC 5104, section 4.3.1.2). */
    boolean isRepeated(int sequence) {
        boolean repeated = sequence == firSequence;
        firSequence = sequence;
        return repeated;
    }

    /**
     * Whether the last one, whomever it was for, is younger than a round trip: then the party asked before it has seen that one.
     *
     * @param roundTrip ms, if it is known
     */
    boolean isUnderWay(OptionalDouble roundTrip, long now) {
        double millis = Math.min(roundTrip.orElse(0), LONGEST_ROUND_TRIP);
        return timestamp != NEVER && now - lastBegun < millis * 1_000_000;
    }

    /** A party that asks for nothing reports what it has lost. @param lost packets, in all */
    void reported(long lost) {
        damage.reported(lost);
    }

    /** Whether a party that asks for nothing needs one. */
    boolean isNeeded(long now) {
        return damage.needsKeyframe(now);
    }
}
