package org.courtbridge.codecs.measure.picture;

import org.courtbridge.codecs.video.I420Picture;

/**
 * Whether something covers the lens: nothing in the picture has an edge, and it is dark, or red as a finger that light shines
 * through.
 */
final class Covering {

    /** Luminance from one pixel in 90 of the picture's height to the next that is an edge. */
    private static final int EDGE = 9;

    /** Part of the picture that may have edges all the same: light past the finger. */
    private static final double FEW = 0.02;

    private static final int DARK = 60;
    private static final int BRIGHT = 150;

    private Covering() {}

    static boolean is(I420Picture picture, Luminance seen) {
        Luminance coarse = seen.smaller(Math.max(1, seen.height() / 90));
        if (edges(coarse) > FEW) {
            return false;
        }
        double mean = coarse.histogram().mean();
        return mean < DARK || (mean < BRIGHT && isRed(picture));
    }

    private static double edges(Luminance coarse) {
        int edges = 0;
        for (int y = 1; y < coarse.height(); y++) {
            for (int x = 1; x < coarse.width(); x++) {
                int across = Math.abs(coarse.at(x, y) - coarse.at(x - 1, y));
                int down = Math.abs(coarse.at(x, y) - coarse.at(x, y - 1));
                edges += Math.max(across, down) >= EDGE ? 1 : 0;
            }
        }
        return (double) edges / Math.max(1, coarse.width() * coarse.height());
    }

    private static boolean isRed(I420Picture picture) {
        long red = 0;
        long blue = 0;
        for (int i = 0; i < picture.cr().length; i += 7) {
            red += (picture.cr()[i] & 0xFF) - 128;
            blue += (picture.cb()[i] & 0xFF) - 128;
        }
        int samples = (picture.cr().length + 6) / 7;
        return (double) red / samples > 12 && blue < 0;
    }
}
