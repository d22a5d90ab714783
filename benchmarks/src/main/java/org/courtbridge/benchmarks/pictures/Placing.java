package org.courtbridge.benchmarks.pictures;

import java.util.function.DoubleUnaryOperator;

/**
 * Position of a person in a picture, and how turned and lit.
 *
 * @param x of the middle of the face, 0 (left) to 1
 * @param y the same downwards
 * @param size height of the face, brows to chin, in heights of the picture
 * @param degrees how far the head is tilted clockwise
 * @param light what the samples of the person become, 0 to 1
 */
record Placing(double x, double y, double size, double degrees, DoubleUnaryOperator light) {

    static Placing of(double x, double y, double size) {
        return new Placing(x, y, size, 0, DoubleUnaryOperator.identity());
    }

    Placing tilted(double by) {
        return new Placing(x, y, size, by, light);
    }

    Placing lit(DoubleUnaryOperator as) {
        return new Placing(x, y, size, degrees, as);
    }

    /** The same in less or more light. @param stops by how much, in powers of two */
    Placing exposed(double stops) {
        return lit(Light.stops(stops));
    }

    /** Puts the person before what is in the picture. */
    void put(Photographs photographs, Portrait portrait, ColourPicture into) {
        ColourPicture source = photographs.get(portrait.file());
        float[] mask = portrait.mask(source.width, source.height);
        double scale = portrait.faceHeight() / (size * into.height);
        ColourPicture person = source.copy();
        if (scale > 1.3) {
            person = Blur.gaussian(source, 0.4 * scale);
        }
        ColourPicture cut = new ColourPicture(source.width, source.height);
        cut.planes[0] = mask;
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int row = 0; row < into.height; row++) {
            for (int column = 0; column < into.width; column++) {
                double dx = (column - x * into.width) * scale;
                double dy = (row - y * into.height) * scale;
                double sx = portrait.faceX() + dx * cos + dy * sin;
                double sy = portrait.faceY() - dx * sin + dy * cos;
                // Below the photograph the body goes on as at its lower edge.
                if (sx < 0 || sx > source.width - 1 || sy < 0) {
                    continue;
                }
                float part = cut.at(0, sx, sy);
                if (part > 0.004f) {
                    int at = row * into.width + column;
                    for (int plane = 0; plane < 3; plane++) {
                        float lit = (float) light.applyAsDouble(person.at(plane, sx, sy));
                        into.planes[plane][at] = into.planes[plane][at] * (1 - part) + lit * part;
                    }
                }
            }
        }
    }
}
