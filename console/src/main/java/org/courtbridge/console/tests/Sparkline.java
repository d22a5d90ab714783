package org.courtbridge.console.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.Limit;

/**
 * Figures of one check in the order of its tests, to be drawn in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param curves each the points of an SVG polyline; where a test has no figure there is none
 * @param pass height of the line from which on it is good
 * @param fail height of the line from which on it is bad
 * @param last where the newest figure is
 */
public record Sparkline(List<String> curves, double pass, double fail, Dot last) {

    public static final int WIDTH = 360;
    public static final int HEIGHT = 80;

    /** Above and below of what is drawn. */
    private static final int MARGIN = 8;

    public record Dot(double x, double y) {}

    public Sparkline {
        curves = List.copyOf(curves);
    }

    /**
     * @param figures the oldest first; at least one is there
     * @param slots how many tests the box has room for; the newest stands at its right edge
     */
    static Sparkline of(List<OptionalDouble> figures, Limit limit, int slots) {
        double low = Math.min(limit.pass(), limit.fail());
        double high = Math.max(limit.pass(), limit.fail());
        for (OptionalDouble figure : figures) {
            low = Math.min(low, figure.orElse(low));
            high = Math.max(high, figure.orElse(high));
        }
        Scale scale = new Scale(low, high, slots);
        List<String> curves = new ArrayList<>();
        List<String> curve = new ArrayList<>();
        Dot last = new Dot(0, 0);
        int slot = slots - figures.size();
        for (OptionalDouble figure : figures) {
            if (figure.isPresent()) {
                last = new Dot(scale.x(slot), scale.y(figure.getAsDouble()));
                curve.add(String.format(Locale.ROOT, "%.1f,%.1f", last.x, last.y));
            } else if (!curve.isEmpty()) {
                curves.add(drawn(curve));
                curve.clear();
            }
            slot++;
        }
        if (!curve.isEmpty()) {
            curves.add(drawn(curve));
        }
        return new Sparkline(curves, scale.y(limit.pass()), scale.y(limit.fail()), last);
    }

    /** One point alone is drawn as a line of no length, which its round ends show. */
    private static String drawn(List<String> curve) {
        return curve.size() == 1 ? curve.getFirst() + " " + curve.getFirst() : String.join(" ", curve);
    }

    private record Scale(double low, double high, int slots) {

        double x(int slot) {
            return rounded(MARGIN + (WIDTH - 2.0 * MARGIN) * slot / Math.max(1, slots - 1));
        }

        double y(double figure) {
            return rounded(MARGIN + (HEIGHT - 2.0 * MARGIN) * (high - figure) / (high - low));
        }

        private static double rounded(double place) {
            return Math.round(place * 10) / 10.0;
        }
    }
}
