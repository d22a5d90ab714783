package org.courtbridge.benchmarks.pictures;

/** Pictures that are not sharp. */
final class Blur {

    private Blur() {}

    /** Out of focus. @param sigma pixels */
    static ColourPicture gaussian(ColourPicture picture, double sigma) {
        if (sigma < 0.2) {
            return picture;
        }
        int reach = (int) Math.ceil(3 * sigma);
        float[] weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + reach];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return down(across(picture, weights), weights);
    }

    /** Smeared sideways, as by a camera that turns while its shutter is open. @param length pixels */
    static ColourPicture smear(ColourPicture picture, int length) {
        float[] weights = new float[length | 1];
        java.util.Arrays.fill(weights, 1f / weights.length);
        return across(picture, weights);
    }

    static ColourPicture across(ColourPicture picture, float[] weights) {
        ColourPicture result = new ColourPicture(picture.width, picture.height);
        int reach = weights.length / 2;
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < picture.height; y++) {
                line(picture.planes[plane], y * picture.width, 1, picture.width, weights, reach, result.planes[plane]);
            }
        }
        return result;
    }

    static ColourPicture down(ColourPicture picture, float[] weights) {
        ColourPicture result = new ColourPicture(picture.width, picture.height);
        int reach = weights.length / 2;
        for (int plane = 0; plane < 3; plane++) {
            for (int x = 0; x < picture.width; x++) {
                line(picture.planes[plane], x, picture.width, picture.height, weights, reach, result.planes[plane]);
            }
        }
        return result;
    }

    private static void line(float[] from, int start, int step, int length, float[] weights, int reach, float[] into) {
        for (int i = 0; i < length; i++) {
            float sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += weights[k + reach] * from[start + Math.clamp(i + k, 0, length - 1) * step];
            }
            into[start + i * step] = sum;
        }
    }
}
