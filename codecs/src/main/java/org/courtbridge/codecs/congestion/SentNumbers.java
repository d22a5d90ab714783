package org.courtbridge.codecs.congestion;

import java.util.Arrays;

/**
 * Sending times and sizes of the packets of one RTP stream, by their sequence numbers: the last {@value #REMEMBERED}. Not every
 * number need have been sent. One thread's; allocates nothing for a packet.
 */
final class SentNumbers {

    /** A power of two: five seconds of 8 Mbit/s. */
    static final int REMEMBERED = 4_096;

    private static final int MASK = REMEMBERED - 1;
    private static final int NONE = -1;

    private final int[] numbers = new int[REMEMBERED];
    private final int[] octets = new int[REMEMBERED];
    private final long[] times = new long[REMEMBERED];
    private int newest;

    /**
     * Packets that were sent in a range of sequence numbers.
     *
     * @param octets on the wire
     * @param nanos that it took
     */
    record Span(int packets, long octets, long nanos) {

        static final Span UNKNOWN = new Span(0, 0, 0);

        /** bit/s; 0 if it is not known. */
        double rate() {
            return nanos <= 0 ? 0 : 8e9 * octets / nanos;
        }

        /** bit/s, if it took so long to arrive, or as long as to send. @param elapsed nanoseconds between two reports */
        double arrived(long elapsed) {
            return 8e9 * octets / Math.max(1, Math.max(nanos, elapsed));
        }
    }

    SentNumbers() {
        Arrays.fill(numbers, NONE);
    }

    void sent(int number, int size, long now) {
        int at = number & MASK;
        numbers[at] = number & 0xFFFF;
        octets[at] = size;
        times[at] = now;
        newest = number;
    }

    /** Whether the number is one of those that were sent of late. */
    boolean knows(long number) {
        return numbers[(int) number & MASK] == (number & 0xFFFF);
    }

    /** Sending time of a number that it {@link #knows}, {@link System#nanoTime}. */
    long sentAt(long number) {
        return times[(int) number & MASK];
    }

    /** After one packet until another, that one too; {@link Span#UNKNOWN} if either is not known any more. */
    Span after(long first, long last) {
        int count = (int) (last - first);
        if (count <= 0 || count >= REMEMBERED || !knows(first) || !knows(last)) {
            return Span.UNKNOWN;
        }
        int packets = 0;
        long sum = 0;
        for (long number = first + 1; number <= last; number++) {
            if (knows(number)) {
                packets++;
                sum += octets[(int) number & MASK];
            }
        }
        return new Span(packets, sum, sentAt(last) - sentAt(first));
    }

    /** bit/s of the last moments. @param nanos how long they are */
    double rateOfLast(long nanos, long now) {
        long sum = 0;
        for (int number = newest; knows(number) && now - sentAt(number) <= nanos; number--) {
            sum += octets[number & MASK];
            if ((newest - number & MASK) == MASK) {
                break;
            }
        }
        return 8e9 * sum / nanos;
    }
}
