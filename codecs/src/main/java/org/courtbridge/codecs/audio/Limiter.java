package org.courtbridge.codecs.audio;

/**
 * Keeps the sum of many voices below full scale without clipping it: turns the loudness down within 5 ms, up again
 * slowly, and bends what is still too loud in the first milliseconds softly.
 */
final class Limiter {

    /** -1 dB. */
    private static final float THRESHOLD = 0.89f;

    /** -0.09 dB; nothing gets beyond. */
    private static final float CEILING = 0.99f;

    /** Samples of one change of loudness: 5 ms. */
    private static final int STEP = 240;

    /** Part of the way back to full loudness in a step: a time constant of 200 ms. */
    private static final float RELEASE = 0.025f;

    private float gain = 1;

    /** Takes on the loudness of another, so that it can go on in its place. */
    void like(Limiter other) {
        gain = other.gain;
    }

    /** Works in place on a block of the mixer. */
    void process(float[] block) {
        float peak = peak(block, 0);
        for (int at = 0; at < Pcm.BLOCK; at += STEP) {
            float next = at + STEP < Pcm.BLOCK ? peak(block, at + STEP) : 0;
            float bearable = Math.min(1, THRESHOLD / Math.max(Math.max(peak, next), 1e-6f));
            float goal = bearable < gain ? bearable : gain + RELEASE * (bearable - gain);
            if (goal < 1 || gain < 1) {
                ramp(block, at, goal);
            }
            gain = goal > 0.9999f ? 1 : goal;
            peak = next;
        }
    }

    private void ramp(float[] block, int at, float goal) {
        float change = (goal - gain) / STEP;
        float loudness = gain;
        for (int i = at; i < at + STEP; i++) {
            loudness += change;
            block[i] = bend(block[i] * loudness);
        }
    }

    private static float bend(float sample) {
        float size = Math.abs(sample);
        if (size <= THRESHOLD) {
            return sample;
        }
        float room = CEILING - THRESHOLD;
        return Math.copySign(THRESHOLD + room * (float) Math.tanh((size - THRESHOLD) / room), sample);
    }

    private static float peak(float[] block, int at) {
        float peak = 0;
        for (int i = at; i < at + STEP; i++) {
            peak = Math.max(peak, Math.abs(block[i]));
        }
        return peak;
    }
}
