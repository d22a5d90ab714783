package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Finds flattened tops, at full scale or below it, also after a resampler or a codec has made them uneven. Two signs must come
 * together: amplitudes near a ceiling occur more often than smaller ones, while in speech larger ones are ever rarer; and the
 * half-waves that reach it are broad at the top. The first alone a limiter makes as well. Both halves of the wave have a ceiling
 * of their own. What a codec bent more than that is left to {@link SteepWaves}.
 */
final class ClippingMeter {

    /** dB of amplitude in a class. */
    private static final double CLASS_DB = 0.5;

    /** Classes, down from full scale. */
    private static final int CLASSES = 80;

    /** Amplitudes below, as a part of full scale, cannot be told apart well enough: 16 bits, or those of G.711. */
    private static final float LEAST = 0.01f;

    /** Classes below the loudest sample within which a ceiling is looked for: a codec's overshoot. */
    private static final int SEARCH = 12;

    /** Classes that are compared with as many below: 1 dB, in which there are two of G.711's amplitudes and more. */
    private static final int WIDTH = 2;

    /** Of a half-wave's peak: its top is what is above the first, its breadth what is above the second. */
    private static final float TOP = 0.84f;

    private static final float BREADTH = 0.5f;

    /** Part of the breadth that the top has; 0.55 in a sine, 0.86 in one that is cut off 6 dB below its peak. */
    private static final double FLAT = 0.79;

    /** Samples of a half-wave's breadth of which this can be told. */
    private static final int LEAST_BREADTH = 5;

    private static final int LEAST_SAMPLES = 8_000;

    /** From here on a 16-bit sample may be one that was cut off: the largest of G.711 is 32,124. */
    private static final int RAIL = 32_100;

    /** Equal samples in a row at a rail that were cut off. */
    private static final int LEAST_RUN = 3;

    /** Decibels by the upper bits of a float, so that no logarithm is taken for each sample. */
    private static final int TABLE_SHIFT = 17;

    private static final int TABLE_LOW = Float.floatToRawIntBits(LEAST) >> TABLE_SHIFT;
    private static final byte[] TABLE = table();

    /** Counters of a part of the minute. */
    private static final class Counts {
        /** [positive, negative][class]. */
        private final long[][] amplitudes = new long[2][CLASSES];

        /** Samples in tops that are flat, by the class of their peak. */
        private final long[][] flat = new long[2][CLASSES];

        private long samples;

        /** Samples that were cut off at a rail. */
        private long atRails;

        private void clear() {
            for (int sign = 0; sign < 2; sign++) {
                Arrays.fill(amplitudes[sign], 0);
                Arrays.fill(flat[sign], 0);
            }
            samples = 0;
            atRails = 0;
        }

        private void add(Counts other) {
            for (int sign = 0; sign < 2; sign++) {
                for (int at = 0; at < CLASSES; at++) {
                    amplitudes[sign][at] += other.amplitudes[sign][at];
                    flat[sign][at] += other.flat[sign][at];
                }
            }
            samples += other.samples;
            atRails += other.atRails;
        }
    }

    private final SteepWaves steep;
    private final Counts[] parts = new Counts[FrameHistory.PARTS];
    private Counts now;
    private int part;
    private int rail;
    private int run;

    /** Of the frame that is not complete yet. */
    private int atRails;

    ClippingMeter(int sampleRate) {
        steep = new SteepWaves(sampleRate);
        Arrays.setAll(parts, i -> new Counts());
        now = parts[0];
    }

    /** Forgets the part of the minute that is the longest ago, for what comes next. */
    void beginPart() {
        part = (part + 1) % FrameHistory.PARTS;
        now = parts[part];
        now.clear();
        steep.beginPart();
    }

    private static byte[] table() {
        byte[] table = new byte[(Float.floatToRawIntBits(2f) >> TABLE_SHIFT) - TABLE_LOW + 1];
        for (int i = 0; i < table.length; i++) {
            float amplitude = Float.intBitsToFloat((i + TABLE_LOW << TABLE_SHIFT) + (1 << TABLE_SHIFT - 1));
            double below = -20 * Math.log10(amplitude) / CLASS_DB;
            table[i] = (byte) Math.max(0, Math.min(CLASSES - 1, (int) Math.floor(below)));
        }
        return table;
    }

