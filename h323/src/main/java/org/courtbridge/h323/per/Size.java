package org.courtbridge.h323.per;

/**
 * A SIZE constraint, of what PER sees of it (X.691, clause 10.5).
 *
 * @param lower least number of items, from 0
 * @param upper most items, or {@link #UNBOUNDED}
 * @param extensible whether an item count outside of the bounds may be sent by a later version (an ellipsis)
 */
public record Size(int lower, int upper, boolean extensible) {

    /** No upper bound. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** No constraint. */
    public static final Size ANY = new Size(0, UNBOUNDED, false);

    /** From here on a length is written as if there were no upper bound (X.691, clause 11.9.4.1). */
    private static final int LONG = 65_536;

    public Size {
        if (lower < 0 || upper < lower) {
            throw new IllegalArgumentException("SIZE(%d..%d)".formatted(lower, upper));
        }
    }

    public static Size fixed(int items) {
        return new Size(items, items, false);
    }

    public static Size of(int lower, int upper) {
        return new Size(lower, upper, false);
    }

    public static Size atLeast(int lower) {
        return new Size(lower, UNBOUNDED, false);
    }

    /** The same with an ellipsis. */
    public Size orMore() {
        return new Size(lower, upper, true);
    }

    boolean contains(int items) {
        return items >= lower && items <= upper;
    }

    boolean isFixed() {
        return lower == upper && upper < LONG;
    }

    boolean isLong() {
        return upper >= LONG;
    }
}
