package org.courtbridge.h323.per;

/** The bounds of a constrained whole number, and how it is written for them (X.691, clause 11.5.7). */
public final class Bounds {

    private static final int BIT_FIELD = 255;
    private static final int ONE_OCTET = 256;
    private static final int TWO_OCTETS = 65_536;

    private final long lower;
    private final long upper;

    /** Count of the numbers within the bounds. */
    final long range;

    /** Bits that the number takes, less its lower bound, if {@link #mostOctets} is zero. */
    final int width;

    /** Alignment before the number: added to the bit position and then cleared in it; 7 for the next octet, or 0. */
    final long padding;

    /** Octets that the largest takes, where a number is written in as many as it needs, behind how many these are; else 0. */
    final int mostOctets;

    private Bounds(long lower, long upper) {
        this.lower = lower;
        this.upper = upper;
        this.range = upper - lower + 1;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(range - 1);
        this.mostOctets = range > TWO_OCTETS ? (bits + 7) / 8 : 0;
        this.padding = range > BIT_FIELD ? 7 : 0;
        if (range <= BIT_FIELD) {
            this.width = bits;
        } else {
            this.width = range == ONE_OCTET ? 8 : 16;
        }
    }

    /**
     * @param upper at least lower, and at most lower + 2^32 - 1
     * @throws IllegalArgumentException if it is not
     */
    public static Bounds of(long lower, long upper) {
        if (upper < lower || upper - lower >= 1L << Integer.SIZE) {
            throw new IllegalArgumentException("bounds: %d to %d".formatted(lower, upper));
        }
        return new Bounds(lower, upper);
    }

    /** The least number. */
    public long lower() {
        return lower;
    }

    /** The largest. */
    public long upper() {
        return upper;
    }
}
