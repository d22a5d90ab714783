package org.courtbridge.codecs.measure.picture;

import java.util.Arrays;

/** Histogram of luminance: the number of pixels at each level, 0 to 255. */
final class Histogram {

    private final int[] counts;
    private final long total;

    Histogram(int[] counts) {
        this.counts = counts;
        this.total = Arrays.stream(counts).asLongStream().sum();
    }

    /** Number of pixels that were counted. */
    long pixels() {
        return total;
    }

    /**
     * The luminance below which a part of the pixels is.
     *
     * @param part 0 to 1
     * @throws IllegalStateException if there are no pixels
     */
    int quantile(double part) {
        if (total == 0) {
            throw new IllegalStateException("pixels: 0 (expected: some)");
        }
        long wanted = Math.round(part * total);
        long below = 0;
        for (int luma = 0; luma < counts.length; luma++) {
            below += counts[luma];
            if (below >= wanted && below > 0) {
                return luma;
            }
        }
        return counts.length - 1;
    }

    /** The part of the pixels that is at least as bright, 0 to 1. */
    double partFrom(int luma) {
        long above = 0;
        for (int i = luma; i < counts.length; i++) {
            above += counts[i];
        }
        return total == 0 ? 0 : (double) above / total;
    }

    double mean() {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (long) i * counts[i];
        }
        return total == 0 ? 0 : (double) sum / total;
    }
}
