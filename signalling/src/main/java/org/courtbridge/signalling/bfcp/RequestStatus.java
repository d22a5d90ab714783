package org.courtbridge.signalling.bfcp;

/** Status of a floor request (RFC 8855, section 5.2.5). */
public enum RequestStatus {
    PENDING,
    ACCEPTED,
    GRANTED,
    DENIED,
    CANCELLED,
    RELEASED,
    REVOKED;

    public int code() {
        return ordinal() + 1;
    }
}
