package org.courtbridge.signalling.webrtc;

/** A request of WHIP or WHEP that cannot be met; the message says why. */
public final class WhipException extends RuntimeException {

    private final Reason reason;

    /** The reason why a request is refused. */
    public enum Reason {
        /** Its session description cannot be answered. */
        NOT_ACCEPTABLE,
        /** There is no such session, or its leg has ended. */
        GONE,
        /** It speaks of an ICE session that has been restarted since. */
        OUTDATED,
        /** The hearing does not let the participant in. */
        REFUSED
    }

    WhipException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
