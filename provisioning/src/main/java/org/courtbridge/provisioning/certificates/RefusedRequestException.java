package org.courtbridge.provisioning.certificates;

/** A certificate that we do not issue, or do not take; the message says to whoever asked what was expected. */
public class RefusedRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public RefusedRequestException(String message) {
        super(message);
    }

    public RefusedRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
