package org.courtbridge.media.probe;

import java.time.Duration;

/**
 * The course of a test call: what is due once, so long after its beginning. Guarded by the bridge that it belongs to. Time is
 * {@link System#nanoTime}.
 */
final class ProbeCourse {

    private final Duration tone;
    private final Duration keyframe;
    private final long begun;
    private boolean toned;
    private boolean timed;

    /** @param begun now */
    ProbeCourse(ProbeSettings settings, long begun) {
        this.tone = settings.tone();
        this.keyframe = settings.keyframe();
        this.begun = begun;
    }

    /** Nanoseconds since the beginning. */
    long elapsed(long now) {
        return now - begun;
    }

    /** Whether the tone is to be played now; then it is taken for played. */
    boolean toneIsDue(long now) {
        boolean due = !toned && elapsed(now) >= tone.toNanos();
        toned |= due;
        return due;
    }

    /** The tone is played without having been due. */
    void toned() {
        toned = true;
    }

    /** Whether the party is to be asked for the keyframe that is timed now; then it is taken for asked. */
    boolean keyframeIsDue(long now) {
        boolean due = !timed && elapsed(now) >= keyframe.toNanos();
        timed |= due;
        return due;
    }
}
