package org.courtbridge.operations.delivery;

/** Mail was not taken; the message says why, and nothing of the mail. */
public final class MailException extends Exception {

    private static final long serialVersionUID = 1L;

    public MailException(String message, Throwable cause) {
        super(message, cause);
    }
}
