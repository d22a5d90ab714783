package org.courtbridge.codecs.congestion;

/**
 * The times between groups of packets, where they were sent and where they arrived (draft-ietf-rmcat-gcc-02, sections 5.1 and 5.2).
 * Packets that were sent at about the same time are a group, and so are those that a line held up and let go at once.
 */
final class InterArrival {

    /** Nanoseconds: packets sent within so short a time are one group. */
    private static final long GROUP = 5_000_000;

    /** Nanoseconds: a group whose packets arrived within longer than this takes no further ones from a burst. */
    private static final long LONGEST_BURST = 100_000_000;

    private boolean begun;
    private long origin;
    private long firstSent;
    private long lastSent;
    private long firstArrival;
    private long lastArrival;

    private boolean hasBefore;
    private long sentBefore;
    private long arrivalBefore;

    private double sentDelta;
    private double arrivalDelta;

    /**
     * A packet has arrived; in the order of their being sent.
     *
     * @param sent nanoseconds on our clock
     * @param arrival nanoseconds on the party's
     * @return whether it completes a group that has one before it: {@link #sentDelta} and {@link #arrivalDelta} are between the two
     */
    boolean arrived(long sent, long arrival) {
        if (!begun) {
            begun = true;
            origin = arrival;
            begin(sent, arrival);
            return false;
        }
        if (sent < firstSent) {
            // Late news of an older group.
            return false;
        }
        if (belongs(sent, arrival)) {
            lastSent = Math.max(lastSent, sent);
            lastArrival = Math.max(lastArrival, arrival);
            return false;
        }
        boolean measured = complete();
        begin(sent, arrival);
        return measured;
    }

    private void begin(long sent, long arrival) {
        firstSent = sent;
        lastSent = sent;
        firstArrival = arrival;
        lastArrival = arrival;
    }

    private boolean belongs(long sent, long arrival) {
        if (sent - firstSent <= GROUP) {
            return true;
        }
        long apart = arrival - lastArrival;
        boolean burst = apart <= GROUP && apart < sent - lastSent;
        return burst && arrival - firstArrival < LONGEST_BURST;
    }

    private boolean complete() {
        boolean measured = hasBefore;
        if (measured) {
            sentDelta = (lastSent - sentBefore) / 1e6;
            arrivalDelta = (lastArrival - arrivalBefore) / 1e6;
        }
        hasBefore = true;
        sentBefore = lastSent;
        arrivalBefore = lastArrival;
        return measured;
    }

    /** Milliseconds from the last packet of the group before to that of the group just completed, where they were sent. */
    double sentDelta() {
        return sentDelta;
    }

    /** The same where they arrived. */
    double arrivalDelta() {
        return arrivalDelta;
    }

    /** Milliseconds from the first arrival of all to the last one of the group just completed. */
    double time() {
        return (arrivalBefore - origin) / 1e6;
    }
}
