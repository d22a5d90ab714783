package org.courtbridge.codecs.congestion;

/**
 * Whether what is lost is lost whatever is sent, or because too much is: how likely the fates of packets, sent at a rate
 * that was chosen for it, are if the one is true, and if the other is (Wald's sequential probability ratio test). Few
 * packets are enough where the two differ much.
 */
final class LossTest {

    /** Result of the test so far. */
    enum Outcome {
        OPEN,
        /** As much is lost at any rate. */
        INHERENT,
        /** Less is lost when less is sent. */
        OURS
    }

    /** Of the ratio's logarithm: 1 to 1,000 that chance deceives us. */
    private static final double SURE = 7;

    /** No probability is 0 or 1, or one packet would prove everything. */
    private static final double LEAST = 0.01;

    /** Probabilities nearer to each other cannot be told apart in time. */
    private static final double APART = 0.08;

    private final double ifLost;
    private final double ifArrived;
    private final boolean telling;
    private double evidence;
    private int packets;
    private int lost;

    /**
     * @param inherent the share, 0 to 1, that is lost if the rate does not matter
     * @param ours the share that is lost at this rate if it does
     * @param evidence of tests before, of other packets, at other rates; 0 if there were none
     */
    LossTest(double inherent, double ours, double evidence) {
        this.evidence = evidence;
        double one = Math.clamp(inherent, LEAST, 1 - LEAST);
        double other = Math.clamp(ours, LEAST, 1 - LEAST);
        ifLost = Math.log(one / other);
        ifArrived = Math.log((1 - one) / (1 - other));
        telling = Math.abs(one - other) >= APART;
    }

    void lost() {
        packets++;
        lost++;
        evidence += ifLost;
    }

    void arrived() {
        packets++;
        evidence += ifArrived;
    }

    Outcome outcome() {
        if (!telling || Math.abs(evidence) < SURE) {
            return Outcome.OPEN;
        }
        return evidence > 0 ? Outcome.INHERENT : Outcome.OURS;
    }

    /** Log-likelihood ratio of the packets so far; what speaks against the line's own loss is forgotten, as lines change. */
    double evidence() {
        return telling ? Math.max(0, evidence) : 0;
    }

    /** The share of packets, 0 to 1, that was lost in the test. */
    double share() {
        return packets == 0 ? 0 : (double) lost / packets;
    }
}
