package org.courtbridge.codecs.video;

/**
 * The settings that a {@link PictureEncoder} is made with.
 *
 * @param width pixels, even, 16 to 8,192
 * @param height pixels, even, 16 to 8,192
 * @param framesPerSecond 1 to 60
 * @param bitsPerSecond what the rate control aims at, 10,000 to 100,000,000
 * @param maxNalSize bytes of a NAL unit of H.264 at most, or 0 for one slice a picture; VP8 knows no such thing
 * @param profile of H.264
 */
public record EncoderSettings(
        int width, int height, int framesPerSecond, int bitsPerSecond, int maxNalSize, Profile profile) {

    /** Of H.264, as far as we code them (ITU-T H.264, annex A). */
    public enum Profile {
        CONSTRAINED_BASELINE,
        /** With CABAC, which takes fewer bits, and more time. */
        HIGH
    }

    public EncoderSettings {
        check("width", width, 16, 8_192);
        check("height", height, 16, 8_192);
        check("frames per second", framesPerSecond, 1, 60);
        check("bit/s", bitsPerSecond, 10_000, 100_000_000);
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("size: %d×%d (expected: even)".formatted(width, height));
        }
    }

    /** Settings of Constrained Baseline, which every decoder of H.264 takes; other codecs have no profile. */
    public static EncoderSettings ofDefaultProfile(
            int width, int height, int framesPerSecond, int bitsPerSecond, int maxNalSize) {
        return new EncoderSettings(
                width, height, framesPerSecond, bitsPerSecond, maxNalSize, Profile.CONSTRAINED_BASELINE);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: %d (expected: %d to %d)".formatted(name, value, least, most));
        }
    }

    EncoderSettings withBitsPerSecond(int changed) {
        return new EncoderSettings(width, height, framesPerSecond, changed, maxNalSize, profile);
    }

    /** @throws IllegalArgumentException if the picture has another size */
    void check(NativePicture picture) {
        if (picture.size().width() != width || picture.size().height() != height) {
            throw new IllegalArgumentException(
                    "picture: %s (expected: %d×%d)".formatted(picture.size(), width, height));
        }
    }
}
