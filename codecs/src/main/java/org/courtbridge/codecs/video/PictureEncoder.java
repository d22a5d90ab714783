package org.courtbridge.codecs.video;

import java.util.Optional;

/**
 * Codes pictures without delay: each picture in is one coded picture out. A key picture comes first, and after that only
 * when it is asked for.
 *
 * <p>For one thread at a time. Holds native memory until it is closed.
 */
public sealed interface PictureEncoder extends AutoCloseable permits FfmpegEncoder, OpenH264Encoder {

    /**
     * Codes the next picture.
     *
     * @param keyframe whether it must be a key picture, which needs nothing that came before
     * @throws IllegalArgumentException if the picture has another size than the settings
     * @throws PictureCodecException if the encoder fails
     * @throws IllegalStateException if it is closed
     */
    EncodedPicture encode(NativePicture picture, boolean keyframe);

    /** The same with a picture that is copied first: for such as are not coded often. */
    default EncodedPicture encode(I420Picture picture, boolean keyframe) {
        try (NativePicture copy = NativePicture.of(picture)) {
            return encode(copy, keyframe);
        }
    }

    /**
     * Changes what the rate control aims at.
     *
     * @param bitsPerSecond 10,000 to 100,000,000
     * @return whether that takes a key picture, which the next one then is
     * @throws PictureCodecException if the encoder refuses; then it goes on as before
     * @throws IllegalStateException if it is closed
     */
    boolean bitrate(int bitsPerSecond);

    @Override
    void close();

    /**
     * Constrained Baseline or High: the system's openh264 where there is one of its version 2.6, which takes half the time,
     * else the copy inside FFmpeg.
     *
     * @throws PictureCodecException if the encoder refuses the settings; then no memory is held
     */
    static PictureEncoder h264(EncoderSettings settings) {
        return OpenH264Library.isPresent() ? new OpenH264Encoder(settings) : FfmpegEncoder.h264(settings);
    }

    /** The reason that the system's openh264 is left alone; empty if it is used, or there is none. */
    static Optional<String> h264Complaint() {
        return OpenH264Library.complaint().map(why -> why + "; pictures are coded by FFmpeg's, in twice the time");
    }

    /**
     * The same by x264, which is only in builds of FFmpeg that are under the GPL; none that this program brings along is.
     *
     * @throws PictureCodecException if the build has none, or it refuses the settings; then no memory is held
     */
    static PictureEncoder x264(EncoderSettings settings) {
        return FfmpegEncoder.x264(settings);
    }

    /**
     * H.263 without annexes; groups of blocks begin at whole bytes. Mostly several fit into what the settings allow a NAL
     * unit; of longer ones it is known where they may be cut.
     *
     * @throws PictureCodecException if the encoder refuses the settings, such as a size that is not one of H.263's; then
     *     no memory is held
     */
    static PictureEncoder h263(EncoderSettings settings) {
        return FfmpegEncoder.h263(settings);
    }

    /**
     * H.261; its groups of blocks begin at any bit.
     *
     * @throws PictureCodecException if the encoder refuses the settings, such as a size that is neither CIF nor QCIF; then
     *     no memory is held
     */
    static PictureEncoder h261(EncoderSettings settings) {
        return FfmpegEncoder.h261(settings);
    }

    /** @throws PictureCodecException if the encoder refuses the settings; then no memory is held */
    static PictureEncoder vp8(EncoderSettings settings) {
        return FfmpegEncoder.vp8(settings);
    }
}
