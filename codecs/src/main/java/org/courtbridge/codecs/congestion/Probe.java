package org.courtbridge.codecs.congestion;

/**
 * A time in which more is sent than there is to send, to see whether it arrives as fast. What the line's burst allowance
 * lets through at the beginning does not count.
 */
final class Probe {

    static final long DURATION = 250_000_000;

    /** Until feedback on the last packet must have come. */
    private static final long PATIENCE = 700_000_000;

    private static final long WARM_UP = DURATION / 3;

    /** By so much later may packets come without having waited in a queue. */
    private static final long QUEUE = 15_000_000;

    /** Of the rate aimed at; a loop wakes up late now and then. */
    private static final double GOOD_ENOUGH = 0.9;

    private final int number;
    private final long bitsPerSecond;
    private final long begin;
    private final LossTest loss;

    private long sentOctets;
    private long newestSent;
    private long newestKnown = Long.MIN_VALUE;
    private boolean lossless = true;
    private long firstArrival = Long.MIN_VALUE;
    private long lastArrival;
    private long firstSent;
    private long lastSent;
    private int firstOctets;
    private long arrivedOctets;

    /**
     * @param number from 1 on
     * @param lost the share of packets, 0 to 1, that is lost without it
     * @param arriving bit/s that arrive without it
     * @param evidence of probes before, which may have been too short to tell why packets are lost
     */
    Probe(int number, long bitsPerSecond, double lost, long arriving, double evidence, long now) {
        this.number = number;
        this.bitsPerSecond = bitsPerSecond;
        this.begin = now;
        this.newestSent = now;
        this.loss = new LossTest(lost, Math.max(lost, 1 - (double) arriving / bitsPerSecond), evidence);
    }

    int number() {
        return number;
    }

    long bitsPerSecond() {
        return bitsPerSecond;
    }

    boolean sending(long now) {
        return now - begin < DURATION;
    }

    boolean over(long now) {
        return now - begin >= DURATION + PATIENCE;
    }

    void sent(int octets, long now) {
        sentOctets += octets;
        newestSent = now;
    }

    /** Octets that have to be sent now, beside what was. */
    long due(long now) {
        return sending(now) ? bitsPerSecond * (now - begin) / 8_000_000_000L - sentOctets : 0;
    }

    void arrived(int octets, long sent, long arrival) {
        newestKnown = Math.max(newestKnown, sent);
        if (sent - begin < WARM_UP) {
            return;
        }
        loss.arrived();
        if (firstArrival == Long.MIN_VALUE) {
            firstArrival = arrival;
            firstSent = sent;
            firstOctets = octets;
        }
        arrivedOctets += octets;
        lastArrival = Math.max(lastArrival, arrival);
        lastSent = Math.max(lastSent, sent);
    }

    void lost(long sent) {
        lossless = false;
        newestKnown = Math.max(newestKnown, sent);
        if (sent - begin >= WARM_UP) {
            loss.lost();
        }
    }

    /** Whether the line loses no more of it than it lost before, although more was sent. */
    boolean losesAsBefore() {
        return loss.outcome() == LossTest.Outcome.INHERENT;
    }

    /** Whether its last packets were on their way no longer than its first, and none was lost: no queue has grown by it. */
    boolean wentThrough() {
        return lossless
                && (firstArrival == Long.MIN_VALUE || (lastArrival - lastSent) - (firstArrival - firstSent) < QUEUE);
    }

    /** As {@link LossTest#evidence}. */
    double evidence() {
        return loss.evidence();
    }

    /** Whether nothing of it is on its way any more, as far as one can tell. */
    boolean complete(long now) {
        return !sending(now) && newestKnown >= newestSent || over(now);
    }

    /** bit/s that arrived, or 0 if too little did to tell. */
    long arrivedRate() {
        long time = lastArrival - firstArrival;
        if (firstArrival == Long.MIN_VALUE || time < (DURATION - WARM_UP) / 2) {
            return 0;
        }
        return (arrivedOctets - firstOctets) * 8_000_000_000L / Math.max(time, lastSent - firstSent);
    }

    /**
     * Whether the line carried it.
     *
     * @param inherent the share of packets, 0 to 1, that the line loses at any rate
     */
    boolean carried(double inherent) {
        return arrivedRate() >= GOOD_ENOUGH * (1 - inherent) * bitsPerSecond;
    }
}
