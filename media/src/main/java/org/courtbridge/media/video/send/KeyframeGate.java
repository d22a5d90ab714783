package org.courtbridge.media.video.send;

import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.PayloadTraits;

/** Lets pictures begin for a receiver at a keyframe and nowhere else. One thread's. */
final class KeyframeGate {

    private enum State {
        /** Lets nothing through until a keyframe. */
        WAITING,
        /** Parameter sets went through; what follows must be a keyframe. */
        BEGINNING,
        FLOWING
    }

    private State state = State.WAITING;

    /** Lets nothing through until the next keyframe. */
    void shut() {
        state = State.WAITING;
    }

    /** Whether the next packet that passes is the first. */
    boolean isShut() {
        return state == State.WAITING;
    }

    /**
     * Whether a packet may go through.
     *
     * @param flags what {@link H264Payload#inspect} said of it
     * @param begins whether a receiver can begin here
     */
    boolean lets(int flags, boolean begins) {
        if (state == State.BEGINNING && (flags & PayloadTraits.DEPENDENT) != 0 && (flags & PayloadTraits.IDR) == 0) {
            // Parameter sets repeated before an ordinary picture: not yet the place to begin.
            state = State.WAITING;
        }
        return state != State.WAITING || begins;
    }

    /** A packet went through. */
    void passed(int flags) {
        if ((flags & PayloadTraits.IDR) != 0) {
            state = State.FLOWING;
        } else if (state == State.WAITING) {
            state = State.BEGINNING;
        }
    }
}
