package org.courtbridge.hearings.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Consecutive slots of five minutes. Slot 0 begins at 1970-01-01T00:00Z and each ends where the next begins, so neither midnight nor a
 * change of a zone's offset matters to them.
 *
 * @param first of them
 * @param end the first behind them; more than the first
 */
public record SlotRange(long first, long end) {

    /** Length of a slot. */
    public static final Duration LENGTH = Duration.ofMinutes(5);

    public SlotRange {
        if (first >= end) {
            throw new IllegalArgumentException("slots: %d to %d (expected: one and more)".formatted(first, end));
        }
    }

    /** The slots of which any part lies within a time. @param to not within it any more; after the beginning */
    public static SlotRange covering(Instant from, Instant to) {
        return new SlotRange(holding(from), roundedUp(to));
    }

    /** The slot that an instant lies in. */
    static long holding(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), LENGTH.toSeconds());
    }

    /** The first slot that begins at an instant or after it. */
    static long roundedUp(Instant at) {
        long slot = holding(at);
        return beginning(slot).equals(at) ? slot : slot + 1;
    }

    static Instant beginning(long slot) {
        return Instant.ofEpochSecond(Math.multiplyExact(slot, LENGTH.toSeconds()));
    }

    /** Number of slots. */
    public long size() {
        return end - first;
    }

    public Instant from() {
        return beginning(first);
    }

    /** Not within it any more. */
    public Instant to() {
        return beginning(end);
    }

    public boolean contains(long slot) {
        return first <= slot && slot < end;
    }

    public boolean contains(SlotRange other) {
        return first <= other.first && other.end <= end;
    }

    public boolean overlaps(SlotRange other) {
        return first < other.end && other.first < end;
    }
}
