package org.courtbridge.gateway.conference;

/** The hearing does not allow the command now; the message says why, for the person who asked. */
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandRefusedException(String reason) {
        super(reason);
    }
}
