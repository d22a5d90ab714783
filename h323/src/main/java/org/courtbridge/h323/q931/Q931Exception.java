package org.courtbridge.h323.q931;

/** Octets that are no TPKT packet or no Q.931 message, or more than anybody has reason to send. */
public final class Q931Exception extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String complaint;

    /** @param complaint says what was found and what was expected */
    public Q931Exception(String complaint) {
        // Malformed input is normal input: nobody looks for where it was found out.
        super(complaint, null, false, false);
        this.complaint = complaint;
    }

    /** States what was found and what was expected. */
    @Override
    public String getMessage() {
        return complaint;
    }
}
