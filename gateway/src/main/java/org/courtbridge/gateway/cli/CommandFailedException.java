package org.courtbridge.gateway.cli;

/** A command could not do what it was asked to; the message is for the person at the terminal. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
