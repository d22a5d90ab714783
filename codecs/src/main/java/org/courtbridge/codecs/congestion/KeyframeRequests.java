package org.courtbridge.codecs.congestion;

/**
 * A party's requests for keyframes (RFC 4585, section 6.3.1; RFC 5104, section 4.3.1), as a sign that its line is sent too much:
 * again and again, while the keyframes that it is sent do not help. Time is {@link System#nanoTime}.
 */
final class KeyframeRequests {

    /** Nanoseconds of sending that requests tell of. */
    static final long SENDING = 1_600_000_000L;

    /** Requests in a short time that are a sign, as each is for a picture that could have been whole. */
    private static final int ENOUGH = 3;

    /** The same once less is sent because of them. */
    private static final int ENOUGH_AGAIN = 2;

    /** Nanoseconds after a decrease in which requests are still for what was sent before it. */
    private static final long ANSWER = 250_000_000;

    /** Decreases because of requests alone, from one report to the next; more have to wait for what the report says. */
    private static final int MOST_DECREASES = 2;

    /** Nanoseconds after a request for which the picture counts as damaged. */
    private static final long DAMAGED = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 4;

    private final long[] times = new long[ENOUGH];
    private int count;
    private long last = NEVER;
    private long before = NEVER;

    /** Because of requests, since the last report. */
    private int decreases;

    /** Whether requests have been shown to mean no queue, but the line's own loss, or nothing. */
    private boolean explained;

    private boolean anySinceReport;

    /** The party asks for a keyframe. */
    void requested(long now) {
        anySinceReport = true;
        before = last;
        last = now;
    }

    /** Counts the request just now; true if it is one too many for a line that is not sent too much. */
    boolean areTooMany(long lastDecrease, long now) {
        if (explained || now - lastDecrease < ANSWER || decreases == MOST_DECREASES) {
            return false;
        }
        times[count % ENOUGH] = now;
        count++;
        int enough = decreases == 0 ? ENOUGH : ENOUGH_AGAIN;
        return count >= enough && now - times[(count - enough) % ENOUGH] <= SENDING;
    }

    /** Less is going to be sent because of them. */
    void areHeeded() {
        decreases++;
    }

    /** Less is sent, for whatever reason. */
    void fell() {
        count = 0;
    }

    /** The line's own loss has been found to be the reason. */
    void areExplained() {
        explained = true;
    }

    /** A report shows that there was no reason to send less because of them, if that was done. */
    void wereInVain() {
        explained |= decreases > 0;
    }

    /** A report has come. @param lossless whether it tells of next to no loss */
    void reported(boolean lossless) {
        if (lossless && !anySinceReport) {
            explained = false;
        }
        anySinceReport = false;
        decreases = 0;
    }

    /** Whether the party has asked for keyframes of late, though its line was sent no less meanwhile. */
    boolean showDamage(long lastDecrease, long now) {
        boolean further = now - lastDecrease <= SENDING && last - lastDecrease > ANSWER;
        boolean again = last - before <= SENDING && before - lastDecrease > ANSWER;
        return !explained && areRecent(now) && (further || again);
    }

    /** Whether there was one just now. */
    boolean areRecent(long now) {
        return now - last <= DAMAGED;
    }

    /** Time of the last one; long ago if there was none. */
    long last() {
        return last;
    }
}
