package org.courtbridge.codecs.measure.picture;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.courtbridge.codecs.measure.picture.face.FaceBox;

/**
 * One face in one picture; the components are those of {@link FaceReport}, empty where too little of what they are measured in
 * lies within the picture.
 *
 * <p>The skin's light is what three quarters of the face's middle do not exceed: eyes, brows and a beard are below, a
 * highlight is above. So dark skin that is well lit is told from any skin in the dark.
 */
record FaceLook(
        double size,
        double within,
        OptionalDouble light,
        OptionalDouble againstLight,
        OptionalDouble oneSided,
        OptionalDouble white,
        OptionalDouble detail) {

    private static final int WHITE = 228;
    private static final double SKIN = 0.75;

    /** Of what is around a head, the part that dazzles. */
    private static final double BEHIND = 0.7;

    private static final int LEAST_EDGE = 12;

    /** Part of a field that must lie within the picture to speak for all of it, and pixels that it must have. */
    private static final double ENOUGH = 0.3;

    private static final int FEWEST_PIXELS = 32;

    static FaceLook of(Luminance picture, FaceBox face) {
        Optional<Histogram> skin = field(picture, face, 0.15, 0.1, 0.7, 0.8);
        OptionalDouble light = quantile(skin, SKIN);
        OptionalDouble left = quantile(field(picture, face, 0.12, 0.15, 0.36, 0.7), SKIN);
        OptionalDouble right = quantile(field(picture, face, 0.52, 0.15, 0.36, 0.7), SKIN);
        OptionalDouble oneSided = stops(left, right);
        OptionalDouble width = EdgeWidth.of(part(picture, face, -0.05, -0.05, 1.1, 1.1), LEAST_EDGE);
        return new FaceLook(
                face.height() / picture.height(),
                face.within(picture.width(), picture.height()),
                light,
                stops(behind(picture, face), light),
                oneSided.isPresent() ? OptionalDouble.of(Math.abs(oneSided.getAsDouble())) : oneSided,
                skin.map(histogram -> OptionalDouble.of(histogram.partFrom(WHITE)))
                        .orElse(OptionalDouble.empty()),
                width.isPresent() ? OptionalDouble.of(face.height() / width.getAsDouble()) : width);
    }

    /** Luminance of the brightest area to the left or right of the head or above it; below is the body. */
    private static OptionalDouble behind(Luminance picture, FaceBox face) {
        return Stream.of(
                        field(picture, face, -1.5, -0.8, 1, 1.5),
                        field(picture, face, 1.5, -0.8, 1, 1.5),
                        field(picture, face, -0.2, -1.3, 1.4, 0.6))
                .flatMap(Optional::stream)
                .mapToDouble(side -> side.quantile(BEHIND))
                .max();
    }

    private static OptionalDouble quantile(Optional<Histogram> field, double part) {
        return field.map(histogram -> OptionalDouble.of(histogram.quantile(part)))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble stops(OptionalDouble more, OptionalDouble less) {
        return more.isEmpty() || less.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(stops(more.getAsDouble(), less.getAsDouble()));
    }

    /** Difference of light in stops, which are powers of two; coded luminance goes by the power 1/2.2 of the light. */
    private static double stops(double more, double less) {
        return 2.2 * Math.log((Math.max(more, 18) - 16) / (Math.max(less, 18) - 16)) / Math.log(2);
    }

    /** Empty if too little of it lies within. */
    private static Optional<Histogram> field(
            Luminance picture, FaceBox face, double x, double y, double width, double height) {
        Histogram field = part(picture, face, x, y, width, height).histogram();
        double whole = width * face.width() * height * face.height();
        return field.pixels() < Math.max(FEWEST_PIXELS, ENOUGH * whole) ? Optional.empty() : Optional.of(field);
    }

    private static Luminance part(Luminance picture, FaceBox face, double x, double y, double width, double height) {
        return picture.part(
                (int) Math.round(face.left() + x * face.width()),
                (int) Math.round(face.top() + y * face.height()),
                (int) Math.round(width * face.width()),
                (int) Math.round(height * face.height()));
    }
}
