package org.courtbridge.codecs.congestion;

/**
 * What a line loses because too much is sent: what it loses at any rate does not count once that is known, as radio does
 * that all day long and sending less would not help.
 */
final class LossTrend {

    /** What the loss says. */
    enum Verdict {
        /** Nothing against sending more. */
        LITTLE,
        /** Enough to send no more than now. */
        SOME,
        /** More is sent than the line carries. */
        MUCH
    }

    private static final double LITTLE = 0.02;
    private static final double MUCH = 0.15;

    /** So much in two windows needs no further proof. */
    private static final double OVERWHELMING = 0.35;

    private static final long WINDOW = 200_000_000;
    private static final int FEWEST = 20;
    private static final double SMOOTHING = 0.85;

    /** Until what arrives, and is lost, is that of the line as it is now. */
    private static final long SETTLED = 1_000_000_000;

    /** A line that is relieved by so much would lose less, if that was why. */
    private static final double RELIEF = 0.85;

    private static final double UNIMPRESSED = 0.6;

    private long windowBegin = Long.MIN_VALUE;
    private int sent;
    private int lost;

    private double smoothed;
    private double last;
    private double inherent;

    private long muchSince;
    private double triedLoss;
    private long triedRate;

    void arrived() {
        sent++;
    }

    void lost() {
        sent++;
        lost++;
    }

    /** What was said to be lost came late. */
    void cameLate() {
        lost--;
    }

    /**
     * Takes account of what came since the last time, if that is enough.
     *
     * @param arrivedRate bit/s
     * @return whether it was
     */
    boolean judge(long arrivedRate, long now) {
        if (windowBegin == Long.MIN_VALUE) {
            windowBegin = now;
        }
        if (sent < FEWEST || now - windowBegin < WINDOW) {
            return false;
        }
        double before = last;
        last = Math.max(0, (double) lost / sent);
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * last;
        windowBegin = now;
        sent = 0;
        lost = 0;
        if (last > OVERWHELMING && before > OVERWHELMING) {
            smoothed = Math.max(smoothed, Math.min(last, before));
        }
        learnInherent(arrivedRate);
        if (verdict() != Verdict.MUCH) {
            muchSince = now;
        }
        return true;
    }

    private void learnInherent(long arrivedRate) {
        if (triedRate > 0 && arrivedRate < RELIEF * triedRate && smoothed > UNIMPRESSED * triedLoss) {
            inherent = smoothed;
            triedRate = 0;
        }
        inherent = Math.min(inherent, smoothed + LITTLE);
    }

    /** The share of packets, 0 to 1, that is lost for whatever reason. */
    double share() {
        return smoothed;
    }

    /** The share of packets, 0 to 1, that is lost because of what is sent. */
    double excess() {
        return Math.max(0, smoothed - inherent);
    }

    Verdict verdict() {
        double excess = excess();
        return excess < LITTLE ? Verdict.LITTLE : excess < MUCH ? Verdict.SOME : Verdict.MUCH;
    }

    /**
     * Because of the loss, less is sent from now on.
     *
     * @param arrivedRate bit/s until now
     */
    void heeded(long arrivedRate, long now) {
        if (triedRate == 0 && now - muchSince >= SETTLED) {
            triedRate = arrivedRate;
            triedLoss = smoothed;
        }
    }

    /** Nobody takes the loss for a reason any more. */
    void forgetTrial() {
        triedRate = 0;
    }
}
