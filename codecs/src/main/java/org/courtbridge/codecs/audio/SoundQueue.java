package org.courtbridge.codecs.audio;

/**
 * Decoded sound that waits to be played, a few blocks at most, which can be made shorter or longer by a period of the
 * voice without a seam: that is how the play-out follows the network and the sender's clock.
 */
final class SoundQueue {

    /** Samples at 48 kHz that must be waiting before one of the two changes can be made. */
    static final int CHANGEABLE = 2 * Pitch.LONGEST;

    private static final int CROSSING = 240;
    private static final int WINDOW = Pitch.LONGEST;

    /** Room for the longest packet beside what waits. */
    private static final int CAPACITY = 2 * 48 * AudioDecoder.MAX_MS + CHANGEABLE;

    private final float[] samples = new float[CAPACITY];
    private int size;

    int size() {
        return size;
    }

    void add(float[] sound, int count) {
        System.arraycopy(sound, 0, samples, size, count);
        size += count;
    }

    void take(float[] into, int count) {
        System.arraycopy(samples, 0, into, 0, count);
        System.arraycopy(samples, count, samples, 0, size - count);
        size -= count;
    }

    /** Cuts out one period; {@link #CHANGEABLE} samples must be waiting. */
    void shorten() {
        int lag = Pitch.lag(samples, 0, WINDOW);
        for (int i = 0; i < CROSSING; i++) {
            float in = (i + 1f) / (CROSSING + 1);
            samples[i] = (1 - in) * samples[i] + in * samples[lag + i];
        }
        System.arraycopy(samples, lag + CROSSING, samples, CROSSING, size - lag - CROSSING);
        size -= lag;
    }

    /** Plays one period twice; {@link #CHANGEABLE} samples must be waiting. */
    void lengthen() {
        int lag = Pitch.lag(samples, 0, WINDOW);
        System.arraycopy(samples, 0, samples, lag, size);
        size += lag;
        // Both copies are there now: the second follows the first after a crossing from what would have come next.
        for (int i = 0; i < CROSSING; i++) {
            float in = (i + 1f) / (CROSSING + 1);
            float next = 2 * lag + i < size ? samples[2 * lag + i] : 0;
            samples[lag + i] = in * samples[lag + i] + (1 - in) * next;
        }
    }
}
