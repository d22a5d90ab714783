package org.courtbridge.codecs.congestion;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The trains of packets of no use that go before sender reports: when the next one goes, how long it is, and which report tells how
 * long it waited, by the round trip of the sender report behind it (LSR and DLSR of RFC 3550, section 6.4.1). Time is {@link
 * System#nanoTime}.
 */
final class ReportTrains {

    /** Octets that a token bucket is taken to let pass at once. */
    static final int BUCKET = 3_000;

    /** Nanoseconds before a report is due at which a train goes, so that what the report says of the line is new. */
    private static final long BEFORE_REPORT = 300_000_000;

    /** Nanoseconds by which it goes earlier than that at the most, for the time that it takes itself. */
    private static final long MOST_UNDER_WAY = 800_000_000;

    /** Octets of a train: fewer, a line may let pass at once, as a token bucket does. */
    private static final int SHORTEST = 4_500;

    /** More, a short queue may have no room for. */
    private static final int LONGEST = 8_000;

    /** Trains in a row without an answer that show that the queue before the line has no room for them, whatever the line carries. */
    private static final int MOST_LOST = 3;

    /** Seconds that a train takes at the estimate. */
    private static final double SECONDS = 0.08;

    /** Of the estimate, what trains take at most. */
    private static final double PART = 0.2;

    /** One report in so many tells how long a round trip is without a train; soon after a fall, only if reports come often. */
    private static final int WITHOUT = 5;

    /** Nanoseconds for which the report behind a train is waited for; a later one that does not tell of it shows that it was lost. */
    private static final long LONGEST_WAIT = 1_000_000_000L;

    private static final long NEVER_ANSWERED = 12_000_000_000L;
    private static final long BETWEEN_LATER = 4_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE / 4;

    private @Nullable Train underWay;
    private long next;
    private long last = NEVER;
    private int reports;

    /** One after the other, that had no answer. */
    private int lost;

    /** @param report the middle of the NTP time of the sender report behind it */
    private record Train(int octets, long report, long sentAt) {}

    /** Octets of a train by the estimate, bit/s. */
    static int octets(long estimate) {
        return (int) Math.clamp(SECONDS * estimate / 8 + BUCKET, SHORTEST, LONGEST);
    }

    /**
     * Octets of the train to send now; 0 if none is due.
     *
     * @param estimate bit/s
     * @param always whether no report without a train is needed
     */
    int due(long estimate, boolean always, long now) {
        if (isAwaited(now) || now - next < 0 || reports % WITHOUT == 0 && !always) {
            return 0;
        }
        int octets = octets(estimate);
        return now - last < 8e9 * octets / (PART * estimate) ? 0 : octets;
    }

    /** One is under way. @param report the middle of the NTP time of the sender report behind it */
    void sent(int octets, long report, long now) {
        underWay = new Train(octets, report, now);
        last = now;
    }

    /** Whether no other sender report may be sent before a report has come, as it would tell of that one. */
    boolean isAwaited(long now) {
        return underWay != null && now - underWay.sentAt() <= NEVER_ANSWERED;
    }

    /** Whether the train under way went before this sender report. */
    boolean isBefore(long report) {
        return underWay != null && underWay.report() == report;
    }

    /**
     * A report has come.
     *
     * @param report the sender report whose round trip it tells, if it does
     * @return octets of the train before that; empty if there was none
     */
    OptionalInt answered(long report, boolean tells, long now) {
        Train train = underWay;
        if (train == null) {
            return OptionalInt.empty();
        }
        boolean answered = tells && report == train.report();
        if (answered || now - train.sentAt() > LONGEST_WAIT) {
            // One that was lost on its way shows that there was no room.
            underWay = null;
        }
        if (!answered) {
            return OptionalInt.empty();
        }
        lost = 0;
        return OptionalInt.of(train.octets());
    }

    /**
     * Decides when the next one may go, after a report: so soon before the report after it that it is told of there, or in the one
     * after that if it is still under way then.
     *
     * @param estimate bit/s
     * @param hopeful whether the line fell of late
     */
    void reported(ReportHistory history, long estimate, boolean hopeful, long now) {
        reports++;
        long interval = history.interval();
        boolean slow = history.areSeldom() && estimate != ReportEstimator.UNKNOWN;
        long takes = slow ? Math.min(MOST_UNDER_WAY, 8_000_000_000L * octets(estimate) / estimate) : 0;
        long before = Math.clamp(BEFORE_REPORT + takes, interval / 10, 2 * interval / 3);
        next = now + interval - before + (hopeful ? 0 : BETWEEN_LATER);
    }

    /** One that went before a question has had no answer. */
    void lostBeforeQuestion() {
        lost++;
    }

    /** One that went before a question has an answer. */
    void answeredToQuestion() {
        lost = 0;
    }

    /** Whether they have been of no use of late. */
    boolean areLost() {
        return lost >= MOST_LOST;
    }
}
