package org.courtbridge.media.video.processing;

import java.util.List;

/**
 * Schedules the pictures that are composed of several parties' pictures: one in each period, at the moment for which the fewest
 * of those wait long. Cameras go by clocks of their own, but as often as we compose; of all the gaps between their pictures the
 * largest is found, and the picture composed at its beginning. The next time moves there little by little, which nobody sees.
 * One thread's.
 */
final class ComposingTimes {

    /** Nanoseconds by which a picture comes later than usual without being left for the next time. */
    static final long MARGIN = 2_000_000;

    /** Nanoseconds by which two compositions are further from each other, or closer, than a period at most. */
    static final long STEP = 1_000_000;

    /** Nanoseconds by which another gap must be larger than the one that there is. */
    private static final long CLEARLY = 4_000_000;

    /** Periods after which a party that has sent nothing is no longer waited for. */
    private static final int RECENT = 2;

    private final long period;
    private long next;

    /**
     * Nanoseconds by which it is ahead of one picture in each period: never more than one period, as receivers take so many
     * pictures a second and no more.
     */
    private long early;

    /** @param period nanoseconds */
    ComposingTimes(long period, long now) {
        this.period = period;
        this.next = now + period;
    }

    /** Time of the next picture, in nanoseconds. */
    long next() {
        return next;
    }

    /**
     * It was due.
     *
     * @param arrivals when the last picture of each party came, nanoseconds
     */
    void composed(List<Long> arrivals, long now) {
        if (now - next > period) {
            next = now;
        }
        long[] after = arrivals.stream()
                .filter(at -> now - at < RECENT * period)
                .mapToLong(at -> Math.floorMod(at - next, period))
                .sorted()
                .toArray();
        long move = after.length == 0 ? 0 : Math.clamp(best(after), -Math.min(STEP, period - early), STEP);
        early = Math.max(0, early - move);
        next += period + move;
    }

    /** Nanoseconds from the present moment within the period to the best one: half a period at most, either way. */
    private long best(long[] after) {
        // The gap that it is in now goes from the last of a period to the first of the next.
        long begin = after[after.length - 1];
        long largest = after[0] + period - begin + CLEARLY;
        for (int i = 1; i < after.length; i++) {
            if (after[i] - after[i - 1] > largest) {
                largest = after[i] - after[i - 1];
                begin = after[i - 1];
            }
        }
        long moved = Math.floorMod(begin + MARGIN, period);
        return moved > period / 2 ? moved - period : moved;
    }
}
