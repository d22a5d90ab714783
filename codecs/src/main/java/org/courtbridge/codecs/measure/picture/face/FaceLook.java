package org.courtbridge.codecs.measure.picture.face;

import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.picture.EdgeWidth;
import org.courtbridge.codecs.measure.picture.Histogram;
import org.courtbridge.codecs.measure.picture.Luminance;

/**
 * One face in one picture; the components are those of {@link FaceReport}.
 *
 * <p>The skin's light is what three quarters of the face's middle do not exceed: eyes, brows and a beard are below, a
 * highlight is above. So dark skin that is well lit is told from any skin in the dark.
 */
record FaceLook(
        double size,
        double within,
        double light,
        double againstLight,
        double oneSided,
        double white,
        OptionalDouble detail) {

    private static final int WHITE = 228;
    private static final double SKIN = 0.75;

    /** Of what is around a head, the part that dazzles. */
    private static final double BEHIND = 0.7;

    private static final int LEAST_EDGE = 12;

    static FaceLook of(Luminance picture, FaceBox face) {
        Luminance middle = part(picture, face, 0.15, 0.1, 0.7, 0.8);
        Histogram skin = middle.histogram();
        double left = part(picture, face, 0.12, 0.15, 0.36, 0.7).histogram().quantile(SKIN);
        double right = part(picture, face, 0.52, 0.15, 0.36, 0.7).histogram().quantile(SKIN);
        int light = skin.quantile(SKIN);
        OptionalDouble width = EdgeWidth.of(part(picture, face, -0.05, -0.05, 1.1, 1.1), LEAST_EDGE);
        return new FaceLook(
                face.height() / picture.height(),
                face.within(picture.width(), picture.height()),
                light,
                stops(behind(picture, face), light),
                Math.abs(stops(left, right)),
                skin.partFrom(WHITE),
                width.isPresent() ? OptionalDouble.of(face.height() / width.getAsDouble()) : width);
    }

    /** What is left and right of the head and above it; the body is not behind it. */
    private static double behind(Luminance picture, FaceBox face) {
        Luminance left = part(picture, face, -1.5, -0.8, 1, 1.5);
        Luminance right = part(picture, face, 1.5, -0.8, 1, 1.5);
        Luminance above = part(picture, face, -0.2, -1.3, 1.4, 0.6);
        double brightest = 0;
        for (Luminance side : new Luminance[] {left, right, above}) {
            if (side.width() > 1 && side.height() > 1) {
                brightest = Math.max(brightest, side.histogram().quantile(BEHIND));
            }
        }
        return brightest;
    }

    /** How much more light there is, in powers of two; what is coded goes by the power 1/2.2 of the light. */
    private static double stops(double more, double less) {
        return 2.2 * Math.log((Math.max(more, 18) - 16) / (Math.max(less, 18) - 16)) / Math.log(2);
    }

    private static Luminance part(Luminance picture, FaceBox face, double x, double y, double width, double height) {
        return picture.part(
                (int) Math.round(face.left() + x * face.width()),
                (int) Math.round(face.top() + y * face.height()),
                (int) Math.round(width * face.width()),
                (int) Math.round(height * face.height()));
    }
}
