package org.courtbridge.media.video;

import java.util.Arrays;
import java.util.Optional;

/**
 * A quality level for pictures on a line that is too narrow for them: first fewer bits, then fewer pictures, then smaller ones.
 * Few steps, so that receivers share codings; the largest first.
 */
public enum PictureStep {
    FINE(PictureRung.FULL_HD, 30, 2_200_000),
    CLEAR(PictureRung.HD, 30, 1_500_000),
    PLAIN(PictureRung.WIDE, 25, 1_000_000),
    FLUENT(PictureRung.HALF, 25, 650_000),
    CALM(PictureRung.HALF, 15, 420_000),
    SMALL(PictureRung.LOW, 15, 280_000),
    THRIFTY(PictureRung.LOW, 12, 180_000),
    TINY(PictureRung.NARROW, 12, 120_000),
    FEW(PictureRung.NARROW, 8, 75_000),
    LAST(PictureRung.NARROWEST, 6, 40_000);

    private final PictureRung rung;
    private final int framesPerSecond;
    private final int bitsPerSecond;

    PictureStep(PictureRung rung, int framesPerSecond, int bitsPerSecond) {
        this.rung = rung;
        this.framesPerSecond = framesPerSecond;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** The best that takes no more than so many bit/s; empty if all do. */
    static Optional<PictureStep> within(long bitsPerSecond) {
        return Arrays.stream(values())
                .filter(step -> step.bitsPerSecond <= bitsPerSecond)
                .findFirst();
    }

    PictureRung rung() {
        return rung;
    }

    /** At most. */
    int framesPerSecond() {
        return framesPerSecond;
    }

    /** On average. */
    public int bitsPerSecond() {
        return bitsPerSecond;
    }
}
