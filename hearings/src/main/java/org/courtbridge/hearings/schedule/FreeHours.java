package org.courtbridge.hearings.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The slots of a span in which resources are free and at work, all of them together. Immutable. */
public final class FreeHours {

    /** Longest span. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private final SlotRange span;

    /** Bit 0 is the first slot of the span. Not changed any more. */
    private final BitSet free;

    private FreeHours(SlotRange span, BitSet free) {
        this.span = span;
        this.free = free;
    }

    /**
     * Finds them.
     *
     * @param span up to {@link #LONGEST}
     * @param taken slots in which any of the resources is booked
     * @param hours of all the places concerned; none if any hour will do
     */
    public static FreeHours of(SlotRange span, Collection<SlotRange> taken, Collection<WorkingHours> hours) {
        long most = LONGEST.dividedBy(SlotRange.LENGTH);
        if (span.size() > most) {
            throw new IllegalArgumentException("slots: %d (expected: up to %d)".formatted(span.size(), most));
        }
        BitSet free = new BitSet();
        free.set(0, Math.toIntExact(span.size()));
        for (WorkingHours one : hours) {
            BitSet open = new BitSet();
            for (SlotRange range : one.within(span)) {
                open.set(bit(span, range.first()), bit(span, range.end()));
            }
            free.and(open);
        }
        for (SlotRange range : taken) {
            if (range.overlaps(span)) {
                free.clear(bit(span, range.first()), bit(span, range.end()));
            }
        }
        return new FreeHours(span, free);
    }

    /** The index of a slot, or of the nearer end of the span. */
    private static int bit(SlotRange span, long slot) {
        return Math.toIntExact(Math.clamp(slot, span.first(), span.end()) - span.first());
    }

    /** As long as they can be, in order. */
    public List<SlotRange> ranges() {
        List<SlotRange> ranges = new ArrayList<>();
        for (int from = free.nextSetBit(0); from >= 0; ) {
            int to = free.nextClearBit(from);
            ranges.add(new SlotRange(span.first() + from, span.first() + to));
            from = free.nextSetBit(to);
        }
        return ranges;
    }

    /**
     * Other times for a booking: of each range that is long enough, the one whose beginning is nearest to the wished one, on a slot's
     * border. Setting up and clearing up lie within the range, too.
     *
     * @param most how many
     * @return the nearest first, of two as near the earlier one
     */
    public List<BookingTimes> offers(BookingTimes wished, int most) {
        BookingTimes onBorder = wished.beginningAt(nearestBorder(wished.from()));
        SlotRange needed = onBorder.slots();
        long before = SlotRange.holding(onBorder.from()) - needed.first();
        long rest = needed.size() - before;
        List<BookingTimes> offers = new ArrayList<>();
        for (SlotRange range : ranges()) {
            if (range.size() >= needed.size()) {
                long start = Math.clamp(SlotRange.holding(onBorder.from()), range.first() + before, range.end() - rest);
                offers.add(wished.beginningAt(SlotRange.beginning(start)));
            }
        }
        offers.sort(new ByDistance(wished.from()));
        return List.copyOf(offers.subList(0, Math.min(most, offers.size())));
    }

    private static Instant nearestBorder(Instant at) {
        return SlotRange.beginning(SlotRange.holding(at.plus(SlotRange.LENGTH.dividedBy(2))));
    }

    /** Those equally far keep the order that they were found in. */
    private record ByDistance(Instant wished) implements Comparator<BookingTimes> {

        @Override
        public int compare(BookingTimes one, BookingTimes other) {
            return distance(one).compareTo(distance(other));
        }

        private Duration distance(BookingTimes times) {
            return Duration.between(wished, times.from()).abs();
        }
    }
}
