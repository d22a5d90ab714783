package org.courtbridge.codecs.audio;

/** A native codec cannot work at all: out of memory, or its library cannot be loaded. Never caused by input. */
public final class AudioCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AudioCodecException(String message) {
        super(message);
    }

    AudioCodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
