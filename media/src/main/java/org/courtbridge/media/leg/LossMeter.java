package org.courtbridge.media.leg;

/**
 * Measures the loss of one stream: all that was lost for good, which never goes down, and the share over about the last
 * ten seconds. One thread's; time is {@link System#nanoTime}.
 */
public final class LossMeter {

    private static final long WINDOW = 10_000_000_000L;

    /** More than there are seconds in the window: a party may report more often, then the window is shorter. */
    private static final int REMEMBERED = 32;

    private final long[] times = new long[REMEMBERED];
    private final long[] expected = new long[REMEMBERED];
    private final long[] lost = new long[REMEMBERED];
    private int count;
    private long lostForGood;

    /**
     * Takes note, about once a second.
     *
     * @param expectedUntilNow packets
     * @param lostUntilNow of those; goes down again when packets come late
     */
    public void note(long expectedUntilNow, long lostUntilNow, long now) {
        if (count > 0) {
            // What is missing now may only be late; what was missing before as well is lost.
            lostForGood = Math.max(lostForGood, Math.min(lostUntilNow, lost[(count - 1) % REMEMBERED]));
        }
        int at = count++ % REMEMBERED;
        times[at] = now;
        expected[at] = expectedUntilNow;
        lost[at] = lostUntilNow;
    }

    /** Packets. */
    public long total() {
        return lostForGood;
    }

    /** Per cent, 0 to 100, of what was expected in the last ten seconds that were noted. */
    public double recent() {
        if (count < 2) {
            return 0;
        }
        int newest = count - 1;
        int oldest = newest;
        int first = Math.max(0, count - REMEMBERED);
        while (oldest > first && times[newest % REMEMBERED] - times[(oldest - 1) % REMEMBERED] <= WINDOW) {
            oldest--;
        }
        long due = expected[newest % REMEMBERED] - expected[oldest % REMEMBERED];
        long missing = lost[newest % REMEMBERED] - lost[oldest % REMEMBERED];
        return due <= 0 ? 0 : Math.clamp(100.0 * missing / due, 0, 100);
    }
}
