package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;

/**
 * Finds voices that were cut off before a codec, however uneven it made their flat tops, by the steep sides that are left: a
 * half-wave of a sine is above half of its peak for two thirds of its time, one that was cut off for longer. The largest
 * half-waves are looked at, and compared with small ones beside them, which were not cut off; and many frames must reach up to
 * them. A limiter or automatic gain makes that so, too, but changes loudness more slowly than a half-wave lasts, and leaves its
 * shape.
 *
 * <p>Each is looked at as it is, and with a high-pass filter undone that bends flat tops: Opus's for speech ends between 60 and
 * 100 Hz, by the voice. Both halves of the wave have a ceiling of their own.
 */
final class SteepWaves {

    /** Samples a second that are enough. */
    private static final int RATE = 16_000;

    /** Hz where filters that are undone end; 0 is none. */
    private static final int[] CUTOFFS = {0, 60, 90};

    /** Hz below which they are not, as there may be much that is no voice. */
    private static final double LOWEST = 30;

    /** Seconds of a half-wave: shorter ones have too few samples, longer ones are of no voice. */
    private static final double SHORTEST = 0.000_35;

    private static final double LONGEST = 0.008;

    /** Part of its time above half of its peak from which a half-wave is steep. */
    private static final double STEEP = 0.75;

    /** dB of amplitude in a class. */
    private static final double CLASS_DB = 0.5;

    /** Classes, down from full scale. */
    private static final int CLASSES = 100;

    /** Part of the frames whose peaks are above what is taken for the ceiling. */
    private static final double TOPMOST = 0.08;

    /** Classes below the ceiling in which half-waves reach it: 3 dB. */
    private static final int NEAR = 6;

    /** Classes below the ceiling within which the peaks of frames are whose small half-waves are compared. */
    private static final int LOUD = 12;

    /** Of the peak of their frame, small half-waves. */
    private static final float SMALL_FROM = 0.1f;

    private static final float SMALL_TO = 0.5f;

    /** Part of the time of the largest half-waves that is in steep ones in voices that are whole. */
    private static final double USUAL = 0.25;

    /** Part of the frames whose peaks reach the ceiling, from which it is one: in speech that is whole it is 0.1 to 0.3. */
    private static final double WALL = 0.4;

    /** Samples in half-waves of which this can be told. */
    private static final double LEAST = 400;

    /** Of one half of the wave. */
    private static final class Side {
        /** Samples in half-waves, and in steep ones, by the class of their peak. */
        private final float[] all = new float[CLASSES];

        private final float[] steep = new float[CLASSES];

        /** The same of small ones, by the class of their frame's peak. */
        private final float[] smallAll = new float[CLASSES];

        private final float[] smallSteep = new float[CLASSES];

        /** Frames by the class of their peak. */
        private final int[] frames = new int[CLASSES];

        private void clear() {
            Arrays.fill(all, 0);
            Arrays.fill(steep, 0);
            Arrays.fill(smallAll, 0);
            Arrays.fill(smallSteep, 0);
            Arrays.fill(frames, 0);
        }

        private void add(Side other) {
            for (int at = 0; at < CLASSES; at++) {
                all[at] += other.all[at];
                steep[at] += other.steep[at];
                smallAll[at] += other.smallAll[at];
                smallSteep[at] += other.smallSteep[at];
                frames[at] += other.frames[at];
            }
        }

        /** Samples in steep half-waves at the ceiling, beyond those that are usual. */
        private double excess() {
            long count = 0;
            for (int of : frames) {
                count += of;
            }
            int ceiling = 0;
            long above = 0;
            while (ceiling < CLASSES - 1 && above + frames[ceiling] < TOPMOST * count) {
                above += frames[ceiling++];
            }
            for (int at = ceiling; at <= Math.min(ceiling + NEAR, CLASSES - 1); at++) {
                above += frames[at];
            }
            double time = sum(all, ceiling + NEAR);
            if (above < WALL * count || time < LEAST) {
                return 0;
            }
            double part = sum(steep, ceiling + NEAR) / time;
            double small = sum(smallSteep, ceiling + LOUD) / Math.max(1, sum(smallAll, ceiling + LOUD));
            return time * Math.max(0, Math.min(part - USUAL, part - small));
        }

        private static double sum(float[] classes, int to) {
            double sum = 0;
            for (int at = 0; at <= Math.min(to, CLASSES - 1); at++) {
                sum += classes[at];
            }
            return sum;
        }
    }

    /** One way to look at it. */
    private final class View {
        private final Side[][] parts = new Side[FrameHistory.PARTS][2];

        /** Of the filter that is undone, and of one with the same poles as that has zeros, but for those at nothing. */
        private final double b1;

        private final double b2;
        private final double a1;
        private final double a2;
        private final double gain;
        private double state1;
        private double state2;

        /** The half-wave that is not complete yet, then the frame. */
        private final float[] wave = new float[longest + frameLength];

        /** Samples of that half-wave, or -1 where its beginning was not heard. */
        private int begun = -1;

        private float before;

        /** [positive, negative], of the frame. */
        private final float[] peaks = new float[2];

        private View(int cutoff) {
            for (Side[] sides : parts) {
                Arrays.setAll(sides, i -> new Side());
            }
            if (cutoff == 0) {
                gain = 1;
                b1 = 0;
                b2 = 0;
                a1 = 0;
                a2 = 0;
                return;
            }
            // RFC 6716's encoder: silk_HP_variable_cutoff() and hp_cutoff().
            double angle = 1.5 * Math.PI * cutoff / rate;
            double radius = 1 - 0.92 * angle;
            double pole = Math.exp(-2 * Math.PI * LOWEST / rate);
            gain = 1 / radius;
            b1 = -radius * (2 - angle * angle);
            b2 = radius * radius;
            a1 = -2 * pole;
            a2 = pole * pole;
        }

