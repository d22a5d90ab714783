package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Figures of one picture: its kind, and how bright, sharp and damaged it is.
 *
 * @param area without black bars, of the picture as it was decoded; all of it if it is black
 */
record Look(
        Kind kind,
        ActiveArea area,
        int brightness,
        double white,
        double contrast,
        OptionalDouble edgeWidth,
        OptionalDouble blocking,
        OptionalDouble corruption) {

    enum Kind {
        BLACK,
        SLATE,
        COVERED,
        SCENE
    }

    /** Lines to which pictures are brought before edges are measured. */
    private static final int LINES = 360;

    /** Near enough to 235 that the sensor may have had no more. */
    private static final int WHITE = 228;

    /** Of a black picture, nothing is brighter, but for few pixels. */
    private static final int BLACK = 26;

    private static final int LEAST_EDGE = 24;

    /** @param picture as it was decoded */
    static Look at(I420Picture picture) {
        Luminance whole = new Luminance(picture.width(), picture.height(), picture.luma());
        Histogram all = whole.histogram();
        ActiveArea found = ActiveArea.of(whole);
        if (found.isEmpty() || all.quantile(0.995) < BLACK) {
            return unseen(Kind.BLACK, new ActiveArea(0, 0, picture.width(), picture.height()));
        }
        ActiveArea area = found.betweenBars(picture.width(), picture.height());
        if (Slate.isDrawnOnBlack(picture, area)) {
            return unseen(Kind.SLATE, new ActiveArea(0, 0, picture.width(), picture.height()));
        }
        if (Slate.is(picture, area)) {
            return unseen(Kind.SLATE, area);
        }
        Luminance seen = whole.part(area.left(), area.top(), area.width(), area.height());
        int shorter = Math.min(area.width(), area.height());
        Luminance coarse = seen.smaller(Math.max(1, shorter / LINES));
        Kind kind = Covering.is(picture, seen) ? Kind.COVERED : Kind.SCENE;
        Histogram histogram = coarse.histogram();
        int darkest = histogram.quantile(0.01);
        int brightest = histogram.quantile(0.99);
        OptionalDouble width = EdgeWidth.of(coarse, Math.max(LEAST_EDGE, (brightest - darkest) / 5));
        double scale = (double) LINES / Math.min(coarse.width(), coarse.height());
        return new Look(
                kind,
                area,
                histogram.quantile(0.9),
                histogram.partFrom(WHITE),
                (brightest - darkest) / 219.0,
                width.isPresent() ? OptionalDouble.of(width.getAsDouble() * scale) : width,
                BlockGrid.steps(seen),
                Corruption.part(picture, area));
    }

    private static Look unseen(Kind kind, ActiveArea area) {
        return new Look(kind, area, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
