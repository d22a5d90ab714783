package org.courtbridge.h323.q931;

/** The beginning of a Q.931 message (Q.931, clause 4.1): enough to know whose it is, whatever its elements are. */
public record Q931Header(CallReference callReference, MessageType type) {

    /** @throws Q931Exception if that is no message, or less than a header */
    public static Q931Header of(byte[] octets) {
        return new Q931Reader(octets).header();
    }
}
