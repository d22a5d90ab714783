package org.courtbridge.console.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.courtbridge.operations.fleet.LinePoint;

/**
 * A figure of a line over the last hour, to be drawn in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param most the value at the upper edge
 * @param curves each the points of an SVG polyline; where there was no call there is none
 * @param now the latest value, if it is of now
 */
public record Plot(double most, List<String> curves, OptionalDouble highest, OptionalDouble now) {

    public static final int WIDTH = 360;
    public static final int HEIGHT = 80;

    private static final Duration HOUR = Duration.ofHours(1);

    /** Points further apart belong to two calls, or to a call of which nothing was known for a while. */
    private static final Duration GAP = Duration.ofSeconds(25);

    public Plot {
        curves = List.copyOf(curves);
    }

    /**
     * @param points in order of time
     * @param least that the upper edge stands for, so that next to nothing does not look like much
     */
    static Plot of(List<LinePoint> points, Function<LinePoint, OptionalDouble> value, double least, Instant now) {
        OptionalDouble highest = points.stream()
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        double most = Math.max(least, highest.orElse(0));
        List<String> curves = new ArrayList<>();
        StringBuilder curve = new StringBuilder();
        Instant before = Instant.MIN;
        OptionalDouble latest = OptionalDouble.empty();
        for (LinePoint point : points) {
            OptionalDouble known = value.apply(point);
            if (known.isEmpty()) {
                continue;
            }
            if (!curve.isEmpty() && Duration.between(before, point.at()).compareTo(GAP) > 0) {
                curves.add(curve.toString());
                curve.setLength(0);
            }
            curve.append(curve.isEmpty() ? "" : " ").append(place(point.at(), known.getAsDouble(), most, now));
            before = point.at();
            latest = known;
        }
        if (!curve.isEmpty()) {
            curves.add(curve.toString());
        }
        boolean fresh =
                !before.equals(Instant.MIN) && Duration.between(before, now).compareTo(GAP) <= 0;
        return new Plot(most, curves, highest, fresh ? latest : OptionalDouble.empty());
    }

    private static String place(Instant at, double value, double most, Instant now) {
        double age = Duration.between(at, now).toMillis() / (double) HOUR.toMillis();
        double x = Math.clamp(1 - age, 0, 1) * WIDTH;
        double y = (1 - value / most) * HEIGHT;
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
