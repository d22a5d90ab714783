package org.courtbridge.codecs.congestion;

/**
 * Estimates the loss on a line that comes of sending too much: the line's own loss, whatever is sent, does not count once it is
 * known, as radio loses packets all day long, and sending less would not help.
 */
final class LossTrend {

    /** Judgement of the loss that is not the line's own. */
    enum Verdict {
        /** Nothing against sending more. */
        LITTLE,
        /** Enough to send no more than now. */
        SOME,
        /** More is sent than the line carries. */
        MUCH
    }

    private static final double LITTLE = 0.02;
    private static final double MUCH = 0.12;

    /** So much in two windows needs no further proof. */
    private static final double OVERWHELMING = 0.35;

    private static final long WINDOW = 200_000_000;
    private static final int FEWEST = 20;

    /** Weight of the packets before a window, relative to those of the window. */
    private static final double MEMORY = 0.85;

    /** Standard deviations by which chance is taken to deceive us. */
    private static final double DOUBT = 2;

    /** A line that loses more carries no conversation. */
    static final double MOST_INHERENT = 0.3;

    /** By how much the last two windows may differ from what was lost of late while nothing has changed. */
    private static final double SETTLED = 0.12;

    private long windowBegin = Long.MIN_VALUE;
    private int windowSent;
    private int windowLost;
    private int sentBefore;
    private int lostBefore;

    // With a memory that fades.
    private double sent;
    private double lost;

    // The same of the windows in which nothing was in the way.
    private double calmSent;
    private double calmLost;

    private boolean settled;
    private double inherent;

    void arrived() {
        windowSent++;
    }

    void lost() {
        windowSent++;
        windowLost++;
    }

    /** A packet that was counted as lost came late. */
    void cameLate() {
        windowLost--;
    }

    /**
     * Takes account of what came since the last time, if that is enough.
     *
     * @param calm whether the delay has not grown of late
     * @return whether it was
     */
    boolean judge(long now, boolean calm) {
        if (windowBegin == Long.MIN_VALUE) {
            windowBegin = now;
        }
        if (windowSent < FEWEST || now - windowBegin < WINDOW) {
            return false;
        }
        windowLost = Math.max(0, windowLost);
        sent = MEMORY * sent + windowSent;
        lost = MEMORY * lost + windowLost;
        if (calm) {
            calmSent = MEMORY * calmSent + windowSent;
            calmLost = MEMORY * calmLost + windowLost;
        }
        if (isOverwhelming(windowLost, windowSent) && isOverwhelming(lostBefore, sentBefore)) {
            sent = windowSent + sentBefore;
            lost = windowLost + lostBefore;
        }
        inherent = Math.min(inherent, share() + doubt() + LITTLE);
        settled = Math.abs((double) (windowLost + lostBefore) / (windowSent + sentBefore) - share()) < SETTLED;
        sentBefore = windowSent;
        lostBefore = windowLost;
        windowSent = 0;
        windowLost = 0;
        windowBegin = now;
        return true;
    }

    private static boolean isOverwhelming(int lost, int sent) {
        return lost > OVERWHELMING * sent;
    }

    /** By how much more or less is lost, by chance alone, than on average. */
    private double doubt() {
        double share = share();
        return sent == 0 ? 1 : DOUBT * Math.sqrt(share * (1 - share) / sent);
    }

    /** The share of packets, 0 to 1, that is lost for whatever reason. */
    double share() {
        return sent == 0 ? 0 : lost / sent;
    }

    /** The share of packets, 0 to 1, that was lost when the delay last did not grow. */
    double calmShare() {
        return calmSent == 0 ? 0 : calmLost / calmSent;
    }

    /** Whether as much is lost now as of late. */
    boolean isSettled() {
        return settled;
    }

    /** The share of packets, 0 to 1, that is known to be lost whatever is sent. */
    double inherent() {
        return inherent;
    }

    /** The line was seen to lose such a share of packets whatever is sent. */
    void isInherent(double share) {
        inherent = Math.min(MOST_INHERENT, Math.max(inherent, share));
    }

    /** The share of packets, 0 to 1, that is lost because of what is sent. */
    double excess() {
        return Math.max(0, share() - inherent);
    }

    Verdict verdict() {
        double certain = excess() - doubt();
        return certain < LITTLE ? Verdict.LITTLE : certain < MUCH ? Verdict.SOME : Verdict.MUCH;
    }
}
