package org.courtbridge.codecs.audio;

/** Finds how far apart a sound repeats itself: the period of a voice, which can be cut out or put in unheard. */
final class Pitch {

    /** Samples at 48 kHz: 400 Hz. */
    static final int SHORTEST = 120;

    /** Samples at 48 kHz: 67 Hz. */
    static final int LONGEST = 720;

    private static final int COARSE = 6;

    private Pitch() {}

    /**
     * The lag from {@link #SHORTEST} to {@code longest} for which {@code x[at..at+window)} is most like
     * {@code x[at+lag..at+lag+window)}.
     */
    static int lag(float[] x, int at, int window, int longest) {
        int best = SHORTEST;
        double bestLikeness = Double.NEGATIVE_INFINITY;
        for (int lag = SHORTEST; lag <= longest; lag += COARSE) {
            double likeness = likeness(x, at, lag, window, COARSE);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        int centre = best;
        bestLikeness = Double.NEGATIVE_INFINITY;
        for (int lag = Math.max(SHORTEST, centre - COARSE); lag <= Math.min(longest, centre + COARSE); lag++) {
            double likeness = likeness(x, at, lag, window, 2);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        return best;
    }

    /** Normalized correlation, -1 to 1, over every {@code step}th sample. */
    static double likeness(float[] x, int at, int lag, int window, int step) {
        double product = 0;
        double energy = 0;
        double other = 0;
        for (int i = at; i < at + window; i += step) {
            product += x[i] * x[i + lag];
            energy += x[i] * x[i];
            other += x[i + lag] * x[i + lag];
        }
        return product / (Math.sqrt(energy * other) + 1e-9);
    }
}
