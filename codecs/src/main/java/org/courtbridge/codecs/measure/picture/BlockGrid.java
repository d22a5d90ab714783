package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;

/**
 * Measures blocking artefacts, which coding with too few bits leaves: the height of the steps at the borders of blocks over
 * those elsewhere, in levels of luminance. The width of the grid is searched for, as scaling after decoding may give it any.
 *
 * <p>Both directions must have a grid, and the lesser step counts: blinds and bookshelves have one too, in one direction.
 */
final class BlockGrid {

    private static final double NARROWEST = 7;
    private static final double WIDEST = 24;
    private static final double FINENESS = 0.25;

    private static final int LARGER = 3;
    private static final int SMALLEST = 96;

    /** A step that is higher is an edge of the scene. */
    private static final int EDGE = 40;

    private BlockGrid() {}

    /**
     * A picture that was made larger has its steps spread over some pixels; so it is also looked at made smaller. Empty if it is
     * too small to look at.
     */
    static OptionalDouble steps(Luminance picture) {
        OptionalDouble highest = OptionalDouble.empty();
        for (int times = 1; times <= LARGER; times++) {
            Luminance smaller = picture.smaller(times);
            if (smaller.width() >= SMALLEST && smaller.height() >= SMALLEST) {
                double steps = Math.min(highest(columns(smaller)), highest(rows(smaller)));
                highest = OptionalDouble.of(Math.max(highest.orElse(0), steps));
            }
        }
        return highest;
    }

    /** For each border between columns, how much steeper the step is than those beside it; mean of all rows. */
    private static double[] columns(Luminance picture) {
        int[] sums = new int[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 3; x < picture.width() - 3; x++) {
                sums[x] += step(picture.at(x - 3, y), picture.at(x - 1, y), picture.at(x, y), picture.at(x + 2, y));
            }
        }
        return means(sums, picture.height());
    }

    private static double[] rows(Luminance picture) {
        int[] sums = new int[picture.height()];
        for (int y = 3; y < picture.height() - 3; y++) {
            for (int x = 0; x < picture.width(); x++) {
                sums[y] += step(picture.at(x, y - 3), picture.at(x, y - 1), picture.at(x, y), picture.at(x, y + 2));
            }
        }
        return means(sums, picture.width());
    }

    private static int step(int farBefore, int before, int after, int farAfter) {
        int step = Math.abs(after - before);
        int inside = Math.max(Math.abs(before - farBefore), Math.abs(farAfter - after));
        return step > EDGE || step <= inside ? 0 : step - inside;
    }

    private static double[] means(int[] sums, int count) {
        double[] means = new double[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (double) sums[i] / count;
        }
        return means;
    }

    private static double highest(double[] steps) {
        double sum = 0;
        for (double step : steps) {
            sum += step;
        }
        double highest = 0;
        for (double width = NARROWEST; width <= WIDEST && width * 5 < steps.length; width += FINENESS) {
            for (int phase = 0; phase < width; phase++) {
                double atGrid = 0;
                int borders = 0;
                for (double at = phase; at < steps.length - 0.5; at += width) {
                    atGrid += steps[(int) Math.round(at)];
                    borders++;
                }
                double elsewhere = (sum - atGrid) / (steps.length - borders);
                highest = Math.max(highest, atGrid / borders - elsewhere);
            }
        }
        return highest;
    }
}
