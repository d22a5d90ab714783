package org.courtbridge.codecs.measure.line;

import java.util.OptionalDouble;

/**
 * Counts lost packets and their distribution: in bursts and the gaps between them, as in RFC 3611 (section 4.7.2), and by the
 * burst ratio, as in ITU-T G.107 (clause 7.5). Takes packets in the order in which they were sent.
 */
final class LossPattern {

    /** Packets received in a row that end a burst (RFC 3611, section 4.7.2, Gmin). */
    private static final int LEAST_GAP = 16;

    private long received;
    private long lost;

    /** Transitions from one packet to the next: [lost before][lost now]. */
    private final long[][] transitions = new long[2][2];

    private boolean any;
    private boolean lostBefore;

    /** Received since the last loss. */
    private long run = LEAST_GAP;

    /** Of the burst that goes on, if it turns out to be one. */
    private long burstPackets;

    private long burstLosses;

    private long lostInRow;
    private double packetMs;

    /** Of the rows that have ended, ms. */
    private double longestRow;

    private long packetsInBursts;
    private long lossesInBursts;

    LossPattern() {}

    private LossPattern(LossPattern other) {
        received = other.received;
        lost = other.lost;
        for (int before = 0; before < 2; before++) {
            transitions[before] = other.transitions[before].clone();
        }
        any = other.any;
        lostBefore = other.lostBefore;
        run = other.run;
        burstPackets = other.burstPackets;
        burstLosses = other.burstLosses;
        lostInRow = other.lostInRow;
        packetMs = other.packetMs;
        longestRow = other.longestRow;
        packetsInBursts = other.packetsInBursts;
        lossesInBursts = other.lossesInBursts;
    }

    /** This one, which goes on, after so many more losses. */
    LossPattern after(long losses) {
        LossPattern copy = new LossPattern(this);
        copy.lost(losses);
        return copy;
    }

    /** @param ms time that this packet has, and those that are lost next */
    void received(double ms) {
        received++;
        run++;
        longestRow = longestRow();
        lostInRow = 0;
        packetMs = ms;
        transition(false);
        if (run >= LEAST_GAP) {
            endBurst();
        } else {
            burstPackets++;
        }
    }

    void lost(long packets) {
        for (long i = 0; i < packets; i++) {
            lost();
        }
    }

    private void lost() {
        lost++;
        lostInRow++;
        if (run >= LEAST_GAP) {
            burstPackets = 0;
            burstLosses = 0;
        }
        run = 0;
        burstPackets++;
        burstLosses++;
        transition(true);
    }

    private void transition(boolean now) {
        if (any) {
            transitions[lostBefore ? 1 : 0][now ? 1 : 0]++;
        }
        any = true;
        lostBefore = now;
    }

    /** A loss by itself belongs to the gap. */
    private void endBurst() {
        if (burstLosses > 1) {
            packetsInBursts += burstPackets - (LEAST_GAP - 1);
            lossesInBursts += burstLosses;
        }
        burstPackets = 0;
        burstLosses = 0;
    }

    long expected() {
        return received + lost;
    }

    /** Time of packets that were lost one after the other, at most, ms. */
    double longestRow() {
        return Math.max(longestRow, lostInRow * packetMs);
    }

    /** %. */
    OptionalDouble loss() {
        return expected() == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * lost / expected());
    }

    /** Loss inside of bursts, %; 0 where there was none. */
    OptionalDouble burstLoss() {
        if (expected() == 0) {
            return OptionalDouble.empty();
        }
        long packets = packetsInBursts;
        long losses = lossesInBursts;
        if (burstLosses > 1) {
            packets += burstPackets - Math.min(run, burstPackets);
            losses += burstLosses;
        }
        return OptionalDouble.of(packets == 0 ? 0 : 100.0 * losses / packets);
    }

    /**
     * Mean length of runs of losses over that of losses by chance, by a Markov chain of two states: 1 by chance, more for bursts. 1
     * too where there are too few losses to tell.
     */
    double burstRatio() {
        long fromReceived = transitions[0][0] + transitions[0][1];
        long fromLost = transitions[1][0] + transitions[1][1];
        if (lost < 2 || fromReceived == 0 || fromLost == 0) {
            return 1;
        }
        double toLoss = (double) transitions[0][1] / fromReceived;
        double toReceived = (double) transitions[1][0] / fromLost;
        return toLoss + toReceived == 0 ? 1 : 1 / (toLoss + toReceived);
    }
}
