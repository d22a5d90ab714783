package org.courtbridge.signalling.sdp;

/** A session description that cannot be understood; the message says what is wrong with it. Normal input: no stack trace. */
public final class SdpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SdpException(String complaint) {
        super(complaint, null, false, false);
    }
}
