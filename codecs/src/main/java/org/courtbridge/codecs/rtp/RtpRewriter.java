package org.courtbridge.codecs.rtp;

/**
 * Numbers the packets of changing sources as one stream, so that a receiver never learns of the change: sequence
 * numbers and timestamps go on without a break. What a source loses stays a gap, for the receiver to ask for; what we
 * leave out on purpose leaves none. Allocates nothing. One thread's.
 */
public final class RtpRewriter {

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final ShiftedSequence sequence = new ShiftedSequence();
    private final ContinuousTimestamps timestamps;

    private boolean switching = true;

    /** Source numbers below this belong to what came before the switch. */
    private long firstOfSource;

    private long highestOfSource;

    private long lastSequence;
    private int sequenceNumber;

    /**
     * @param clockRate of the timestamps, Hz
     * @param firstSequence the number that the first packet gets, 0 to 65,535
     * @param firstTimestamp the timestamp that it gets
     */
    public RtpRewriter(int clockRate, int firstSequence, long firstTimestamp) {
        this.timestamps = new ContinuousTimestamps(clockRate, firstTimestamp);
        this.lastSequence = firstSequence - 1L;
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
        long number = sequence.number(source);
        if (number == ShiftedSequence.LEFT_OUT) {
            return false;
        }
        sequenceNumber = (int) number & 0xFFFF;
        lastSequence = Math.max(lastSequence, number);
        timestamps.accept(sourceTimestamp, now);
        highestOfSource = Math.max(highestOfSource, source);
        return true;
    }

    private void begin(int sourceSequence, long sourceTimestamp, long now) {
        switching = false;
        unwrapper.restart();
        firstOfSource = unwrapper.unwrap(sourceSequence);
        highestOfSource = firstOfSource - 1;
        sequence.begin(firstOfSource, lastSequence + 1);
        timestamps.begin(sourceTimestamp, now);
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
        sequence.leaveOut(source);
    }

    /**
     * Makes a number for a packet of our own, right after the last one numbered and with its timestamp.
     *
     * @return false if nothing was numbered yet
     */
    public boolean insert() {
        if (switching || !timestamps.haveBegun()) {
            return false;
        }
        sequence.insertAfter(highestOfSource);
        lastSequence++;
        sequenceNumber = (int) lastSequence & 0xFFFF;
        return true;
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
        return timestamps.timestamp();
    }
}
