package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Mains hum: lines at 50 or 60 Hz and their harmonics that stand out from what is beside them. Looks at windows of 0.4 s; as
 * voices come and go and hum stays, only the quieter quarter of the windows counts.
 */
final class HumMeter {

    /** Samples per second that it looks at. */
    private static final int RATE = 2_000;

    private static final int WINDOW = 800;
    private static final int HOP = 400;
    private static final int HARMONICS = 6;

    /** Hz beside a line, where nothing of it is left after the window. */
    private static final double BESIDE = 10;

    /** Power of lines over what is beside them from which they are hum: 6 dB. */
    private static final double STANDS_OUT = 4;

    private static final int MOST_WINDOWS = 300;
    private static final int LEAST_WINDOWS = 5;
    private static final double QUIETER = 0.25;

    /** From the square of a line's magnitude to its power: 2 over the square of the sum of Hann's window, which is half of its length. */
    private static final double LINE_POWER = 2 / Math.pow(WINDOW * 0.5, 2);

    private final int factor;
    private final float[] hann = new float[WINDOW];
    private final float[] low = new float[WINDOW];
    private final float[] windowed = new float[WINDOW];
    private final double[] of50 = new double[MOST_WINDOWS];
    private final double[] of60 = new double[MOST_WINDOWS];
    private final double[] all = new double[MOST_WINDOWS];
    private int filled;
    private long windows;
    private double firstSum;
    private double secondSum;
    private double before;
    private int inSum;

    HumMeter(int sampleRate) {
        factor = sampleRate / RATE;
        for (int i = 0; i < WINDOW; i++) {
            hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW));
        }
    }

    void hear(float[] frame) {
        for (float sample : frame) {
            // Two moving averages, one after the other: what would be mirrored to 0..360 Hz is 26 dB down and more.
            firstSum += sample;
            secondSum += (inSum + 1) * sample;
            if (++inSum == factor) {
                double now = (before + secondSum) / ((double) factor * factor);
                before = firstSum * factor - secondSum;
                firstSum = 0;
                secondSum = 0;
                inSum = 0;
                add((float) now);
            }
        }
    }

    private void add(float sample) {
        low[filled++] = sample;
        if (filled == WINDOW) {
            look();
            System.arraycopy(low, HOP, low, 0, WINDOW - HOP);
            filled = WINDOW - HOP;
        }
    }

    /** Starts a new window, as the next samples do not follow on those before. */
    void interrupt() {
        filled = 0;
        inSum = 0;
        firstSum = 0;
        secondSum = 0;
        before = 0;
    }

    private void look() {
        for (int i = 0; i < WINDOW; i++) {
            windowed[i] = low[i] * hann[i];
        }
        double energy = 0;
        for (float sample : windowed) {
            energy += sample * sample;
        }
        int at = (int) (windows++ % MOST_WINDOWS);
        all[at] = energy;
        of50[at] = lines(50);
        of60[at] = lines(60);
    }

    /** Power in all lines, less what is there anyway. */
    private double lines(int mains) {
        double sum = 0;
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            double line = power(mains * harmonic);
            double beside = Math.max(power(mains * harmonic - BESIDE), power(mains * harmonic + BESIDE));
            if (line > STANDS_OUT * beside) {
                sum += line - beside;
            }
        }
        return sum;
    }

    /** Goertzel's algorithm. */
    private double power(double frequency) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequency / RATE);
        double one = 0;
        double two = 0;
        for (int i = 0; i < WINDOW; i++) {
            double now = windowed[i] + coefficient * one - two;
            two = one;
            one = now;
        }
        return (one * one + two * two - coefficient * one * two) * LINE_POWER;
    }

    /** dBov; -100 where nothing stands out. */
    OptionalDouble level() {
        return windows < LEAST_WINDOWS
                ? OptionalDouble.empty()
                : OptionalDouble.of(10 * Math.log10(Math.max(inQuiet(of50), inQuiet(of60)) + 1e-10));
    }

    /** 50 or 60 Hz. */
    OptionalDouble frequency() {
        if (windows < LEAST_WINDOWS || Math.max(inQuiet(of50), inQuiet(of60)) <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(inQuiet(of50) >= inQuiet(of60) ? 50 : 60);
    }

    /** Median of those in the quieter quarter of the windows. */
    private double inQuiet(double[] powers) {
        int count = (int) Math.min(windows, MOST_WINDOWS);
        double[] energies = Arrays.copyOf(all, count);
        Arrays.sort(energies);
        double limit = energies[(int) (QUIETER * (count - 1))];
        double[] quiet = new double[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (all[i] <= limit) {
                quiet[found++] = powers[i];
            }
        }
        Arrays.sort(quiet, 0, found);
        return quiet[found / 2];
    }
}
