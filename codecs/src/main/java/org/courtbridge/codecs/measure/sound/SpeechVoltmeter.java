package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Active speech level by method B of ITU-T P.56: mean power over the time in which a twice smoothed envelope is above a
 * threshold, or was within the hangover; of all thresholds the one that lies the margin below the level it gives.
 *
 * <p>The envelope follows every sample. Thresholds are looked at each millisecond, which the Recommendation allows (clause
 * 8.1: 694 Hz and more).
 */
final class SpeechVoltmeter {

    /** Seconds. */
    private static final double TIME_CONSTANT = 0.03;

    private static final double HANGOVER_MS = 200;

    /** dB. */
    private static final double MARGIN = 15.9;

    /** Each twice the one below, up to half of full scale. */
    private static final int THRESHOLDS = 15;

    /** dB that the level and threshold of the margin are found to. */
    private static final double TOLERANCE = 0.01;

    private final double keep;
    private final int step;
    private final double[] thresholds = new double[THRESHOLDS];

    /** [part of the minute][threshold]. */
    private final long[][] active = new long[FrameHistory.PARTS][THRESHOLDS];

    private final int[] sinceAbove = new int[THRESHOLDS];
    private final double[] energy = new double[FrameHistory.PARTS];
    private final long[] samples = new long[FrameHistory.PARTS];
    private int part;
    private double envelope;
    private double smoothed;
    private int untilStep;

    SpeechVoltmeter(int sampleRate) {
        keep = Math.exp(-1 / (sampleRate * TIME_CONSTANT));
        step = sampleRate / 1_000;
        untilStep = step;
        for (int j = 0; j < THRESHOLDS; j++) {
            thresholds[j] = Math.scalb(1.0, j - THRESHOLDS);
            sinceAbove[j] = Integer.MAX_VALUE;
        }
    }

    /** Forgets the part of the minute that is the longest ago, for what comes next. */
    void beginPart() {
        part = (part + 1) % FrameHistory.PARTS;
        energy[part] = 0;
        samples[part] = 0;
        Arrays.fill(active[part], 0);
    }

    /** @param sound full scale -1 to 1 */
    void hear(float[] sound, int count) {
        double p = envelope;
        double q = smoothed;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double x = sound[i];
            sum += x * x;
            p = keep * p + (1 - keep) * Math.abs(x);
            q = keep * q + (1 - keep) * p;
            if (--untilStep == 0) {
                untilStep = step;
                compare(q);
            }
        }
        envelope = p;
        smoothed = q;
        energy[part] += sum;
        samples[part] += count;
    }

    private void compare(double q) {
        long[] now = active[part];
        for (int j = 0; j < THRESHOLDS; j++) {
            if (q >= thresholds[j]) {
                now[j] += step;
                sinceAbove[j] = 0;
            } else if (sinceAbove[j] < HANGOVER_MS) {
                now[j] += step;
                sinceAbove[j]++;
            }
        }
    }

    /** dBov; empty if nothing was louder than the lowest threshold by the margin. */
    OptionalDouble activeLevel() {
        if (active(0) == 0 || level(0) - threshold(0) < MARGIN) {
            return OptionalDouble.empty();
        }
        for (int j = 1; j < THRESHOLDS && active(j) > 0; j++) {
            if (level(j) - threshold(j) <= MARGIN) {
                return OptionalDouble.of(between(j - 1, j));
            }
        }
        return OptionalDouble.empty();
    }

    /** Part of the time that is active, 0 to 1. */
    OptionalDouble activity() {
        OptionalDouble level = activeLevel();
        return level.isPresent()
                ? OptionalDouble.of(Math.min(1, Math.pow(10, (longTermLevel() - level.getAsDouble()) / 10)))
                : OptionalDouble.empty();
    }

    /** The level at which threshold and level differ by the margin, by bisection as in annex B's bin_interp. */
    private double between(int below, int above) {
        double lowLevel = level(below);
        double highLevel = level(above);
        double lowThreshold = threshold(below);
        double highThreshold = threshold(above);
        while (true) {
            double level = (lowLevel + highLevel) / 2;
            double threshold = (lowThreshold + highThreshold) / 2;
            double excess = level - threshold - MARGIN;
            if (Math.abs(excess) <= TOLERANCE || Math.abs(highThreshold - lowThreshold) < TOLERANCE / 10) {
                return level;
            }
            if (excess > 0) {
                lowLevel = level;
                lowThreshold = threshold;
            } else {
                highLevel = level;
                highThreshold = threshold;
            }
        }
    }

    /** Samples. */
    private long active(int j) {
        long sum = 0;
        for (long[] of : active) {
            sum += of[j];
        }
        return sum;
    }

    private double level(int j) {
        return 10 * Math.log10(Arrays.stream(energy).sum() / active(j) + 1e-20);
    }

    private double threshold(int j) {
        return 20 * Math.log10(thresholds[j]);
    }

    private double longTermLevel() {
        return 10
                * Math.log10(
                        Arrays.stream(energy).sum() / Arrays.stream(samples).sum() + 1e-20);
    }
}
