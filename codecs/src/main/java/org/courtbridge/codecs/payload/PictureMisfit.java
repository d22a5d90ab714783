package org.courtbridge.codecs.payload;

/**
 * Why a receiver cannot take a stream of pictures untouched: the first limit that it breaks.
 *
 * @param sent what the stream is or has, in the terms of the limit
 * @param taken what the receiver takes at most, in the same terms
 */
public record PictureMisfit(Limit limit, String sent, String taken) {

    /** The limits that {@link PictureFormat#misfit} checks, in its order: the later the misfit, the nearer the stream came. */
    public enum Limit {
        /** Encoding names as in {@code a=rtpmap}. */
        CODEC,
        /** The packetization mode (RFC 6184, section 6): 1 for NAL units in fragments, 0 for none. */
        PACKETIZATION_MODE,
        /** Names of {@link H264Profile}. */
        PROFILE,
        /** Degrees by which the picture must be turned before it is shown, against 0. */
        ORIENTATION,
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
        MAX_BR,
        /** Kbit/s, against what the line to the receiver carries. */
        LINE,
        /** Per cent of the time of those who code pictures that is taken, against what is too much for one more. */
        PROCESSOR
    }

    /** The line to the receiver is too narrow for the stream, and for the smallest that could be made of it. */
    public static PictureMisfit line(long sentKilobits, long carriedKilobits) {
        return of(Limit.LINE, sentKilobits, carriedKilobits);
    }

    /** The stream would have to be coded anew, or composed with others, for which there is no time. */
    public static PictureMisfit processor(long takenPercent, long mostPercent) {
        return of(Limit.PROCESSOR, takenPercent, mostPercent);
    }

    /** The picture lies on its side, or on its head, and the receiver knows nothing of turning it. */
    public static PictureMisfit orientation(int quarterTurns) {
        return of(Limit.ORIENTATION, 90 * quarterTurns, 0);
    }

    static PictureMisfit codec(PictureFormat sent, PictureFormat taken) {
        return of(Limit.CODEC, sent.encodingName(), taken.encodingName());
    }

    static PictureMisfit of(Limit limit, Object sent, Object taken) {
        return new PictureMisfit(limit, sent.toString(), taken.toString());
    }
}
