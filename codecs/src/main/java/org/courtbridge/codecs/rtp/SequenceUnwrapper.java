package org.courtbridge.codecs.rtp;

/** Makes 16-bit sequence numbers into ones that never wrap. The first is taken as it is, plus one cycle. */
public final class SequenceUnwrapper {

    private long last = -1;

    /** The number nearest to the one before, at most 32,768 away. */
    public long unwrap(int sequenceNumber) {
        if (last < 0) {
            last = 0x10000 + sequenceNumber;
        } else {
            last += (short) (sequenceNumber - (int) last);
        }
        return last;
    }

    /** Forgets what came before. */
    public void restart() {
        last = -1;
    }
}
