package org.courtbridge.gateway.bridge;

import java.util.List;
import org.courtbridge.codecs.payload.PictureFormat;

/**
 * How large a still is drawn for a party.
 *
 * @param width pixels
 * @param height pixels
 * @param bitsPerSecond that it may take
 */
record StillSize(int width, int height, int bitsPerSecond) {

    /** bit/s that no encoder goes below. */
    private static final int LEAST_BITS = 10_000;

    /** Largest first; 4:3 where the level has no 16:9 that is wide enough to read. */
    private static final List<StillSize> SIZES = List.of(
            new StillSize(1280, 720, 512_000),
            new StillSize(1024, 576, 384_000),
            new StillSize(640, 360, 256_000),
            new StillSize(512, 288, 192_000),
            new StillSize(352, 288, 128_000),
            new StillSize(176, 144, 48_000));

    /**
     * The largest that a party can take.
     *
     * @param bitrate bit/s that it wants at most
     */
    static StillSize of(PictureFormat format, long bitrate) {
        return SIZES.stream()
                .filter(size -> size.fits(format))
                .findFirst()
                .orElse(SIZES.getLast())
                .within((int) Math.min(format.maxBr(), bitrate));
    }

    private boolean fits(PictureFormat format) {
        int macroblocks = (width + 15) / 16 * ((height + 15) / 16);
        return macroblocks <= format.maxFs() && macroblocks * StillPictures.FRAMES_PER_SECOND <= format.maxMbps();
    }

    private StillSize within(int maxBr) {
        return new StillSize(width, height, Math.clamp(maxBr / 4 * 3, LEAST_BITS, bitsPerSecond));
    }
}