    private static int classOf(float amplitude) {
        return TABLE[Math.min(TABLE.length - 1, (Float.floatToRawIntBits(amplitude) >> TABLE_SHIFT) - TABLE_LOW)];
    }

    /** Looks at a sample as it was received, in 16 bits. */
    void raw(int sample) {
        if (Math.abs(sample) < RAIL) {
            run = 0;
            return;
        }
        run = sample == rail ? run + 1 : 1;
        rail = sample;
        if (run == LEAST_RUN) {
            atRails += LEAST_RUN;
        } else if (run > LEAST_RUN) {
            atRails++;
        }
    }

    /**
     * Leaves out the samples that were looked at since the last frame, as they are not of speech.
     *
     * @param frame of those samples
     */
    void leaveOut(float[] frame) {
        atRails = 0;
        steep.hear(frame, false);
    }

    /**
     * Hears the next frame of speech.
     *
     * @param frame full scale -1 to 1, of those samples that were looked at since the last frame
     * @param voice whether it is a voice, and not a consonant without one
     */
    void hear(float[] frame, boolean voice) {
        steep.hear(frame, voice);
        now.atRails += atRails;
        atRails = 0;
        int begin = 0;
        for (int i = 0; i < frame.length; i++) {
            float amplitude = Math.abs(frame[i]);
            if (amplitude >= LEAST) {
                now.amplitudes[frame[i] > 0 ? 0 : 1][classOf(amplitude)]++;
            }
            if (i > 0 && frame[i] > 0 != frame[i - 1] > 0) {
                halfWave(frame, begin, i);
                begin = i;
            }
        }
        now.samples += frame.length;
    }

    private void halfWave(float[] frame, int from, int to) {
        if (to - from < LEAST_BREADTH) {
            return;
        }
        float peak = 0;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, Math.abs(frame[i]));
        }
        if (peak < LEAST) {
            return;
        }
        int top = 0;
        int breadth = 0;
        for (int i = from; i < to; i++) {
            float amplitude = Math.abs(frame[i]);
            top += amplitude >= TOP * peak ? 1 : 0;
            breadth += amplitude >= BREADTH * peak ? 1 : 0;
        }
        if (breadth >= LEAST_BREADTH && top >= FLAT * breadth) {
            now.flat[frame[from] > 0 ? 0 : 1][classOf(peak)] += top;
        }
    }

    /** Samples in flattened tops, % of those that were heard. */
    OptionalDouble share() {
        Counts all = new Counts();
        for (Counts counts : parts) {
            all.add(counts);
        }
        if (all.samples < LEAST_SAMPLES) {
            return OptionalDouble.empty();
        }
        double cutOff = Math.max(Math.max(all.atRails, flattened(all, 0) + flattened(all, 1)), steep.excess());
        return OptionalDouble.of(100 * cutOff / all.samples);
    }

    private static double flattened(Counts all, int sign) {
        long[] amplitudes = all.amplitudes[sign];
        int top = 0;
        while (top < CLASSES && amplitudes[top] == 0) {
            top++;
        }
        double excess = excess(amplitudes, top);
        double flatTops = 0;
        for (int at = top; at < Math.min(top + SEARCH, CLASSES); at++) {
            flatTops += all.flat[sign][at];
        }
        return Math.min(flatTops, excess);
    }

    /** Number of samples at a ceiling, and above it, beyond those that the decline of the classes below lets expect. */
    private static double excess(long[] classes, int top) {
        double largest = 0;
        double above = 0;
        for (int at = top; at < Math.min(top + SEARCH, CLASSES - 3 * WIDTH); at++) {
            double found = above + sum(classes, at);
            double next = sum(classes, at + WIDTH) + 1;
            double afterNext = sum(classes, at + 2 * WIDTH) + 1;
            if (found > next) {
                largest = Math.max(largest, found - next * Math.min(1, next / afterNext));
            }
            above += classes[at];
        }
        return largest;
    }

    private static long sum(long[] classes, int from) {
        long sum = 0;
        for (int i = from; i < from + WIDTH; i++) {
            sum += classes[i];
        }
        return sum;
    }
}
