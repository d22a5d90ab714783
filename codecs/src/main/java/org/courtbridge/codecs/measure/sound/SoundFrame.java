package org.courtbridge.codecs.measure.sound;

/** The 20 ms of sound that are being heard, mixed down from one or two channels. Allocates nothing while it hears. One thread's. */
final class SoundFrame {

    /**
     * Range of 16-bit samples within 20 ms, and their power, that no microphone's noise is so small as to stay in: G.722's of nothing,
     * which with some encoders goes to and fro between -3 and 3.
     */
    private static final int SILENT_RANGE = 8;

    private static final double SILENT_POWER = Math.pow(2.6 / 32_768, 2);

    /** Part of a frame's mean in that of the last second. */
    private static final double OFFSET_PART = 0.02;

    private final float[] samples;
    private int filled;
    private Origin origin = Origin.RECEIVED;
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    /** Mean of the last second. */
    private double offset;

    /** @param sampleRate Hz */
    SoundFrame(int sampleRate) {
        samples = new float[sampleRate / 50];
    }

    /**
     * Hears a sample of 16 bits of each channel, the same one twice where there is one.
     *
     * @return whether it is the last; the next one begins another frame, which {@link #begin} is to be called for
     */
    boolean add(int left, int right, Origin from) {
        lowest = Math.min(lowest, Math.min(left, right));
        highest = Math.max(highest, Math.max(left, right));
        samples[filled++] = (left + right) / 65_536f;
        if (from != Origin.RECEIVED) {
            origin = from;
        }
        return filled == samples.length;
    }

    /** Begins another one. */
    void begin() {
        filled = 0;
        origin = Origin.RECEIVED;
        lowest = Integer.MAX_VALUE;
        highest = Integer.MIN_VALUE;
    }

    /** Takes away the mean of the last second, which is no sound; a filter would ring on in a gap. */
    void centre() {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        offset += OFFSET_PART * (mean - offset);
        for (int i = 0; i < samples.length; i++) {
            samples[i] -= (float) offset;
        }
    }

    /** Whether no microphone was on. */
    boolean isSilent() {
        return highest - lowest <= SILENT_RANGE && variance() <= SILENT_POWER;
    }

    private double variance() {
        double sum = 0;
        double squares = 0;
        for (float sample : samples) {
            sum += sample;
            squares += sample * sample;
        }
        return (squares - sum * sum / samples.length) / samples.length;
    }

    /** Samples that are in it. */
    int filled() {
        return filled;
    }

    /** Of the last sample that was not received; {@link Origin#RECEIVED} if all were. */
    Origin origin() {
        return origin;
    }

    /** -1 to 1; lent until the next one is added. */
    float[] samples() {
        return samples;
    }
}
