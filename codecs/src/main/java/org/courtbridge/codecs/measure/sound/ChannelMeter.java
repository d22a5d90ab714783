package org.courtbridge.codecs.measure.sound;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Compares two channels of sound by level and correlation, in frames of the latest minute, each without its mean. */
final class ChannelMeter {

    /** Mean power below which there is nothing to compare: -80 dBov. */
    private static final double SILENCE = 1e-8;

    /** dB of difference beyond which one channel is as good as none. */
    private static final double DEAD = 30;

    private final float[] lefts = new float[FrameHistory.CAPACITY];
    private final float[] rights = new float[FrameHistory.CAPACITY];
    private final float[] products = new float[FrameHistory.CAPACITY];
    private final float[] difference;
    private final PitchFinder pitch;
    private final FrameHistory differences = new FrameHistory();

    /** Of the frame: sums, sums of squares and of products. */
    private double left;

    private double right;
    private double leftSquares;
    private double rightSquares;
    private double product;
    private int samples;
    private long frames;

    ChannelMeter(int sampleRate) {
        difference = new float[sampleRate / 50];
        pitch = new PitchFinder(sampleRate);
    }

    void hear(float l, float r) {
        left += l;
        right += r;
        leftSquares += l * l;
        rightSquares += r * r;
        product += l * r;
        difference[samples++] = (l - r) / 2;
    }

    /** A frame is complete. */
    void frame(Origin origin, boolean silent) {
        boolean received = origin == Origin.RECEIVED && samples == difference.length;
        int at = (int) (frames++ % FrameHistory.CAPACITY);
        lefts[at] = received ? (float) (leftSquares - left * left / samples) : 0;
        rights[at] = received ? (float) (rightSquares - right * right / samples) : 0;
        products[at] = received ? (float) (product - left * right / samples) : 0;
        if (received) {
            float mean = (float) ((left - right) / 2 / samples);
            for (int i = 0; i < samples; i++) {
                difference[i] -= mean;
            }
        } else {
            Arrays.fill(difference, 0);
        }
        differences.add(difference, origin, pitch.hear(difference), silent);
        left = 0;
        right = 0;
        leftSquares = 0;
        rightSquares = 0;
        product = 0;
        samples = 0;
    }

    /** Level of the louder channel over that of the other, dB, 100 at most; empty if neither has sound. */
    OptionalDouble balance() {
        double l = 0;
        double r = 0;
        int count = differences.size();
        for (int i = 0; i < count; i++) {
            l += lefts[i];
            r += rights[i];
        }
        double louder = Math.max(l, r);
        if (count == 0 || louder / ((double) count * difference.length) < SILENCE) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(100, 10 * Math.log10(louder / Math.max(Math.min(l, r), louder * 1e-10))));
    }

    /**
     * Of speech, -1 to 1; empty if nobody spoke, or one of them is dead. Speech is looked for in what both have in common, and in what
     * they differ by: of channels in opposite phase, nothing is left in the one.
     *
     * @param common speech in both, mixed down
     */
    OptionalDouble correlation(SpeechFinder common) {
        SpeechFinder apart = new SpeechFinder(differences);
        OptionalDouble balance = balance();
        if (balance.isEmpty() || balance.getAsDouble() > DEAD) {
            return OptionalDouble.empty();
        }
        double l = 0;
        double r = 0;
        double both = 0;
        for (int i = 0; i < differences.size(); i++) {
            if (common.anySpeech() && common.speaking(i) || apart.anySpeech() && apart.speaking(i)) {
                int at = (int) ((frames - differences.size() + i) % FrameHistory.CAPACITY);
                l += lefts[at];
                r += rights[at];
                both += products[at];
            }
        }
        return l > 0 && r > 0 ? OptionalDouble.of(both / Math.sqrt(l * r)) : OptionalDouble.empty();
    }
}
