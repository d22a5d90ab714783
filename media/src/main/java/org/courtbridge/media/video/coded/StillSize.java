package org.courtbridge.media.video.coded;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.media.video.PictureRung;

/**
 * The size of a still for a party.
 *
 * @param width pixels
 * @param height pixels
 * @param bitsPerSecond that it may take
 */
public record StillSize(int width, int height, int bitsPerSecond) {

    /**
     * The largest that a party can take.
     *
     * @param bitrate bit/s that it wants at most
     */
    public static StillSize of(PictureFormat format, long bitrate) {
        PictureRung rung =
                PictureRung.largestStill(format, StillEncoder.FRAMES_PER_SECOND).orElse(PictureRung.QCIF);
        return new StillSize(
                rung.size().width(), rung.size().height(), PictureRung.within(format, bitrate, rung.stillBits()));
    }
}
