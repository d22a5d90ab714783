package org.courtbridge.codecs.congestion;

/** The last packets sent, by transport-wide sequence number, and what became of them. Allocates nothing for a packet. */
final class SentPackets {

    /** Half a minute of 2.5 Mbit/s. */
    private static final int CAPACITY = 1 << 13;

    private static final byte ON_ITS_WAY = 0;
    private static final byte MISSING = 1;
    private static final byte ARRIVED = 2;

    private final long[] times = new long[CAPACITY];
    private final int[] sizes = new int[CAPACITY];
    private final int[] probes = new int[CAPACITY];
    private final byte[] fates = new byte[CAPACITY];

    /** Never wraps; its lowest 16 bits are on the wire. */
    private long next = 0x10000;

    private long oldest = next;

    /**
     * Notes a packet that is sent now.
     *
     * @param probe number of the probe that it is part of, or 0
     * @return its number, 0 to 65,535
     */
    int add(int octets, int probe, long now) {
        int at = at(next);
        times[at] = now;
        sizes[at] = octets;
        probes[at] = probe;
        fates[at] = ON_ITS_WAY;
        return (int) next++ & 0xFFFF;
    }

    /** Remembers nothing of what was sent until now. */
    void forget() {
        oldest = next;
    }

    /** The number that never wraps, of those at most 32,768 away from what is sent next. */
    long unwrap(int number) {
        return next + (short) (number - (int) next);
    }

    /** Whether the packet was sent, and is remembered. */
    boolean has(long number) {
        return number < next && number >= oldest && number >= next - CAPACITY;
    }

    /** @return whether that was not known */
    boolean missing(long number) {
        boolean news = has(number) && fates[at(number)] == ON_ITS_WAY;
        if (news) {
            fates[at(number)] = MISSING;
        }
        return news;
    }

    /** Whether the packet was said to be missing. */
    boolean isMissing(long number) {
        return has(number) && fates[at(number)] == MISSING;
    }

    /** @return whether that was not known */
    boolean arrived(long number) {
        boolean news = has(number) && fates[at(number)] != ARRIVED;
        if (news) {
            fates[at(number)] = ARRIVED;
        }
        return news;
    }

    long sentAt(long number) {
        return times[at(number)];
    }

    int octets(long number) {
        return sizes[at(number)];
    }

    int probe(long number) {
        return probes[at(number)];
    }

    private static int at(long number) {
        return (int) (number & CAPACITY - 1);
    }
}
