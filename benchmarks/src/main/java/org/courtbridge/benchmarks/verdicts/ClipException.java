package org.courtbridge.benchmarks.verdicts;

/** A clip or a label that cannot be used; the message names the file and what is wrong with it. */
public final class ClipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClipException(String message) {
        super(message);
    }

    ClipException(String message, Throwable cause) {
        super(message, cause);
    }
}
