package org.courtbridge.hearings.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is booked: time to set up, then to test (the Rules, paras. 15(5) and 16), then the hearing, then time to clear up. All are
 * whole minutes, and together 24 hours at most.
 *
 * @param from beginning of the hearing
 * @param to its end, not within it any more
 * @param setUp 0 and more
 * @param test 0 and more
 * @param after 0 and more
 */
public record BookingTimes(Instant from, Instant to, Duration setUp, Duration test, Duration after) {

    /** From the beginning of setting up to the end of clearing up. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final int SECONDS_OF_A_MINUTE = 60;

    public BookingTimes {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("end: %s (expected: after %s)".formatted(to, from));
        }
        checkMinute("beginning", from);
        checkMinute("end", to);
        checkLength("time to set up", setUp);
        checkLength("time to test", test);
        checkLength("time to clear up", after);
        Duration all = Duration.between(from, to).plus(setUp).plus(test).plus(after);
        if (all.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("length: %s (expected: up to %s)".formatted(all, LONGEST));
        }
    }

    private static void checkMinute(String field, Instant at) {
        if (at.getNano() != 0 || Math.floorMod(at.getEpochSecond(), SECONDS_OF_A_MINUTE) != 0) {
            throw new IllegalArgumentException("%s: %s (expected: a whole minute)".formatted(field, at));
        }
    }

    private static void checkLength(String field, Duration length) {
        if (length.isNegative()
                || length.compareTo(LONGEST) > 0
                || !length.equals(Duration.ofMinutes(length.toMinutes()))) {
            throw new IllegalArgumentException("%s: %s (expected: whole minutes from 0)".formatted(field, length));
        }
    }

    /** The slots in which everything booked is taken. */
    public SlotRange slots() {
        return SlotRange.covering(from.minus(setUp).minus(test), to.plus(after));
    }

    /** The same lengths, with the hearing beginning at another time. */
    public BookingTimes beginningAt(Instant start) {
        return new BookingTimes(start, start.plus(Duration.between(from, to)), setUp, test, after);
    }
}
