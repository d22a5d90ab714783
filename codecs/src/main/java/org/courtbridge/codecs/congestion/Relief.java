package org.courtbridge.codecs.congestion;

import org.courtbridge.codecs.congestion.LossTest.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A time in which less is sent because much was lost, to see whether less is lost then. If not, the loss is the line's
 * own, and what was sent before may be sent again.
 */
final class Relief {

    /** Of what was sent before: more is no relief. */
    private static final double LESS = 0.85;

    /** Until whoever sends has followed, and something was learnt. */
    private static final long PATIENCE = 4_000_000_000L;

    private static final long NOT_YET = Long.MAX_VALUE;

    /** Packets that show what is lost now: the loss that was the reason may have begun just before. */
    private static final int FEWEST = 10;

    private final long estimateBefore;
    private final long rateBefore;
    private final double shareBefore;
    private final double inherent;
    private final long begin;

    private int unrelieved;
    private int unrelievedLost;

    private long relievedSince = NOT_YET;
    private long relievedRate;
    private @Nullable LossTest test;

    /**
     * @param estimateBefore bit/s, to which to return
     * @param rateBefore bit/s that were sent
     * @param shareBefore the share of packets, 0 to 1, that was lost
     * @param inherent the part of that which is known to be the line's own
     */
    Relief(long estimateBefore, long rateBefore, double shareBefore, double inherent, long now) {
        this.estimateBefore = estimateBefore;
        this.rateBefore = rateBefore;
        this.shareBefore = shareBefore;
        this.inherent = inherent;
        this.begin = now;
    }

    long estimateBefore() {
        return estimateBefore;
    }

    /** @param rate bit/s that were sent of late */
    void sending(long rate, long now) {
        if (rate >= LESS * rateBefore) {
            relievedSince = NOT_YET;
            test = null;
        } else if (relievedSince == NOT_YET) {
            relievedSince = now;
            relievedRate = rate;
        } else if (test == null) {
            relievedRate = Math.min(relievedRate, rate);
        }
    }

    /** The fate of a packet is known. */
    void learnt(boolean lost, long sent) {
        if (sent < relievedSince) {
            unrelieved++;
            unrelievedLost += lost ? 1 : 0;
        } else if (lost) {
            test().lost();
        } else {
            test().arrived();
        }
    }

    /** The share of packets that was lost at the rate of before, as far as one can be sure of it. */
    private double unrelievedShare() {
        if (unrelieved < FEWEST) {
            return 0;
        }
        double share = (double) unrelievedLost / unrelieved;
        return share - Math.sqrt(share * (1 - share) / unrelieved);
    }

    private LossTest test() {
        if (test == null) {
            double share = Math.max(shareBefore, unrelievedShare());
            double passed = Math.min(1, (1 - share) * rateBefore / relievedRate);
            test = new LossTest(share, Math.max(inherent, 1 - passed), 0);
        }
        return test;
    }

    Outcome outcome() {
        if (test == null) {
            return Outcome.OPEN;
        }
        boolean incredible = test.outcome() == Outcome.INHERENT && test.share() > LossTrend.MOST_INHERENT;
        return incredible ? Outcome.OURS : test.outcome();
    }

    /** The share of packets, 0 to 1, that was lost in spite of it. */
    double share() {
        return test().share();
    }

    boolean over(long now) {
        return now - begin >= PATIENCE;
    }
}
