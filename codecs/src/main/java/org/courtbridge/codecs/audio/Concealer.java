package org.courtbridge.codecs.audio;

/**
 * Makes up sound for codecs that cannot: repeats the last period of the voice, fades out, and crosses over to real sound
 * when it is back (in the manner of G.711, Appendix I, without its delay).
 */
final class Concealer {

    /** Samples at 48 kHz of crossing over to real sound: 5 ms. */
    static final int CROSSING = 240;

    private static final int WINDOW = 720;
    private static final int HISTORY = WINDOW + Pitch.LONGEST;

    /** Full loudness until here: 15 ms. */
    private static final int FADE_FROM = 720;

    /** Silence from here: 80 ms. */
    private static final int FADE_TO = 3_840;

    /** Samples at 48 kHz in which the step at the beginning is smoothed away: 2 ms. */
    private static final int SEAM = 96;

    private final float[] history = new float[HISTORY];
    private final float[] period = new float[Pitch.LONGEST];
    private int lag;
    private float step;
    private int made;
    private boolean active;

    /** Whether what it made up last was already silence. */
    boolean silent() {
        return active && made >= FADE_TO;
    }

    /** Learns real sound, after crossing over into its beginning if something was made up before it. */
    void heard(float[] sound, int count) {
        if (active) {
            int crossing = Math.min(CROSSING, count);
            for (int i = 0; i < crossing; i++) {
                float in = (i + 1f) / (crossing + 1);
                sound[i] = in * sound[i] + (1 - in) * next();
            }
            active = false;
        }
        remember(sound, count);
    }

    /** Makes up sound that follows on what was heard last. */
    void conceal(float[] into, int count) {
        if (!active) {
            begin();
        }
        for (int i = 0; i < count; i++) {
            into[i] = next();
        }
    }

    private void begin() {
        active = true;
        made = 0;
        lag = lagAtEnd();
        int start = HISTORY - lag;
        System.arraycopy(history, start, period, 0, lag);
        int blend = lag / 4;
        for (int i = 0; i < blend; i++) {
            float earlier = (i + 1f) / (blend + 1);
            int at = lag - blend + i;
            if (start - blend + i >= 0) {
                period[at] = (1 - earlier) * period[at] + earlier * history[start - blend + i];
            }
        }
        float expected = 2 * history[HISTORY - 1] - history[HISTORY - 2];
        step = expected - period[0];
    }

    /** Unlike {@link Pitch#lag}, compares windows of which the later one ends with the newest sample. */
    private int lagAtEnd() {
        int best = Pitch.SHORTEST;
        double bestLikeness = Double.NEGATIVE_INFINITY;
        for (int candidate = Pitch.SHORTEST; candidate <= Pitch.LONGEST; candidate += 3) {
            double likeness = Pitch.likeness(history, HISTORY - candidate - WINDOW, candidate, WINDOW, 3);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = candidate;
            }
        }
        int centre = best;
        for (int candidate = Math.max(Pitch.SHORTEST, centre - 2);
                candidate <= Math.min(Pitch.LONGEST, centre + 2);
                candidate++) {
            double likeness = Pitch.likeness(history, HISTORY - candidate - WINDOW, candidate, WINDOW, 1);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = candidate;
            }
        }
        return best;
    }

    private float next() {
        float sample = period[made % lag];
        if (made < SEAM) {
            sample += step * (SEAM - made) / SEAM;
        }
        float loudness = made < FADE_FROM ? 1 : Math.max(0, (FADE_TO - made) / (float) (FADE_TO - FADE_FROM));
        made = Math.min(made + 1, FADE_TO);
        return sample * loudness;
    }

    private void remember(float[] sound, int count) {
        int kept = Math.min(count, HISTORY);
        System.arraycopy(history, kept, history, 0, HISTORY - kept);
        System.arraycopy(sound, count - kept, history, HISTORY - kept, kept);
    }
}
