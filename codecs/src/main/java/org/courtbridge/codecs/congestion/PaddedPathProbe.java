package org.courtbridge.codecs.congestion;

import java.util.Optional;

/**
 * As {@link FilledLine}, of a party that says of each packet when it arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01):
 * a line that is sent as much as it is to carry for some seconds, and whether it carries it, or how much instead. It was too much
 * if more is lost than before, or if what arrives falls behind, as in a queue that grows.
 *
 * <p>One thread's; octets are those on the wire. Times are nanoseconds, those of sending and those of arriving by clocks of
 * their own.
 */
public final class PaddedPathProbe {

    /** Shortest span of arrivals that gives a result, nanoseconds: in less, a queue may have taken all of it. */
    static final long SHORTEST = 1_500_000_000L;

    /** More packets than that, and than were lost before, say that it is too much. */
    private static final double LITTLE = 0.03;

    /** By so much may it fall behind: lines of radio hold back what comes now and then. */
    private static final long BEHIND = 300_000_000;

    /** And for so long: a line that stood still for a moment has caught up by then. */
    private static final long STAYS = 1_000_000_000;

    /** Share of the packets. */
    private final double lossBefore;

    private final long from;

    private long firstSent;
    private long firstArrived;
    private long lastSent;
    private long lastArrived;

    /** But for the first packet. */
    private long octets;

    private int arrived;
    private int lost;
    private boolean begun;
    private boolean behind;
    private long behindSince;

    /**
     * @param lossBefore share of the packets, 0 to 1, that is lost with less
     * @param from what was sent before does not count
     */
    public PaddedPathProbe(double lossBefore, long from) {
        this.lossBefore = lossBefore;
        this.from = from;
    }

    void arrived(int packet, long sentAt, long arrival) {
        if (sentAt - from < 0) {
            return;
        }
        arrived++;
        if (!begun) {
            begun = true;
            firstSent = lastSent = sentAt;
            firstArrived = lastArrived = arrival;
            return;
        }
        octets += packet;
        lastSent = Math.max(lastSent, sentAt);
        lastArrived = Math.max(lastArrived, arrival);
        if (lastArrived - firstArrived - (lastSent - firstSent) <= BEHIND) {
            behind = false;
        } else if (!behind) {
            behind = true;
            behindSince = lastArrived;
        }
    }

    void lost(long sentAt) {
        if (begun && sentAt - firstSent > 0) {
            lost++;
        }
    }

    /** One that was taken for lost has come late. */
    void cameLate() {
        lost = Math.max(0, lost - 1);
    }

    /** Empty before enough has arrived. */
    public Optional<FilledLine.Result> result() {
        long took = lastArrived - firstArrived;
        if (!begun || took < SHORTEST) {
            return Optional.empty();
        }
        double loss = (double) lost / (arrived + lost);
        boolean late = behind && lastArrived - behindSince >= STAYS;
        return Optional.of(
                new FilledLine.Result((long) (8e9 * octets / took), loss > lossBefore + LITTLE || late, false));
    }
}
