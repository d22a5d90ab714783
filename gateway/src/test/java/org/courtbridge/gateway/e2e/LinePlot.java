package org.courtbridge.gateway.e2e;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws what a phone received over time, and what its line carried, as SVG. */
final class LinePlot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 60;
    private static final int BOTTOM = 30;
    private static final double MOST_KILOBITS = 2_200;
    private static final int GRID_KILOBITS = 500;
    private static final int GRID_SECONDS = 5;

    private final StringBuilder svg = new StringBuilder();
    private final double begin;
    private final double seconds;

    /** @param capacity of the line, bit/s, as steps */
    private LinePlot(String title, LineLog log, List<Step> capacity) {
        this.begin = log.begin();
        this.seconds = (log.end() - log.begin()) / 1e3;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%d" y="14" font-size="13">%s</text>
                """.formatted(WIDTH, HEIGHT, LEFT, title));
        grid();
        steps(capacity);
        curve("#1565c0", log.looks(), look -> look.bitsPerSecond() / 1e3);
        curve("#c62828", log.looks(), LineLog.Look::width);
        legend();
        svg.append("</svg>\n");
    }

    /** The line carries so much from a time on, in milliseconds of the browser's clock. */
    record Step(double at, long bitsPerSecond) {}

    static String of(String title, LineLog log, List<Step> capacity) {
        return new LinePlot(title, log, capacity).svg.toString();
    }

    private void grid() {
        for (int kilobits = 0; kilobits <= MOST_KILOBITS; kilobits += GRID_KILOBITS) {
            line("#ddd", 0, kilobits, seconds, kilobits);
            text(LEFT - 8, y(kilobits) + 4, "end", Integer.toString(kilobits));
        }
        for (int second = 0; second <= seconds; second += GRID_SECONDS) {
            line("#eee", second, 0, second, MOST_KILOBITS);
            text(x(second), HEIGHT - BOTTOM + 14, "middle", second + " s");
        }
    }

    private void steps(List<Step> capacity) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < capacity.size(); i++) {
            double from = (capacity.get(i).at() - begin) / 1e3;
            double to = i + 1 < capacity.size() ? (capacity.get(i + 1).at() - begin) / 1e3 : seconds;
            double kilobits = capacity.get(i).bitsPerSecond() / 1e3;
            points.append(point(from, kilobits)).append(point(to, kilobits));
        }
        polyline("#999", points.toString());
    }

    private void curve(String colour, List<LineLog.Look> looks, ToDoubleFunction<LineLog.Look> value) {
        StringBuilder points = new StringBuilder();
        looks.forEach(look -> points.append(point((look.at() - begin) / 1e3, value.applyAsDouble(look))));
        polyline(colour, points.toString());
    }

    private void legend() {
        String[][] entries = {
            {"#999", "the line carries, kbit/s"}, {"#1565c0", "arrives, kbit/s"}, {"#c62828", "width, pixels"}
        };
        for (int i = 0; i < entries.length; i++) {
            int x = LEFT + 220 * i;
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"3\" fill=\"%s\"/>\n"
                    .formatted(x, HEIGHT - 8, entries[i][0]));
            text(x + 14, HEIGHT - 3, "start", entries[i][1]);
        }
    }

    private void line(String colour, double fromX, double fromY, double toX, double toY) {
        polyline(colour, point(fromX, fromY) + point(toX, toY));
    }

    private void polyline(String colour, String points) {
        svg.append("<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/>\n".formatted(colour, points.trim()));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private String point(double second, double value) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x(second), y(value));
    }

    private double x(double second) {
        return LEFT + second * (WIDTH - LEFT - 10) / seconds;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - Math.min(value, MOST_KILOBITS) * (HEIGHT - BOTTOM - 24) / MOST_KILOBITS;
    }
}
