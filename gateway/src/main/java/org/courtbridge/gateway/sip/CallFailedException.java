package org.courtbridge.gateway.sip;

import org.courtbridge.hearings.EndReason;

/** A room could not be called; the message says why, for the clerk who asked. */
public final class CallFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final EndReason reason;
    private final int status;

    CallFailedException(EndReason reason, int status, String message) {
        super(message);
        this.reason = reason;
        this.status = status;
    }

    public EndReason reason() {
        return reason;
    }

    /** The SIP status that the room answered with; 0 if it did not answer. */
    public int status() {
        return status;
    }
}
