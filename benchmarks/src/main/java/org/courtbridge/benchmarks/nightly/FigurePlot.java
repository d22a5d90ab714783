package org.courtbridge.benchmarks.nightly;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.courtbridge.benchmarks.nightly.StepFigures.Series;
import org.courtbridge.benchmarks.nightly.StepFigures.Value;

/**
 * The figures of one step over time, as SVG: one line below the other, each between the least and the most that it was, which are
 * written beside it. A dashed line is the median of the latest values.
 */
final class FigurePlot {

    /** Of a figure, the latest that are drawn. */
    private static final int MOST_VALUES = 90;

    private static final int WIDTH = 760;
    private static final int LEFT = 300;
    private static final int RIGHT = 600;
    private static final int TOP = 24;
    private static final int ROW = 34;
    private static final int MARGIN = 6;

    private final StringBuilder svg = new StringBuilder();
    private final int medianOf;

    private FigurePlot(int medianOf) {
        this.medianOf = medianOf;
    }

    /** @param medianOf how many of the latest values the median is of */
    static String of(List<Series> series, int medianOf) {
        FigurePlot plot = new FigurePlot(medianOf);
        plot.draw(series);
        return plot.svg.toString();
    }

    private void draw(List<Series> series) {
        int height = TOP + ROW * series.size();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """.formatted(WIDTH, height));
        Instant first = drawn(series).map(Value::date).min(Instant::compareTo).orElseThrow();
        Instant last = drawn(series).map(Value::date).max(Instant::compareTo).orElseThrow();
        text(LEFT, 14, "start", day(first));
        text(RIGHT, 14, "end", day(last));
        for (int i = 0; i < series.size(); i++) {
            row(series.get(i), TOP + ROW * i, first, Duration.between(first, last));
        }
        svg.append("</svg>\n");
    }

    private static Stream<Value> drawn(List<Series> series) {
        return series.stream().flatMap(one -> one.latest(MOST_VALUES).stream());
    }

    private void row(Series one, int top, Instant first, Duration span) {
        List<Value> values = one.latest(MOST_VALUES);
        double least = values.stream().mapToDouble(Value::value).min().orElseThrow();
        double most = values.stream().mapToDouble(Value::value).max().orElseThrow();
        text(LEFT - 10, top + ROW / 2 + 4, "end", one.name() + ", " + one.unit());
        double median = y(one.median(medianOf), least, most, top);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#999\" stroke-dasharray=\"4 3\"/>%n",
                LEFT,
                RIGHT,
                median,
                median));
        StringBuilder points = new StringBuilder();
        for (Value value : values) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    x(Duration.between(first, value.date()), span),
                    y(value.value(), least, most, top)));
        }
        svg.append("<polyline fill=\"none\" stroke=\"#1565c0\" stroke-width=\"1.5\" points=\"%s\"/>\n"
                .formatted(points.toString().trim()));
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"#c62828\"/>%n",
                x(Duration.between(first, values.getLast().date()), span),
                y(one.last(), least, most, top)));
        String range = least == most ? Figure.text(least) : Figure.text(least) + " – " + Figure.text(most);
        text(RIGHT + 10, top + ROW / 2 + 4, "start", range);
    }

    /** A single moment is at the right. */
    private static double x(Duration since, Duration span) {
        return span.isZero() ? RIGHT : LEFT + (double) since.toSeconds() / span.toSeconds() * (RIGHT - LEFT);
    }

    /** Height of a value in its row; a figure that never changes is in the middle. */
    private static double y(double value, double least, double most, int top) {
        double share = least == most ? 0.5 : (value - least) / (most - least);
        return top + ROW - MARGIN - share * (ROW - 2 * MARGIN);
    }

    private static String day(Instant date) {
        return date.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void text(int x, int y, String anchor, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n".formatted(x, y, anchor, text));
    }
}
