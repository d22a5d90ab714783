package org.courtbridge.codecs.rtp;

/** Bytes from the network that are not what they claim to be. Normal input: counted and dropped, never a stack trace. */
public final class MalformedPacketException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String complaint) {
        super(complaint, null, false, false);
    }
}
