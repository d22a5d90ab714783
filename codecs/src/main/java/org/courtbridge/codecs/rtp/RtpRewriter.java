package org.courtbridge.codecs.rtp;

/**
 * Numbers the packets of changing sources as one stream, so that a receiver never learns of the change: sequence
 * numbers and timestamps go on without a break. What a source loses stays a gap, for the receiver to ask for; what we
 * leave out on purpose leaves none. Allocates nothing. One thread's.
 */
public final class RtpRewriter {

    /** Packets left out or put in that are remembered, to number late ones rightly. */
    private static final int REMEMBERED = 32;

    private final int clockRate;
    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();

    /** Source numbers after which the offset changed... */
    private final long[] shiftedAfter = new long[REMEMBERED];

    /** ...and by how much: -1 where that packet was left out, 1 where one was put in after it. */
    private final int[] shiftedBy = new int[REMEMBERED];

    private int shifts;
    private boolean switching = true;

    /** Source numbers below this belong to what came before the switch. */
    private long firstOfSource;

    private long highestOfSource;

    /** Difference between our number and the source's, all shifts taken into account. */
    private long sequenceOffset;

    private long timestampOffset;

    private long lastSequence;
    private long lastTimestamp;
    private long lastTime;
    private boolean sentAny;

    private int sequenceNumber;
    private long timestamp;

    /**
     * @param clockRate of the timestamps, Hz
     * @param firstSequence the number that the first packet gets, 0 to 65,535
     * @param firstTimestamp the timestamp that it gets
     */
    public RtpRewriter(int clockRate, int firstSequence, long firstTimestamp) {
        this.clockRate = clockRate;
        this.lastSequence = firstSequence - 1L;
        this.lastTimestamp = firstTimestamp;
    }

    /** The next packet given is the first of another source, or of the same one after a break. */
    public void switchSource() {
        switching = true;
    }

    /**
     * Numbers a packet; then {@link #sequenceNumber} and {@link #timestamp} say how.
     *
     * @param now {@link System#nanoTime}, which spaces the timestamps across a switch
     * @return false if the packet must not be sent: it is from before the switch, or was left out
     */
    public boolean accept(int sourceSequence, long sourceTimestamp, long now) {
        if (switching) {
            begin(sourceSequence, sourceTimestamp, now);
        }
        long source = unwrapper.unwrap(sourceSequence);
        if (source < firstOfSource) {
            return false;
        }
        long out = source + sequenceOffset;
        for (int i = Math.max(0, shifts - REMEMBERED); i < shifts; i++) {
            long after = shiftedAfter[i % REMEMBERED];
            int by = shiftedBy[i % REMEMBERED];
            if (after == source && by < 0) {
                return false;
            }
            if (source <= after) {
                out -= by;
            }
        }
        number(out, sourceTimestamp + timestampOffset & 0xFFFF_FFFFL, now);
        highestOfSource = Math.max(highestOfSource, source);
        return true;
    }

    private void begin(int sourceSequence, long sourceTimestamp, long now) {
        switching = false;
        unwrapper.restart();
        shifts = 0;
        firstOfSource = unwrapper.unwrap(sourceSequence);
        highestOfSource = firstOfSource - 1;
        sequenceOffset = lastSequence + 1 - firstOfSource;
        long elapsed = sentAny ? Math.max(1, (now - lastTime) / 1000 * clockRate / 1_000_000) : 0;
        timestampOffset = lastTimestamp + elapsed - sourceTimestamp;
    }

    private void number(long out, long outTimestamp, long now) {
        sequenceNumber = (int) out & 0xFFFF;
        timestamp = outTimestamp;
        if (out > lastSequence) {
            lastSequence = out;
        }
        if (!sentAny || (int) (outTimestamp - lastTimestamp) > 0) {
            lastTimestamp = outTimestamp;
            lastTime = now;
        }
        sentAny = true;
    }

    /** Leaves a packet of the source out, and closes the gap unless later ones were already numbered. */
    public void leaveOut(int sourceSequence) {
        if (switching) {
            return;
        }
        long source = unwrapper.unwrap(sourceSequence);
        if (source <= highestOfSource) {
            return;
        }
        highestOfSource = source;
        shift(-1);
    }

    /**
     * Makes a number for a packet of our own, right after the last one numbered and with its timestamp.
     *
     * @return false if nothing was numbered yet
     */
    public boolean insert() {
        if (switching || !sentAny) {
            return false;
        }
        shift(1);
        lastSequence++;
        sequenceNumber = (int) lastSequence & 0xFFFF;
        return true;
    }

    private void shift(int by) {
        shiftedAfter[shifts % REMEMBERED] = highestOfSource;
        shiftedBy[shifts % REMEMBERED] = by;
        sequenceOffset += by;
        shifts++;
        if (shifts == 2 * REMEMBERED) {
            shifts = REMEMBERED;
        }
    }

    /** Whether the packet last numbered is the newest of its source. */
    public boolean newest() {
        return sequenceNumber == ((int) lastSequence & 0xFFFF);
    }

    /** 0 to 65,535. */
    public int sequenceNumber() {
        return sequenceNumber;
    }

    /** 0 to 2^32 - 1. */
    public long timestamp() {
        return timestamp;
    }
}
