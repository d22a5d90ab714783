package org.courtbridge.codecs.audio;

/**
 * Decoded sound that waits to be played, a few blocks at most, which can be made shorter or longer by a period of the
 * voice without a seam: that is how the play-out follows the network and the sender's clock.
 */
final class SoundQueue {

    /** Samples at 48 kHz that must be waiting before it can be made longer. */
    static final int CHANGEABLE = 2 * Pitch.LONGEST;

    private static final int CROSSING = 240;

    /** Least likeness of a period that is shorter than the voice's own to the next one, so that nobody hears it missing. */
    private static final double ALIKE = 0.8;

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

    /**
     * Cuts out one period, if there is one that fits, so that {@code least} samples are left.
     *
     * @param least {@link Pitch#LONGEST} or more
     */
    void shorten(int least) {
        int longest = Math.min(Pitch.LONGEST, size - least);
        if (longest < Pitch.SHORTEST) {
            return;
        }
        int lag = Pitch.lag(samples, 0, WINDOW, longest);
        if (longest < Pitch.LONGEST && Pitch.likeness(samples, 0, lag, WINDOW, 2) < ALIKE) {
            return;
        }
        for (int i = 0; i < CROSSING; i++) {
            float in = (i + 1f) / (CROSSING + 1);
            samples[i] = (1 - in) * samples[i] + in * samples[lag + i];
        }
        System.arraycopy(samples, lag + CROSSING, samples, CROSSING, size - lag - CROSSING);
        size -= lag;
    }

    /** Plays one period twice; {@link #CHANGEABLE} samples must be waiting. */
    void lengthen() {
        int lag = Pitch.lag(samples, 0, WINDOW, Pitch.LONGEST);
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
