package org.courtbridge.media.video.send;

/**
 * Decides whether the next still for a party must be a keyframe: because the party asks for one, because it was sent none by the
 * present way, or because the first by that way was sent a second ago and may have come before the party had its keys. One thread's;
 * time is {@link System#nanoTime}.
 */
final class StillKeyframes {

    /** Nanoseconds from the first keyframe by a new way to the second. */
    static final long AGAIN = 1_000_000_000;

    private static final long NEVER = Long.MAX_VALUE;

    private boolean wanted;

    /** Whether anything has been sent by the present way. */
    private boolean begun;

    /** Time of the second by a new way; {@link #NEVER} if it was sent, or the first was not. */
    private long againAt = NEVER;

    /** The next must be one. */
    void want() {
        wanted = true;
    }

    /** The party asks for one, and so has its keys. */
    void requested() {
        wanted = true;
        againAt = NEVER;
    }

    /** There is no way to the party, or another one: what it has seen so far may be nothing. */
    void beginAnew() {
        wanted = true;
        begun = false;
        againAt = NEVER;
    }

    boolean isWanted(long now) {
        if (againAt != NEVER && now - againAt >= 0) {
            againAt = NEVER;
            wanted = true;
        }
        return wanted;
    }

    /** One is being coded. */
    void underWay() {
        wanted = false;
    }

    /** A still was sent. */
    void sent(long now) {
        if (!begun) {
            begun = true;
            againAt = now + AGAIN;
        }
    }
}
