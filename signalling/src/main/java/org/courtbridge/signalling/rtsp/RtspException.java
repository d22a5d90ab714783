package org.courtbridge.signalling.rtsp;

/** A camera did not answer, or not as RTSP has it; the message says what. Normal input: no stack trace. */
final class RtspException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RtspException(String complaint) {
        super(complaint, null, false, false);
    }
}
