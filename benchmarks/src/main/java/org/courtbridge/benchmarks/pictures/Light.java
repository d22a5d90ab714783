package org.courtbridge.benchmarks.pictures;

import java.util.function.DoubleUnaryOperator;

/** Puts samples into another light; what is shown goes by the power 1/2.2 of the light. */
final class Light {

    private static final double GAMMA = 2.2;

    private Light() {}

    /** @param stops how much more light, in powers of two */
    static DoubleUnaryOperator stops(double stops) {
        double factor = Math.pow(2, stops / GAMMA);
        return sample -> Math.min(1, sample * factor);
    }

    /** Through haze, or a lens against the sun: less between dark and bright. @param range what is left of it, 0 to 1 */
    static DoubleUnaryOperator haze(double range, double middle) {
        return sample -> middle + (sample - 0.5) * range;
    }

    static ColourPicture of(ColourPicture picture, DoubleUnaryOperator light) {
        ColourPicture lit = new ColourPicture(picture.width, picture.height);
        for (int plane = 0; plane < 3; plane++) {
            for (int i = 0; i < lit.planes[plane].length; i++) {
                lit.planes[plane][i] = (float) light.applyAsDouble(picture.planes[plane][i]);
            }
        }
        return lit;
    }
}
