package org.courtbridge.codecs.congestion;

/**
 * The rises of an estimate: whether what was tried last has been shown to be right or wrong, and when more may be tried.
 * After one that was wrong there is a pause, a longer one each time. Time is {@link System#nanoTime}; rates are bit/s.
 */
final class Rises {

    /** After a rise, a fall shows that it was wrong. */
    private static final long TRIAL = 6_000_000_000L;

    /** After a rise, if more is sent and no queue comes of it, it was right. */
    private static final long PROVEN = 1_500_000_000L;

    /** After a rise, in which a queue becomes longer. */
    private static final long FILLS = 500_000_000;

    /** Of an answer that says how it is now. */
    private static final long RECENT = 1_500_000_000L;

    /** So many rises by answers, of which nothing but loss came, show that the answers do not wait where pictures do. */
    private static final int MOST_DECEPTIONS = 2;

    private static final long FIRST_PAUSE = 4_000_000_000L;
    private static final long LONGEST_PAUSE = 64_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE / 4;

    /** Time of the last rise that has been shown neither right nor wrong yet. */
    private long last = NEVER;

    /** The estimate before it, and before those that came just before. */
    private long before;

    private long pause;
    private long next = NEVER;

    /** Time of the last rise that an answer behind a train led to. */
    private long lastByAnswer = NEVER;

    /** Time of the last answer without a train, if it came at once, and not so soon after a rise that it says nothing of it. */
    private long lastShortAnswer = NEVER;

    private long lastLateAnswer = NEVER;
    private int deceptions;

    /** Whether more may be tried. */
    boolean mayTry(long now) {
        return now - next >= 0;
    }

    /** Whether one was tried of which it is not known yet whether it was right. */
    boolean isOnTrial(long now) {
        return now - Math.max(last, lastByAnswer) <= TRIAL;
    }

    /** Whether answers have led to rises that were wrong without a queue before the party: somebody else may have given them. */
    boolean haveDeceived() {
        return deceptions >= MOST_DECEPTIONS;
    }

    /** More is tried. */
    void began(long estimate, long lastDecrease, long now) {
        if (now - lastDecrease > LONGEST_PAUSE) {
            pause = 0;
        }
        before = now - last <= TRIAL ? Math.min(before, estimate) : estimate;
        last = now;
    }

    /** The rise just now was due to an answer. */
    void wasForAnswer(long now) {
        lastByAnswer = now;
    }

    /**
     * Less is to be sent. A rise that was not made use of is not the reason.
     *
     * @param sent the packets of the stream
     * @param interval of the party's reports
     */
    void fell(SentNumbers sent, long interval, long now) {
        if (now - last < trial(interval) && sent.rateOfLast(PROVEN, now) > before) {
            pause = Math.clamp(2 * pause, FIRST_PAUSE, LONGEST_PAUSE);
            next = now + pause;
            // Further decreases are for the same rise.
            last = NEVER;
        }
    }

    /** A report of no loss. @param lastRequest when the party last asked for a keyframe */
    void arrived(double rate, long sentFrom, long lastRequest) {
        if (sentFrom >= last && rate > before && lastRequest - last < FILLS) {
            last = NEVER;
        }
    }

    /**
     * A report of loss. If all answers came at once meanwhile, those that led to a rise are not to be believed.
     *
     * @param elapsed nanoseconds since the report before
     */
    void lost(long interval, long elapsed, long now) {
        boolean noneWaited = now - lastShortAnswer <= RECENT && now - lastLateAnswer > elapsed;
        if (now - lastByAnswer <= trial(interval) && noneWaited) {
            deceptions++;
            lastByAnswer = NEVER;
        }
    }

    /** An answer comes late, or not at all. */
    void answeredLate(long now) {
        lastShortAnswer = NEVER;
        lastLateAnswer = now;
    }

    /** An answer without a train that waited nowhere. @param sent the packets of the stream */
    void answeredAtOnce(SentNumbers sent, long lastRequest, long now) {
        if (now - lastByAnswer < FILLS) {
            lastShortAnswer = NEVER;
            return;
        }
        lastShortAnswer = now;
        boolean more = now - last >= PROVEN && sent.rateOfLast(PROVEN, now) > before;
        if (more && lastRequest - last < FILLS) {
            last = NEVER;
        }
    }

    private static long trial(long interval) {
        return Math.max(TRIAL, 2 * interval);
    }
}
