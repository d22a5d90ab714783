package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trend of a check's figure at one place, so that a dying microphone is seen before it is dead. The slope is the median of all
 * slopes between two tests (Theil and Sen), which single bad tests do not change. There is a trend only if it is clear: by the
 * test of Mann and Kendall, if a single step does not fit better, and if it goes on.
 *
 * @param tests that it was found from
 * @param figure where it is by the latest test
 * @param perDay how much that changes in a day
 * @param worsens whether it goes towards the limit
 * @param failsAt when it will be so bad that it fails, if that is no further ahead than twice the time that the tests span
 */
public record Trend(Check check, int tests, double figure, double perDay, boolean worsens, Optional<Instant> failsAt) {

    /** As many tests as count, the latest. */
    public static final int TESTS = 30;

    private static final int FEWEST_TESTS = 8;
    private static final Duration SHORTEST = Duration.ofDays(3);

    /**
     * Of the statistic of Mann and Kendall, which is normally distributed where there is no trend: once in a thousand; eight tests must
     * all lie in a row.
     */
    private static final double CLEAR = 3.29;

    /** Part of the slope that the later half must have: a change that is over goes nowhere. */
    private static final double GOES_ON = 1 / 3.0;

    private static final double DAY = Duration.ofDays(1).toMillis();

    private record Point(Instant at, double figure) {}

    /** The clear trends of a place. @param tests of it, in any order; the latest {@link #TESTS} count */
    public static List<Trend> of(List<Tested> tests) {
        List<Tested> latest = tests.stream()
                .filter(test -> test.attempt() == 1)
                .sorted(Comparator.comparing(Tested::begun).reversed())
                .limit(TESTS)
                .toList()
                .reversed();
        return Arrays.stream(Check.values())
                .filter(check -> check.unit() != Unit.STATE)
                .flatMap(check -> of(check, latest).stream())
                .toList();
    }

    private static Optional<Trend> of(Check check, List<Tested> tests) {
        List<Point> points = new ArrayList<>();
        Optional<Limit> limit = Optional.empty();
        for (Tested test : tests) {
            for (Verdict verdict : test.verdicts()) {
                if (verdict.check() == check && isMeasured(verdict)) {
                    points.add(new Point(test.begun(), verdict.figure().orElseThrow()));
                    limit = Optional.of(verdict.limit());
                }
            }
        }
        return limit.isEmpty() || points.size() < FEWEST_TESTS ? Optional.empty() : of(check, points, limit.get());
    }

    private static boolean isMeasured(Verdict verdict) {
        return verdict.figure().isPresent()
                && verdict.doubt().map(doubt -> doubt != Doubt.AT_LEAST).orElse(true);
    }

    private static Optional<Trend> of(Check check, List<Point> points, Limit limit) {
        Instant first = points.getFirst().at();
        Instant last = points.getLast().at();
        if (Duration.between(first, last).compareTo(SHORTEST) < 0 || Math.abs(certainty(points)) < CLEAR) {
            return Optional.empty();
        }
        double slope = slope(points).orElse(0);
        double[] rest = points.stream()
                .mapToDouble(point -> point.figure() - slope * days(first, point.at()))
                .toArray();
        double base = median(DoubleStream.of(rest));
        double span = days(first, last);
        double later = slope(points.subList(points.size() / 2, points.size())).orElse(0);
        boolean clear = error(rest) < errorOfStep(points) && later * Math.signum(slope) >= GOES_ON * Math.abs(slope);
        if (slope == 0 || !clear) {
            return Optional.empty();
        }
        double figure = base + slope * span;
        boolean worsens = limit.isMinimum() == (slope < 0);
        double left = (limit.fail() - figure) / slope;
        Optional<Instant> failsAt = worsens && left > 0 && left <= 2 * span
                ? Optional.of(last.plusMillis(Math.round(left * DAY)))
                : Optional.empty();
        return Optional.of(new Trend(check, points.size(), figure, slope, worsens, failsAt));
    }

    /** In a day. */
    private static OptionalDouble slope(List<Point> points) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double days = days(points.get(i).at(), points.get(j).at());
                if (days > 0) {
                    slopes.add((points.get(j).figure() - points.get(i).figure()) / days);
                }
            }
        }
        return slopes.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(slopes.stream().mapToDouble(Double::doubleValue)));
    }

    /** The statistic of Mann and Kendall in standard deviations, corrected for figures that are the same. */
    private static double certainty(List<Point> points) {
        int n = points.size();
        double rises = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                rises += Math.signum(points.get(j).figure() - points.get(i).figure());
            }
        }
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18;
        for (double figure :
                points.stream().mapToDouble(Point::figure).distinct().toArray()) {
            long ties =
                    points.stream().filter(point -> point.figure() == figure).count();
            variance -= ties * (ties - 1.0) * (2.0 * ties + 5) / 18;
        }
        return variance <= 0 ? 0 : (rises - Math.signum(rises)) / Math.sqrt(variance);
    }

    /** Sum of what the figures are off their median. */
    private static double error(double[] figures) {
        double middle = median(DoubleStream.of(figures));
        return Arrays.stream(figures).map(each -> Math.abs(each - middle)).sum();
    }

    /** The same of the step that fits best: somebody turned the microphone down once. */
    private static double errorOfStep(List<Point> points) {
        double[] figures = points.stream().mapToDouble(Point::figure).toArray();
        return IntStream.range(1, figures.length)
                .mapToDouble(step ->
                        error(Arrays.copyOf(figures, step)) + error(Arrays.copyOfRange(figures, step, figures.length)))
                .min()
                .orElse(0);
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / DAY;
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
