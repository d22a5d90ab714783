package org.courtbridge.codecs.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the keys that a party presses by their tones in its sound (ITU-T Q.23), for trunks that have neither telephone events nor INFO.
 *
 * <p>Every 5 ms the last 20 ms, under a Hann window, are looked at by a Goertzel filter for each of the eight frequencies. A pair is a
 * key's if (the limits are the stricter ones of ITU-T Q.24, table A.1)
 *
 * <ul>
 *   <li>each frequency is within 2.5 % of what it should be: 1.5 % must be taken, 3.5 % must not. Its phase against that of 10 ms
 *       before tells;
 *   <li>each tone has -30 dBm0 at least: -25 must be taken;
 *   <li>the higher is at most 4 dB stronger and 8 dB weaker than the lower, and half a dB for the codec;
 *   <li>there is hardly any other sound: voices have more than two components.
 * </ul>
 *
 * <p>It is a press when that has been so for four looks in a row, which 40 ms of the tones always bring and 23 ms never do; it is
 * over when it was not so for eight, as after a pause of 40 ms and not after a gap of 10 ms. Allocates nothing but the answer. One
 * thread's.
 */
public final class DtmfDetector {

    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1_209, 1_336, 1_477, 1_633};
    private static final String[] KEYS = {"123A", "456B", "789C", "*0#D"};
    private static final int TONES = LOW.length + HIGH.length;

    /** Samples that are looked at: 20 ms. */
    private static final int WINDOW = Pcm.BLOCK;

    /** Samples from one look to the next: 5 ms. */
    private static final int HOP = WINDOW / 4;

    /** Looks between which phases are compared, and their time in seconds: frequencies are told apart 50 Hz to either side. */
    private static final int APART = 2;

    private static final double SECONDS_APART = (double) APART * HOP / Pcm.RATE;

    private static final int TO_BEGIN = 4;
    private static final int TO_END = 8;

    private static final double TOLERANCE = 0.025;

    /** Keeps the tones out of each other's filters. */
    private static final double[] HANN = hann();

    private static final double SUM = WINDOW / 2.0;
    private static final double SUM_OF_SQUARES = 3 * WINDOW / 8.0;

    /** Amplitude of a tone of -30 dBm0, of which 3.14 are full scale (ITU-T G.711). */
    private static final double LEAST_AMPLITUDE = Math.pow(10, (-30 - 3.14) / 20);

    /** Power of the higher tone over that of the lower. */
    private static final double MOST_TWIST = Math.pow(10, 4.5 / 10);

    private static final double LEAST_TWIST = Math.pow(10, -8.5 / 10);

    /** Share of the sound's power that the two tones have: in 15 of 20 ms, or with noise 7.5 dB below them. */
    private static final double PURITY = 0.85;

    /** The same of the two filters before the frequencies are known, which let a tone at the tolerance's end through by a fifth. */
    private static final double LOOKS_LIKE = 0.15;

    private static final int NONE = -1;

    /** The block before and the one that is looked at. */
    private final float[] sound = new float[2 * WINDOW];

    /** Real and imaginary part of each tone in the looks that phases are compared with, the oldest first after {@link #look}. */
    private final double[][] phases = new double[APART + 1][2 * TONES];

    private int look;
    private int candidate = NONE;
    private int seen;
    private int pressed = NONE;
    private int missed;

    /** Result of {@link #filter}. */
    private double real;

    private double imaginary;

    private static double[] hann() {
        double[] window = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
        }
        return window;
    }

    /** Forgets what it has heard: a tone that goes on is pressed anew. */
    public void reset() {
        Arrays.fill(sound, 0);
        candidate = NONE;
        seen = 0;
        pressed = NONE;
        missed = 0;
    }

    /**
     * Hears the next 20 ms.
     *
     * @param block {@link Pcm#BLOCK} samples at 48 kHz
     * @return a key that has been pressed, once for each press
     */
    public Optional<Character> hear(float[] block) {
        System.arraycopy(sound, WINDOW, sound, 0, WINDOW);
        System.arraycopy(block, 0, sound, WINDOW, WINDOW);
        int found = NONE;
        for (int from = HOP; from <= WINDOW; from += HOP) {
            int press = pressed(key(from));
            found = press == NONE ? found : press;
        }
        return found == NONE ? Optional.empty() : Optional.of(KEYS[found / HIGH.length].charAt(found % HIGH.length));
    }

    /** The key that begins to be pressed with this look; none mostly. */
    private int pressed(int key) {
        seen = key != NONE && key == candidate ? seen + 1 : key == NONE ? 0 : 1;
        candidate = key;
        if (key != NONE && key == pressed) {
            missed = 0;
            return NONE;
        }
        if (seen == TO_BEGIN) {
            pressed = key;
            missed = 0;
            return key;
        }
        if (pressed != NONE && ++missed == TO_END) {
            pressed = NONE;
        }
        return NONE;
    }

    /** The key whose tones the window from there on has: four to a row. */
    private int key(int from) {
        double power = power(from);
        double[] now = phases[look];
        look = (look + 1) % phases.length;
        double[] before = phases[look];
        if (power < LEAST_AMPLITUDE * LEAST_AMPLITUDE / 8) {
            Arrays.fill(now, 0);
            return NONE;
        }
        int low = strongest(from, now, 0, LOW);
        int high = strongest(from, now, LOW.length, HIGH);
        if (square(now, low) + square(now, LOW.length + high) < LOOKS_LIKE * power) {
            return NONE;
        }
        double lower = LOW[low] + shift(before, now, low, LOW[low]);
        double higher = HIGH[high] + shift(before, now, LOW.length + high, HIGH[high]);
        if (Math.abs(lower - LOW[low]) > TOLERANCE * LOW[low]
                || Math.abs(higher - HIGH[high]) > TOLERANCE * HIGH[high]) {
            return NONE;
        }
        double lowerPower = powerOf(from, lower);
        double higherPower = powerOf(from, higher);
        double least = LEAST_AMPLITUDE * LEAST_AMPLITUDE / 2;
        boolean balanced = higherPower <= MOST_TWIST * lowerPower && higherPower >= LEAST_TWIST * lowerPower;
        boolean pure = lowerPower + higherPower >= PURITY * power;
        return balanced && pure && lowerPower >= least && higherPower >= least ? HIGH.length * low + high : NONE;
    }

    /** Puts the parts of each tone into place. Returns the strongest. */
    private int strongest(int from, double[] now, int first, int[] frequencies) {
        int strongest = 0;
        for (int i = 0; i < frequencies.length; i++) {
            filter(from, frequencies[i]);
            now[2 * (first + i)] = real;
            now[2 * (first + i) + 1] = imaginary;
            if (square(now, first + i) > square(now, first + strongest)) {
                strongest = i;
            }
        }
        return strongest;
    }

    /** Power of a tone, by its parts. */
    private static double square(double[] parts, int tone) {
        double re = parts[2 * tone];
        double im = parts[2 * tone + 1];
        return (re * re + im * im) / 2;
    }

    /** Hz that a tone is beside its frequency, by how much its phase has moved beyond what it should have; -50 to 50. */
    private static double shift(double[] before, double[] now, int tone, int frequency) {
        double moved =
                Math.atan2(now[2 * tone + 1], now[2 * tone]) - Math.atan2(before[2 * tone + 1], before[2 * tone]);
        return Math.IEEEremainder(moved - 2 * Math.PI * frequency * SECONDS_APART, 2 * Math.PI)
                / (2 * Math.PI * SECONDS_APART);
    }

    private double powerOf(int from, double frequency) {
        filter(from, frequency);
        return (real * real + imaginary * imaginary) / 2;
    }

    private double power(int from) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double sample = HANN[i] * sound[from + i];
            sum += sample * sample;
        }
        return sum / SUM_OF_SQUARES;
    }

    /** The Goertzel filter: real and imaginary part of a tone in a window, as amplitudes, its phase at the window's beginning. */
    private void filter(int from, double frequency) {
        double angle = 2 * Math.PI * frequency / Pcm.RATE;
        double cosine = Math.cos(angle);
        double before = 0;
        double last = 0;
        for (int i = 0; i < WINDOW; i++) {
            double next = HANN[i] * sound[from + i] + 2 * cosine * last - before;
            before = last;
            last = next;
        }
        // What it has, turned to the phase at its end; turned back to the beginning.
        double atEndReal = last - cosine * before;
        double atEndImaginary = Math.sin(angle) * before;
        double turn = -angle * (WINDOW - 1);
        double scale = 2 / SUM;
        real = scale * (atEndReal * Math.cos(turn) - atEndImaginary * Math.sin(turn));
        imaginary = scale * (atEndReal * Math.sin(turn) + atEndImaginary * Math.cos(turn));
    }
}