        private void interrupt() {
            begun = -1;
        }

        private float undo(float sample) {
            double out = gain * sample + state1;
            state1 = gain * b1 * sample - a1 * out + state2;
            state2 = gain * b2 * sample - a2 * out;
            return (float) out;
        }

        private void filter() {
            for (float sample : frame) {
                before = undo(sample);
            }
        }

        private void hear() {
            int from = Math.max(0, begun);
            Arrays.fill(peaks, 0);
            for (int i = 0; i < frameLength; i++) {
                float sample = undo(frame[i]);
                wave[from + i] = sample;
                int sign = sample > 0 ? 0 : 1;
                peaks[sign] = Math.max(peaks[sign], Math.abs(sample));
            }
            for (int sign = 0; sign < 2; sign++) {
                parts[part][sign].frames[classOf(peaks[sign])]++;
            }
            int to = from + frameLength;
            int begin = 0;
            boolean whole = begun >= 0;
            for (int i = 1; i < to; i++) {
                if (wave[i] > 0 != wave[i - 1] > 0) {
                    if (whole) {
                        halfWave(begin, i);
                    }
                    whole = true;
                    begin = i;
                }
            }
            begun = whole && to - begin <= longest ? to - begin : -1;
            before = begin > 0 ? wave[begin - 1] : before;
            if (begun >= 0) {
                System.arraycopy(wave, begin, wave, 0, begun);
            }
        }

        /** @param begin the first sample @param end the next one of the other sign */
        private void halfWave(int begin, int end) {
            float previous = Math.abs(begin > 0 ? wave[begin - 1] : before);
            float first = Math.abs(wave[begin]);
            float last = Math.abs(wave[end - 1]);
            float next = Math.abs(wave[end]);
            float head = first / (first + previous + 1e-12f);
            float tail = last / (last + next + 1e-12f);
            float length = end - 1 - begin + head + tail;
            if (length < SHORTEST * rate || length > LONGEST * rate) {
                return;
            }
            float peak = 0;
            for (int i = begin; i < end; i++) {
                peak = Math.max(peak, Math.abs(wave[i]));
            }
            float half = peak / 2;
            float above = head * part(0, first, half) + tail * part(0, last, half);
            for (int i = begin + 1; i < end; i++) {
                above += part(Math.abs(wave[i - 1]), Math.abs(wave[i]), half);
            }
            int sign = wave[begin] > 0 ? 0 : 1;
            Side side = parts[part][sign];
            boolean steep = above > STEEP * length;
            int at = classOf(peak);
            side.all[at] += length;
            side.steep[at] += steep ? length : 0;
            float top = Math.max(peaks[sign], peak);
            if (peak > SMALL_FROM * top && peak < SMALL_TO * top) {
                int of = classOf(top);
                side.smallAll[of] += length;
                side.smallSteep[of] += steep ? length : 0;
            }
        }

        private double excess() {
            double sum = 0;
            for (int sign = 0; sign < 2; sign++) {
                Side minute = new Side();
                for (Side[] sides : parts) {
                    minute.add(sides[sign]);
                }
                sum += minute.excess();
            }
            return sum;
        }
    }

    private final int factor;
    private final int rate;
    private final int frameLength;
    private final int longest;
    private final float[] frame;
    private final View[] views = new View[CUTOFFS.length];
    private int part;

    SteepWaves(int sampleRate) {
        factor = Math.max(1, sampleRate / RATE);
        rate = sampleRate / factor;
        frameLength = rate / 50;
        longest = (int) (LONGEST * rate) + 2;
        frame = new float[frameLength];
        Arrays.setAll(views, i -> new View(CUTOFFS[i]));
    }

    private static int classOf(float amplitude) {
        return (int) Math.clamp(-20 * Math.log10(amplitude + 1e-9) / CLASS_DB, 0, CLASSES - 1);
    }

    /** Part of the time between two samples in which a line from one to the other is above a height. */
    private static float part(float from, float to, float height) {
        float low = Math.min(from, to);
        float high = Math.max(from, to);
        if (low >= height) {
            return 1;
        }
        return high <= height ? 0 : (high - height) / (high - low);
    }

    /** Forgets the part of the minute that is the longest ago, for what comes next. */
    void beginPart() {
        part = (part + 1) % FrameHistory.PARTS;
        for (View view : views) {
            for (Side side : view.parts[part]) {
                side.clear();
            }
        }
    }

    /**
     * Hears the next 20 ms.
     *
     * @param heard full scale -1 to 1
     * @param voice whether it is a voice; of others nothing is counted
     */
    void hear(float[] heard, boolean voice) {
        for (int i = 0; i < frameLength; i++) {
            float sum = 0;
            for (int k = 0; k < factor; k++) {
                sum += heard[i * factor + k];
            }
            frame[i] = sum / factor;
        }
        for (View view : views) {
            if (voice) {
                view.hear();
            } else {
                view.filter();
                view.interrupt();
            }
        }
    }

    /** Samples of half-waves that were cut off, at the rate of what was heard. */
    double excess() {
        double largest = 0;
        for (View view : views) {
            largest = Math.max(largest, view.excess());
        }
        return largest * factor;
    }
}
