package org.courtbridge.h323.per;

/** Octets that are no aligned PER, or more than anybody has reason to send. */
public final class PerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param complaint says what was found and what was expected */
    public PerException(String complaint) {
        // Malformed input is normal input: nobody looks for where it was found out.
        super(complaint, null, false, false);
    }
}
