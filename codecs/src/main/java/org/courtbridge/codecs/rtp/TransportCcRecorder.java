package org.courtbridge.codecs.rtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Notes when packets with a transport-wide sequence number arrive, and reports it
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01). One thread's; time is {@link System#nanoTime}.
 */
public final class TransportCcRecorder {

    private static final int CAPACITY = 1024;
    private static final long NOTHING = Long.MIN_VALUE;
    private static final long DELTA_UNIT = 250_000;
    private static final long REFERENCE_UNIT = 64_000_000;

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final long[] arrivals = new long[CAPACITY];
    private final long origin;

    /** The first not yet reported; below zero before the first packet. */
    private long next = -1;

    private long highest = -1;
    private int feedbackCount;

    /** @param now becomes zero on the clock that the reports show */
    public TransportCcRecorder(long now) {
        origin = now;
        Arrays.fill(arrivals, NOTHING);
    }

    /** Allocates nothing. */
    public void received(int transportSequence, long arrival) {
        long sequence = unwrapper.unwrap(transportSequence);
        if (next < 0) {
            next = sequence;
            highest = sequence;
        } else if (sequence < next) {
            return;
        }
        if (sequence >= next + CAPACITY) {
            // So much at once comes only from a sender gone mad, or one that began anew.
            Arrays.fill(arrivals, NOTHING);
            next = sequence;
        }
        highest = Math.max(highest, sequence);
        arrivals[(int) (sequence % CAPACITY)] = Math.max(0, arrival - origin);
    }

    /** Reports on everything since the report before; empty if nothing has arrived since. */
    public Optional<TransportFeedback> report(long senderSsrc, long mediaSsrc) {
        long first = firstArrived();
        if (first < 0) {
            return Optional.empty();
        }
        long reference = arrivals[(int) (first % CAPACITY)] / REFERENCE_UNIT;
        long clock = reference * REFERENCE_UNIT / DELTA_UNIT;
        List<OptionalInt> deltas = new ArrayList<>((int) (highest - next + 1));
        long sequence = next;
        for (; sequence <= highest; sequence++) {
            int at = (int) (sequence % CAPACITY);
            if (arrivals[at] == NOTHING) {
                deltas.add(OptionalInt.empty());
                continue;
            }
            long units = arrivals[at] / DELTA_UNIT - clock;
            if (units != (short) units) {
                // Eight seconds apart: the rest goes into the next report, with a reference of its own.
                break;
            }
            deltas.add(OptionalInt.of((int) units));
            clock += units;
            arrivals[at] = NOTHING;
        }
        var report = new TransportFeedback(
                senderSsrc,
                mediaSsrc,
                (int) next & 0xFFFF,
                (int) reference & 0xFF_FFFF,
                feedbackCount,
                List.copyOf(deltas));
        feedbackCount = feedbackCount + 1 & 0xFF;
        next = sequence;
        return Optional.of(report);
    }

    private long firstArrived() {
        if (next < 0) {
            return -1;
        }
        for (long sequence = next; sequence <= highest; sequence++) {
            if (arrivals[(int) (sequence % CAPACITY)] != NOTHING) {
                return sequence;
            }
        }
        return -1;
    }
}
