package org.courtbridge.codecs.measure.line;

import org.courtbridge.codecs.rtp.SequenceUnwrapper;

/** Brings packets into the order of their numbers, and gives up those that have not come after {@value #PATIENCE} others. */
final class SendingOrder {

    /** Packets. */
    private static final int PATIENCE = 64;

    /** Numbers that leap further are of a stream that began anew (RFC 3550, appendix A.1). */
    private static final int MAX_DROPOUT = 3_000;

    private final LossPattern pattern;
    private final boolean[] here = new boolean[2 * PATIENCE];
    private SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private boolean began;
    private long next;
    private long highest;

    SendingOrder(LossPattern pattern) {
        this.pattern = pattern;
    }

    void came(int sequenceNumber) {
        long number = unwrapper.unwrap(sequenceNumber);
        if (began && Math.abs(number - highest) > MAX_DROPOUT) {
            finish();
            began = false;
            unwrapper = new SequenceUnwrapper();
            number = unwrapper.unwrap(sequenceNumber);
        }
        if (!began) {
            began = true;
            next = number;
            highest = number;
        }
        if (number < next) {
            return;
        }
        highest = Math.max(highest, number);
        while (number - next >= here.length) {
            pass();
        }
        here[(int) (number % here.length)] = true;
        while (highest - next >= PATIENCE) {
            pass();
        }
    }

    /** Nothing comes any more. */
    void finish() {
        while (began && next <= highest) {
            pass();
        }
    }

    private void pass() {
        int at = (int) (next % here.length);
        if (here[at]) {
            pattern.received();
        } else {
            pattern.lost();
        }
        here[at] = false;
        next++;
    }
}
