package org.courtbridge.codecs.measure.sound;

/** The fundamental frequency of a voice, frame by frame, by the likeness of the sound with itself a period later. */
final class PitchFinder {

    /** Samples per second that it looks at. */
    private static final int RATE = 4_000;

    private static final int LOWEST_HZ = 60;
    private static final int HIGHEST_HZ = 640;
    private static final int SHORTEST = RATE / HIGHEST_HZ;
    private static final int LONGEST = RATE / LOWEST_HZ;

    /** 40 ms that are compared, and the longest period before them. */
    private static final int COMPARED = 160;

    private static final int HISTORY = COMPARED + LONGEST + 3;

    /** Mean power below which it does not look: -80 dBov. */
    private static final double SILENCE = 1e-8;

    /** Correlation from which a sound is voiced. */
    private static final double VOICED = 0.6;

    /** Of the best: a shorter period that is so good is the period, and the best one is a multiple of it. */
    private static final double AS_GOOD = 0.88;

    private final int factor;
    private final float[] history = new float[HISTORY];
    private final double[] likeness = new double[LONGEST + 2];
    private double sum;
    private int inSum;

    PitchFinder(int sampleRate) {
        factor = sampleRate / RATE;
    }

    /**
     * Hears the next 20 ms.
     *
     * @return Hz, or 0 if it is no voice
     */
    double hear(float[] frame) {
        int made = frame.length / factor;
        System.arraycopy(history, made, history, 0, HISTORY - made);
        int at = HISTORY - made;
        for (float sample : frame) {
            sum += sample;
            if (++inSum == factor) {
                history[at++] = (float) (sum / factor);
                sum = 0;
                inSum = 0;
            }
        }
        return find();
    }

    private double find() {
        double best = 0;
        double own = energy(0);
        if (own < COMPARED * SILENCE) {
            return 0;
        }
        double earlier = energy(SHORTEST - 1);
        for (int lag = SHORTEST - 1; lag <= LONGEST + 1; lag++) {
            likeness[lag] = product(lag) / Math.sqrt(own * earlier + 1e-20);
            best = Math.max(best, likeness[lag]);
            float enters = history[HISTORY - COMPARED - lag - 1];
            float leaves = history[HISTORY - lag - 1];
            earlier = Math.max(0, earlier + enters * enters - leaves * leaves);
        }
        if (best < VOICED) {
            return 0;
        }
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            boolean peak = likeness[lag] >= likeness[lag - 1] && likeness[lag] >= likeness[lag + 1];
            if (peak && likeness[lag] >= AS_GOOD * best) {
                return RATE / (lag + summit(likeness[lag - 1], likeness[lag], likeness[lag + 1]));
            }
        }
        return 0;
    }

    private double product(int lag) {
        float product = 0;
        for (int i = HISTORY - COMPARED; i < HISTORY; i++) {
            product += history[i] * history[i - lag];
        }
        return product;
    }

    private double energy(int lag) {
        double energy = 0;
        for (int i = HISTORY - COMPARED - lag; i < HISTORY - lag; i++) {
            energy += history[i] * history[i];
        }
        return energy;
    }

    /** Place of the maximum of a parabola through three points, from the middle one. */
    private static double summit(double left, double middle, double right) {
        double curve = left - 2 * middle + right;
        return curve >= 0 ? 0 : (left - right) / (2 * curve);
    }
}
