package org.courtbridge.codecs.measure.line;

import org.courtbridge.codecs.rtp.SequenceUnwrapper;

/** Brings packets into the order of their numbers, and gives up those that have not come after {@value #PATIENCE} others. */
final class SendingOrder {

    /** Place of a packet in the stream, by its number. */
    enum Place {
        /** It belongs to those before. */
        HERE,
        /** Far from them, and alone: of nothing that is known. */
        STRAY,
        /** The second of a stream that began anew: its timestamps have nothing to do with those before. */
        ANEW
    }

    /** Packets. */
    private static final int PATIENCE = 64;

    /** Numbers that leap further are of a stream that began anew, if two follow each other (RFC 3550, appendix A.1). */
    private static final int MAX_DROPOUT = 3_000;

    private final LossPattern pattern;

    /** Of those that are here, the time that a packet has, ms; else 0. */
    private final double[] here = new double[2 * PATIENCE];

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private boolean began;
    private int lastNumber;
    private int strayNumber = -1;
    private long next;
    private long highest;

    SendingOrder(LossPattern pattern) {
        this.pattern = pattern;
    }

    /** Whether a number is too far from the one before to belong to it. */
    boolean leaps(int sequenceNumber) {
        return began && Math.abs((short) (sequenceNumber - lastNumber)) > MAX_DROPOUT;
    }

    /** @param packetMs time that a packet has */
    Place came(int sequenceNumber, double packetMs) {
        if (!leaps(sequenceNumber)) {
            put(sequenceNumber, packetMs);
            return Place.HERE;
        }
        if (sequenceNumber != (strayNumber + 1 & 0xFFFF) || strayNumber < 0) {
            strayNumber = sequenceNumber;
            return Place.STRAY;
        }
        int first = strayNumber;
        beginAnew();
        put(first, packetMs);
        put(sequenceNumber, packetMs);
        return Place.ANEW;
    }

    /** For a time nothing came of what was sent on and on; it goes on with the next number, whatever that is. */
    void outage(long packets) {
        beginAnew();
        pattern.lost(packets);
    }

    private void beginAnew() {
        finish();
        began = false;
        unwrapper.restart();
    }

    private void put(int sequenceNumber, double packetMs) {
        long number = unwrapper.unwrap(sequenceNumber);
        strayNumber = -1;
        lastNumber = sequenceNumber;
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
        here[(int) (number % here.length)] = packetMs;
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
        if (here[at] > 0) {
            pattern.received(here[at]);
        } else {
            pattern.lost(1);
        }
        here[at] = 0;
        next++;
    }
}
