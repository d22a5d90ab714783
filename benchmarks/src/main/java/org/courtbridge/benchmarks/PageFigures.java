package org.courtbridge.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a page took, and how large it is.
 *
 * @param path with its query
 * @param role of the reader
 * @param medianMillis half of the answers took no longer
 * @param slowMillis nineteen of twenty answers took no longer
 * @param octets of the largest answer, not compressed
 */
record PageFigures(String path, String role, double medianMillis, double slowMillis, int octets) {

    /** From sending the request to the last octet of the answer, at the 95th percentile. */
    static final double MOST_MILLIS = 150;

    /** 200 kB. */
    static final int MOST_OCTETS = 200_000;

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.95;

    /** @param millis of each answer, in any order */
    static PageFigures of(String path, String role, double[] millis, int octets) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new PageFigures(path, role, percentile(sorted, MEDIAN), percentile(sorted, SLOW), octets);
    }

    /** The smallest figure that so large a part of all figures does not exceed. @param part above 0, up to 1 */
    static double percentile(double[] sorted, double part) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("figures: 0 (expected: some)");
        }
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /** Of readers of one page: the figures of the one for whom it took longest, with the size that it had at most. */
    static Optional<PageFigures> worst(List<PageFigures> readers) {
        int largest = readers.stream().mapToInt(PageFigures::octets).max().orElse(0);
        return readers.stream()
                .max(Comparator.comparingDouble(PageFigures::slowMillis))
                .map(one -> new PageFigures(one.path, one.role, one.medianMillis, one.slowMillis, largest));
    }

    boolean isSlow() {
        return slowMillis > MOST_MILLIS;
    }

    boolean isLarge() {
        return octets > MOST_OCTETS;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "page=%s role=%s p50_ms=%.1f p95_ms=%.1f kB=%.1f",
                path,
                role,
                medianMillis,
                slowMillis,
                octets / 1000.0);
    }
}
