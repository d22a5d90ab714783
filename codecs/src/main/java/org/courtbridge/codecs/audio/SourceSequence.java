package org.courtbridge.codecs.audio;

import org.courtbridge.codecs.rtp.SourceProbation;

/**
 * Follows the sequence numbers and timestamps of one stream (RFC 3550, appendix A.1 and A.8): extends them past their
 * wrap, notices when a source or its numbers begin anew, and counts what was received and how evenly.
 */
final class SourceSequence {

    private static final int MAX_DROPOUT = 3_000;
    private static final int MAX_DISORDER = 100;

    /** Samples at 48 kHz that a timestamp may be off from when its packet arrived before it is taken for a jump: 0.4 s. */
    private static final long JUMP = 19_200;

    private long ssrc = -1;
    private int restart = -1;
    private long first;
    private long highest;
    private long received;
    private long timestamp;
    private int clockRate;
    private long position;
    private long arrival;
    private long lastTransit;
    private double jitter;
    private boolean timed;
    private long sequence;
    private final SourceProbation others = new SourceProbation();

    /** Result of {@link #packet}: the relation of a packet to the source and the numbers before it. */
    enum Verdict {
        /** Goes on; its number is {@link #sequence}. */
        FOLLOWS,
        /** The first of a new source or of new numbers: forget what waits. */
        BEGINS,
        /** Maybe the first of a new source or of new numbers: the next packet will show. */
        STRANGE
    }

    Verdict packet(long packetSsrc, int number) {
        if (packetSsrc != ssrc) {
            if (ssrc >= 0 && !others.passes(packetSsrc, number)) {
                return Verdict.STRANGE;
            }
            ssrc = packetSsrc;
            return begin(number);
        }
        others.present();
        int delta = (short) (number - (int) highest);
        if (delta > -MAX_DISORDER && delta < MAX_DROPOUT) {
            sequence = highest + delta;
            highest = Math.max(highest, sequence);
            restart = -1;
            return Verdict.FOLLOWS;
        }
        if (number == restart) {
            return begin(number);
        }
        restart = number + 1 & 0xFFFF;
        return Verdict.STRANGE;
    }

    private Verdict begin(int number) {
        // One cycle up, so that a late packet from before the first has a positive number too.
        sequence = 0x1_0000L + number;
        first = sequence;
        highest = sequence;
        received = 0;
        restart = -1;
        timed = false;
        jitter = 0;
        return Verdict.BEGINS;
    }

    /** Counts the packet that was looked at last as received, the first time it comes. */
    void counted() {
        received++;
        first = Math.min(first, sequence);
    }

    /**
     * Places the packet that was looked at last in the sender's time.
     *
     * @param packetTimestamp in units of the RTP clock
     * @param rate units per second
     * @param packetArrival samples at 48 kHz
     * @return position of its first sample, at 48 kHz
     */
    long place(long packetTimestamp, int rate, long packetArrival) {
        long placed;
        if (timed) {
            placed = position + (long) (int) (packetTimestamp - timestamp) * Pcm.RATE / rate;
            long elapsed = packetArrival - arrival;
            if (Math.abs(placed - position - elapsed) > JUMP) {
                placed = position + elapsed;
                lastTransit = packetArrival - placed;
            }
            long transit = packetArrival - placed;
            jitter += (Math.abs(transit - lastTransit) - jitter) / 16;
            lastTransit = transit;
        } else {
            placed = packetArrival;
            lastTransit = 0;
        }
        if (!timed || sequence == highest) {
            timestamp = packetTimestamp;
            clockRate = rate;
            position = placed;
            arrival = packetArrival;
            timed = true;
        }
        return placed;
    }

    /** RTP timestamp of a position, by the newest packet that was placed. */
    long timestampAt(long otherPosition) {
        return timestamp + (otherPosition - position) * clockRate / Pcm.RATE & 0xFFFF_FFFFL;
    }

    /** Of the newest packet that was placed; 0 before that. */
    int clockRate() {
        return clockRate;
    }

    /** Of the packet that was looked at last, extended past every wrap. */
    long sequence() {
        return sequence;
    }

    /** 0 before the first packet. */
    long ssrc() {
        return Math.max(0, ssrc);
    }

    /** As receiver reports count: from the first number's own cycle. */
    long highest() {
        return ssrc < 0 ? 0 : highest - 0x1_0000L;
    }

    long lost() {
        return ssrc < 0 ? 0 : Math.max(0, highest - first + 1 - received);
    }

    /** Samples at 48 kHz. */
    double jitter() {
        return jitter;
    }
}
