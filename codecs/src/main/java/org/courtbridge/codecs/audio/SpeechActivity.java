package org.courtbridge.codecs.audio;

/**
 * Tells from the levels of one party, block by block, whether it speaks. Speech stands out from what is always there, and
 * goes up and down with every syllable; a fan, a hum or a tone does not, a knock does not last.
 */
public final class SpeechActivity {

    /** Below this nobody speaks, dBov. */
    private static final int QUIET = -55;

    /** dB above the noise floor. */
    private static final int ABOVE_FLOOR = 9;

    /** dB down and up again that make a syllable. */
    private static final int SWING = 5;

    /** Blocks that the floor looks back on: 1 s. */
    private static final int FLOOR_WINDOW = 50;

    /** Blocks that a syllable stays a sign of speech: 1.2 s. */
    private static final int SYLLABLE = 60;

    /** Part of a new level in the smoothed one: about 200 ms. */
    private static final double SMOOTHING = 0.1;

    private final int[] levels = new int[FLOOR_WINDOW];
    private int blocks;
    private int peak = -127;
    private int valley = -127;
    private boolean falling;
    private int sinceSyllable = SYLLABLE;
    private int active;
    private double smoothed = -127;

    /** @param level of the next 20 ms, dBov */
    public void level(int level) {
        levels[blocks++ % FLOOR_WINDOW] = level;
        swing(level);
        smoothed += SMOOTHING * (level - smoothed);
        boolean loud = level > QUIET && level > floor() + ABOVE_FLOOR;
        active = loud ? Math.min(active + 1, 25) : Math.max(active - 1, 0);
    }

    /** A syllable is over when the level has fallen from a peak and risen again from a valley. */
    private void swing(int level) {
        sinceSyllable = Math.min(sinceSyllable + 1, SYLLABLE);
        if (falling) {
            valley = Math.min(valley, level);
            if (level > Math.max(valley + SWING, QUIET)) {
                falling = false;
                peak = level;
                sinceSyllable = 0;
            }
        } else {
            peak = Math.max(peak, level);
            if (level < peak - SWING && peak > QUIET) {
                falling = true;
                valley = level;
            }
        }
    }

    private int floor() {
        int floor = 0;
        for (int i = 0; i < Math.min(blocks, FLOOR_WINDOW); i++) {
            floor = Math.min(floor, levels[i]);
        }
        return floor;
    }

    /** Whether it speaks now. */
    public boolean speaks() {
        return active > 0 && sinceSyllable < SYLLABLE;
    }

    /** Level smoothed over about the last 200 ms, dBov. */
    public double loudness() {
        return smoothed;
    }
}
