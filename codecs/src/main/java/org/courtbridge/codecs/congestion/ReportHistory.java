package org.courtbridge.codecs.congestion;

import org.courtbridge.codecs.congestion.SentNumbers.Span;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.jspecify.annotations.Nullable;

/**
 * The receiver reports of a stream (RFC 3550, section 6.4.2): how far apart they come, and what each tells of the time since the
 * one before. Time is {@link System#nanoTime}.
 */
final class ReportHistory {

    /** Nanoseconds; with reports further apart, other signs count. */
    private static final long SELDOM = 2_000_000_000L;

    /** Fewer packets say nothing; the next report is waited for. */
    private static final int FEWEST = 12;

    /** Standard deviations by which chance is taken to deceive us. */
    private static final double DOUBT = 2;

    /** The last report that told of enough packets, and when it came. */
    private @Nullable ReportBlock last;

    private long lastCame;
    private long lastHeard;
    private long interval;

    /**
     * Figures that one report gives, with what was sent meanwhile.
     *
     * @param packets that were sent
     * @param loss their share, 0 to 1, that did not arrive
     * @param sent bit/s
     * @param arrives bit/s
     * @param sentFrom time from which on they were sent
     */
    record Seen(int packets, double loss, double sent, double arrives, long sentFrom) {

        /** The figures of a report that tells of too few packets. */
        static final Seen NOTHING = new Seen(0, 0, 0, 0, 0);

        /** By how much more or less is lost, by chance alone, than on average. */
        double doubt() {
            return DOUBT * Math.sqrt(loss * (1 - loss) / packets);
        }
    }

    boolean isEmpty() {
        return last == null;
    }

    /** Keeps a report as the first if there is none before it whose packets are still known; false if it is to be compared. */
    boolean begins(ReportBlock block, SentNumbers numbers, long now) {
        if (last != null && numbers.knows(last.highestSequence())) {
            return false;
        }
        keep(block, now);
        return true;
    }

    private void keep(ReportBlock block, long now) {
        last = block;
        lastCame = now;
        lastHeard = now;
    }

    /** A report has come. @return nanoseconds since the one before */
    long heard(long now) {
        long elapsed = now - lastHeard;
        lastHeard = now;
        interval = interval == 0 ? elapsed : Math.min(elapsed, interval + interval / 4);
        return elapsed;
    }

    /** Compares a report with the one before; {@link Seen#NOTHING} if it tells of too few packets. */
    Seen compare(ReportBlock block, SentNumbers numbers, long now) {
        ReportBlock before = last;
        if (before == null) {
            return Seen.NOTHING;
        }
        Span span = numbers.after(before.highestSequence(), block.highestSequence());
        if (span.packets() < FEWEST) {
            return Seen.NOTHING;
        }
        int arrived = (int) (block.highestSequence() - before.highestSequence())
                - (block.cumulativeLost() - before.cumulativeLost());
        double loss = Math.clamp(1 - (double) arrived / span.packets(), 0, 1);
        double arrives = span.arrived(now - lastCame) * (1 - loss);
        long sentFrom = numbers.sentAt(before.highestSequence());
        Seen seen = new Seen(span.packets(), loss, span.rate(), arrives, sentFrom);
        keep(block, now);
        return seen;
    }

    /** Nanoseconds from one to the next, about: the short ones count more; 0 before the second. */
    long interval() {
        return interval;
    }

    /** Whether they come so far apart that other signs count. */
    boolean areSeldom() {
        return interval > SELDOM;
    }

    /** The same, given that the next may be late by now. */
    boolean areSeldom(long now) {
        return Math.max(interval, last == null ? 0 : now - lastHeard) > SELDOM;
    }
}
