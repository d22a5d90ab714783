package org.courtbridge.codecs.measure.picture;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measures the width of the sharpest edges: height of a step over its steepest slope, in pixels.
 *
 * <p>A lens out of focus spreads an edge to a width of 2.5 sigma, and nothing in the scene makes it sharper again; so the
 * sharpest sixth of all edges tells of the lens, and the rest, such as a background out of focus, of the scene. The variance of
 * the Laplacian, which is often taken instead, falls as much with little contrast or few edges as with blur, and grows with a
 * sensor's noise. A smear is wide in one direction only, so the worse one counts.
 */
final class EdgeWidth {

    /** Fewer edges than this say nothing. */
    private static final int FEWEST = 40;

    private static final double SHARPEST = 1 / 6.0;

    private EdgeWidth() {}

    /**
     * @param least height of a step that is an edge, and no noise
     * @return empty if there are too few edges
     */
    static OptionalDouble of(Luminance picture, int least) {
        if (picture.width() < 16 || picture.height() < 16) {
            return OptionalDouble.empty();
        }
        int[] smooth = smoothed(picture);
        Widths across = new Widths(least);
        for (int y = 0; y < picture.height(); y++) {
            across.line(smooth, y * picture.width(), 1, picture.width());
        }
        Widths down = new Widths(least);
        for (int x = 0; x < picture.width(); x++) {
            down.line(smooth, x, picture.width(), picture.height());
        }
        OptionalDouble one = across.sharpest();
        OptionalDouble other = down.sharpest();
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble()));
    }

    /** Sixteen times the luminance, over 3×3 pixels, so that noise does not break up long slopes. */
    private static int[] smoothed(Luminance picture) {
        int width = picture.width();
        int height = picture.height();
        int[] rows = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rows[y * width + x] = picture.at(Math.max(x - 1, 0), y)
                        + 2 * picture.at(x, y)
                        + picture.at(Math.min(x + 1, width - 1), y);
            }
        }
        int[] smooth = new int[width * height];
        for (int y = 0; y < height; y++) {
            int above = Math.max(y - 1, 0) * width;
            int below = Math.min(y + 1, height - 1) * width;
            for (int x = 0; x < width; x++) {
                smooth[y * width + x] = rows[above + x] + 2 * rows[y * width + x] + rows[below + x];
            }
        }
        return smooth;
    }

    /** Those in one direction. */
    private static final class Widths {

        private static final int SIXTEENTHS = 16;

        private final int least;
        private double[] widths = new double[1_024];
        private int count;

        Widths(int least) {
            this.least = least * SIXTEENTHS;
        }

        /** Goes along a line; an edge is a stretch that only rises or only falls. */
        void line(int[] samples, int start, int step, int length) {
            int begun = samples[start];
            int steepest = 0;
            int before = samples[start];
            for (int i = 1; i < length; i++) {
                int sample = samples[start + i * step];
                int slope = sample - before;
                if ((long) slope * steepest < 0 || slope == 0) {
                    edge(Math.abs(before - begun), Math.abs(steepest));
                    begun = before;
                    steepest = 0;
                }
                if (Math.abs(slope) > Math.abs(steepest)) {
                    steepest = slope;
                }
                before = sample;
            }
            edge(Math.abs(before - begun), Math.abs(steepest));
        }

        private void edge(int height, int steepest) {
            if (height >= least) {
                if (count == widths.length) {
                    widths = Arrays.copyOf(widths, 2 * count);
                }
                widths[count++] = (double) height / steepest;
            }
        }

        OptionalDouble sharpest() {
            if (count < FEWEST) {
                return OptionalDouble.empty();
            }
            double[] sorted = Arrays.copyOf(widths, count);
            Arrays.sort(sorted);
            return OptionalDouble.of(sorted[(int) (count * SHARPEST)]);
        }
    }
}
