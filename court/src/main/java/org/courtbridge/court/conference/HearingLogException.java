package org.courtbridge.court.conference;

/** Events could not be made durable, so they have not happened; the message says why, for a technician. */
public final class HearingLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HearingLogException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
