package org.courtbridge.signalling.webrtc;

/** A message that is not in our protocol; the text goes back to the page. Normal input: no stack trace. */
final class SignallingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignallingException(String complaint) {
        super(complaint, null, false, false);
    }
}
