package org.courtbridge.h323.h245;

import java.time.Instant;
import org.courtbridge.h323.h245.Control.Counts;

/** Bounds and counts what the other side says to no use: more than it may, what is not understood, and what makes no sense now. */
final class UselessMessages {

    /** FunctionNotSupported that are said, so that two who do not understand each other do not go on for ever. */
    private static final int MAX_NOT_SUPPORTED = 16;

    /** Messages left unread before we give up. */
    private static final int MAX_DROPPED = 1000;

    private final Allowance allowance = new Allowance();
    private long unexpected;
    private long notSupported;
    private long dropped;

    /** Whether a message that has come may be read; else it is dropped. */
    boolean mayRead(Instant now) {
        boolean may = allowance.take(now);
        if (!may) {
            dropped++;
        }
        return may;
    }

    /** Whether what was just dropped is one too many. */
    boolean isFlood() {
        return dropped == MAX_DROPPED;
    }

    /** Octets have come that are no message: whether they may be looked at. */
    boolean mayComplain(Instant now) {
        return allowance.take(now);
    }

    /** A message is not understood. @return whether that may be said */
    boolean notSupported() {
        notSupported++;
        return notSupported <= MAX_NOT_SUPPORTED;
    }

    /** A message makes no sense now. */
    void unexpected() {
        unexpected++;
    }

    Counts counts() {
        return new Counts(unexpected, notSupported, dropped);
    }
}
