package org.courtbridge.media.transport;

/**
 * UDP ports that media may use, both ends included.
 *
 * @param first lowest port, at least 1
 * @param last highest port, at most 65,535; the range holds at least one even port with the odd one after it
 */
public record PortRange(int first, int last) {

    public PortRange {
        if (first < 1 || last > 65_535 || pairs(first, last) < 1) {
            throw new IllegalArgumentException(
                    "ports: %d-%d (expected: within 1-65535, an even port and the next)".formatted(first, last));
        }
    }

    /** Number of pairs of an even port and the next odd one in the range. */
    public int pairs() {
        return pairs(first, last);
    }

    /** The even port of a pair, counted from 0. */
    int evenPort(int pair) {
        return first + (first & 1) + 2 * pair;
    }

    private static int pairs(int first, int last) {
        return (last + 1 - (first + (first & 1))) / 2;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
