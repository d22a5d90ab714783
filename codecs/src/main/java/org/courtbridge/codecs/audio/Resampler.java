package org.courtbridge.codecs.audio;

import java.util.Arrays;

/**
 * Changes between a rate and a multiple of it without a seam from block to block: a polyphase filter (windowed sinc, stop
 * band below -60 dB) that delays by {@value #DELAY} samples at the higher rate, which at 48 kHz is 1.5 ms.
 */
final class Resampler implements RateChange {

    /** Samples at the higher rate. */
    static final int DELAY = 72;

    private static final int TAPS = 2 * DELAY + 1;

    /** Kaiser's window for 60 dB. */
    private static final double BETA = 5.65;

    /** Cutoff frequency of the filter (6 dB down), as a part of the lower rate: images above half of it must be gone. */
    private static final double CUTOFF = 0.46;

    private final int factor;
    private final boolean up;

    /** [phase][tap of the phase]. */
    private final float[][] filters;

    /** [phase] for going down, [0] for going up: as many samples of before as a phase has taps, then the block. */
    private final float[][] histories;

    private final int past;
    private final float[] sums;

    /**
     * @param from samples per second
     * @param to samples per second; one of the two is a multiple of the other
     * @param longest samples in the longest block, at {@code from}
     */
    Resampler(int from, int to, int longest) {
        up = to >= from;
        factor = up ? to / from : from / to;
        int low = Math.min(from, to);
        int taps = (TAPS + factor - 1) / factor;
        filters = new float[factor][taps];
        double[] prototype = prototype(CUTOFF * low / Math.max(from, to));
        for (int i = 0; i < TAPS; i++) {
            filters[i % factor][i / factor] = (float) (prototype[i] * (up ? factor : 1));
        }
        past = taps - 1;
        int block = up ? longest : longest / factor;
        histories = new float[up ? 1 : factor][past + block];
        sums = new float[block];
    }

    @Override
    public int process(float[] in, int count, float[] out) {
        if (factor == 1) {
            System.arraycopy(in, 0, out, 0, count);
            return count;
        }
        return up ? up(in, count, out) : down(in, count, out);
    }

    private int up(float[] in, int count, float[] out) {
        float[] history = histories[0];
        System.arraycopy(in, 0, history, past, count);
        for (int phase = 0; phase < factor; phase++) {
            Arrays.fill(sums, 0, count, 0);
            filter(history, filters[phase], count);
            for (int i = 0; i < count; i++) {
                out[i * factor + phase] = sums[i];
            }
        }
        System.arraycopy(history, count, history, 0, past);
        return count * factor;
    }

    private int down(float[] in, int count, float[] out) {
        int made = count / factor;
        Arrays.fill(sums, 0, made, 0);
        for (int phase = 0; phase < factor; phase++) {
            float[] history = histories[phase];
            int first = factor - 1 - phase;
            for (int i = 0; i < made; i++) {
                history[past + i] = in[i * factor + first];
            }
            filter(history, filters[phase], made);
            System.arraycopy(history, made, history, 0, past);
        }
        System.arraycopy(sums, 0, out, 0, made);
        return made;
    }

    /** Adds one phase to the sums; the inner loop runs over samples, not taps, so that it becomes vector code. */
    private void filter(float[] history, float[] taps, int count) {
        for (int tap = 0; tap < taps.length; tap++) {
            float weight = taps[tap];
            int at = past - tap;
            for (int i = 0; i < count; i++) {
                sums[i] += weight * history[at + i];
            }
        }
    }

    /** @param cutoff as a part of the higher rate */
    private static double[] prototype(double cutoff) {
        double[] taps = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - DELAY;
            double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
            double inside = 1 - (x / (DELAY + 1)) * (x / (DELAY + 1));
            taps[i] = sinc * bessel(BETA * Math.sqrt(inside)) / bessel(BETA);
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    /** The modified Bessel function of the first kind, order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 40; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
