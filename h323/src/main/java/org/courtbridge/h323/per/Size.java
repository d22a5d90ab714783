package org.courtbridge.h323.per;

/** A SIZE constraint, of what PER sees of it (X.691, clause 10.5). */
public final class Size {

    /** No upper bound. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** No constraint. */
    public static final Size ANY = new Size(0, UNBOUNDED, false);

    /** From here on a length is written as if there were no upper bound (X.691, clause 11.9.4.1). */
    private static final int LONG = 65_536;

    private final int lower;
    private final int upper;
    private final boolean extensible;

    /** Of the count, where it is written between its bounds. */
    final Bounds count;

    private Size(int lower, int upper, boolean extensible) {
        if (lower < 0 || upper < lower) {
            throw new IllegalArgumentException("SIZE(%d..%d)".formatted(lower, upper));
        }
        this.lower = lower;
        this.upper = upper;
        this.extensible = extensible;
        this.count = Bounds.of(lower, upper);
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

    /** Least number of items, from 0. */
    public int lower() {
        return lower;
    }

    /** Most items, or {@link #UNBOUNDED}. */
    public int upper() {
        return upper;
    }

    /** Whether a number of items outside of the bounds may be sent by a later version (an ellipsis). */
    public boolean extensible() {
        return extensible;
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
