package org.courtbridge.codecs.video;

/** The picture codec refused its settings or failed inside; what a peer sent is never the cause. */
public final class PictureCodecException extends RuntimeException {

    PictureCodecException(String message) {
        super(message);
    }
}
