package org.courtbridge.h323.dissect;

/** A file that is no capture, or one of a kind that is not read here. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CaptureException(String complaint) {
        super(complaint, null, false, false);
    }
}
