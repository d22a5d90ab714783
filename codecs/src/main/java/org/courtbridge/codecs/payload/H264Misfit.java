package org.courtbridge.codecs.payload;

/**
 * Why a receiver cannot take a stream of H.264 untouched: the first limit that it breaks.
 *
 * @param sent what the stream is or has, in the terms of the limit
 * @param taken what the receiver takes at most, in the same terms
 */
public record H264Misfit(Limit limit, String sent, String taken) {

    /** What {@link H264Format#misfit} looks at, in its order: the later the misfit, the nearer the stream came. */
    public enum Limit {
        /** The packetization mode (RFC 6184, section 6): 1 for NAL units in fragments, 0 for none. */
        PACKETIZATION_MODE,
        /** Names of {@link H264Profile}. */
        PROFILE,
        /** Pixels as {@code 1920x1080}, against macroblocks of 16×16 pixels in a picture (max-fs). */
        RESOLUTION,
        /** Pixels as {@code 1920x1080}, against pixels of the longer side. */
        SHAPE,
        /** A level such as 3.1, where the receiver promises what its level does and nothing beyond. */
        LEVEL,
        /** Macroblocks in a picture that the stream's level allows. */
        MAX_FS,
        /** Macroblocks per second that the stream's level allows. */
        MAX_MBPS,
        /** Bit/s that the stream's level allows. */
        MAX_BR
    }

    static H264Misfit of(Limit limit, Object sent, Object taken) {
        return new H264Misfit(limit, sent.toString(), taken.toString());
    }
}
