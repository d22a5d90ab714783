package org.courtbridge.codecs.rtp;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which missing packets to ask for, and when again (RFC 4585, section 6.2.1). Remembers a bounded number; a gap
 * past that is for a keyframe to mend. One thread's; time is {@link System#nanoTime}.
 */
public final class NackGenerator {

    /** A packet that is a little out of order is not worth asking for. */
    private static final long REORDERING = 10_000_000;

    private static final long SHORTEST_REPEAT = 20_000_000;
    private static final int MAX_REQUESTS = 8;
    private static final int CAPACITY = 128;

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final long[] missing = new long[CAPACITY];
    private final long[] nextRequest = new long[CAPACITY];
    private final int[] requests = new int[CAPACITY];

    private int size;
    private long highest = -1;
    private boolean givenUp;

    /** Allocates nothing. */
    public void received(int sequenceNumber, long now) {
        long sequence = unwrapper.unwrap(sequenceNumber);
        if (highest < 0) {
            highest = sequence;
        } else if (sequence > highest) {
            noteGap(highest + 1, sequence, now);
            highest = sequence;
        } else if (size > 0) {
            forget(sequence);
        }
    }

    private void noteGap(long from, long until, long now) {
        if (until - from > CAPACITY - size) {
            size = 0;
            givenUp = true;
            return;
        }
        for (long sequence = from; sequence < until; sequence++) {
            missing[size] = sequence;
            nextRequest[size] = now + REORDERING;
            requests[size] = 0;
            size++;
        }
    }

    private void forget(long sequence) {
        for (int i = 0; i < size; i++) {
            if (missing[i] == sequence) {
                remove(i);
                return;
            }
        }
    }

    /** Keeps the order, in which NACKs pack best. */
    private void remove(int at) {
        size--;
        System.arraycopy(missing, at + 1, missing, at, size - at);
        System.arraycopy(nextRequest, at + 1, nextRequest, at, size - at);
        System.arraycopy(requests, at + 1, requests, at, size - at);
    }

    public boolean hasMissing() {
        return size > 0;
    }

    /**
     * Sequence numbers to ask for now, ascending; asked again after a round trip, eight times at most.
     *
     * @param roundTrip to the sender, nanoseconds
     */
    public List<Integer> due(long now, long roundTrip) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (now - nextRequest[i] < 0) {
                continue;
            }
            if (requests[i] == MAX_REQUESTS) {
                remove(i--);
                givenUp = true;
                continue;
            }
            requests[i]++;
            nextRequest[i] = now + Math.max(SHORTEST_REPEAT, roundTrip);
            due.add((int) missing[i] & 0xFFFF);
        }
        return due;
    }

    /** Whether, since the last call, something was lost that will not come: time for a keyframe. */
    public boolean takeGivenUp() {
        boolean was = givenUp;
        givenUp = false;
        return was;
    }

    /** Forgets everything missing, as after a keyframe or when nobody looks. */
    public void clear() {
        size = 0;
        givenUp = false;
    }
}
