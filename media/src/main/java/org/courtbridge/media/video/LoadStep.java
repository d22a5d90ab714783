package org.courtbridge.media.video;

/**
 * A reduction of the pictures that are coded here while there is too little processor time for all: each step saves what
 * those before it do, and more. Forwarded pictures and sound stay as they are.
 */
public enum LoadStep {
    /** Nothing. */
    NONE(1, 0, "as they should be"),
    HALF_THE_PICTURES(2, 0, "half as many a second"),
    ONE_TIER_LOWER(2, 1, "half as many a second, one tier smaller"),
    TWO_TIERS_LOWER(2, 2, "half as many a second, two tiers smaller"),
    /** Those who are shown no picture that is coded here yet see forwarded ones, or a still. */
    NO_MORE_VIEWERS(2, 2, "half as many a second, two tiers smaller, and none that are not coded already");

    private final int divisor;
    private final int tiers;
    private final String words;

    LoadStep(int divisor, int tiers, String words) {
        this.divisor = divisor;
        this.tiers = tiers;
        this.words = words;
    }

    /** One of so many pictures is made. */
    public int divisor() {
        return divisor;
    }

    /** Number of tiers by which pictures are smaller. */
    int tiers() {
        return tiers;
    }

    public boolean takesMore() {
        return this != NO_MORE_VIEWERS;
    }

    /** Describes the pictures that are coded here, for the log. */
    public String words() {
        return words;
    }

    /** One more; the last has none after it. */
    public LoadStep next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /** One less. */
    public LoadStep previous() {
        return values()[Math.max(ordinal() - 1, 0)];
    }
}
