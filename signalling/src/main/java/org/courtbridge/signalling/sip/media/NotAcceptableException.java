package org.courtbridge.signalling.sip.media;

/** A description that is understood but brings no stream that we can take: 488 (RFC 3261, section 21.4.26). */
public final class NotAcceptableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAcceptableException(String complaint) {
        super(complaint, null, false, false);
    }
}
