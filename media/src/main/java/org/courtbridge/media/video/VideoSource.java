package org.courtbridge.media.video;

/** Pictures as they can be shown to a party: another's as they come, or coded anew, or composed of several parties'. */
public interface VideoSource {

    /** Without a packet for so long, nanoseconds, pictures are lost... */
    long LOSS_TIMEOUT_NANOS = 1_000_000_000;

    /** ...and such as come seldom only after this: a screen on which nothing moves comes once a second. */
    long SLOW_LOSS_TIMEOUT_NANOS = 1_500_000_000;

    /** Nanoseconds without a packet after which its pictures are lost. From any thread. */
    default long lossTimeoutNanos() {
        return LOSS_TIMEOUT_NANOS;
    }

    /** Whether the policy lets them be seen at all; takes effect with the next packet. From any thread. */
    boolean open();

    /** Whether its pictures are coded here, so that they begin at once and can be made smaller. */
    default boolean isCodedHere() {
        return false;
    }

    /** Number of times that {@link #open} became true; after each, pictures go on only from a keyframe. From any thread. */
    int openings();

    /** From any thread. */
    PictureDescription description();

    /** From any thread. */
    ParameterSets parameters();

    /** Somebody needs a keyframe. From any thread. */
    void keyframeWanted(long now);
}
