package org.courtbridge.h323.dissect;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One direction of a TCP connection: puts its segments in order, and drops what came twice. What waits for something missing
 * is bounded; past that bound the direction is given up, as what is missing was never captured.
 */
final class TcpStream {

    /** Octets that wait. */
    static final int MAX_WAITING = 1 << 20;

    /** Segments that wait. */
    static final int MAX_SEGMENTS = 1_000;

    /** By their distance from the first octet of the connection that was seen. */
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();

    private int firstSequence;
    private boolean begun;
    private boolean lost;

    /** Number of octets that have come in order. */
    private long next;

    private int waitingOctets;

    /** Takes one segment. @param inOrder is given what the segment adds to the octets in order */
    void take(IpPayload.Tcp segment, Consumer<byte[]> inOrder) {
        int sequence = segment.syn() ? segment.sequence() + 1 : segment.sequence();
        if (!begun) {
            begun = true;
            firstSequence = sequence;
        }
        if (segment.octets().length == 0 || lost) {
            return;
        }
        long position = next + (sequence - (firstSequence + (int) next));
        put(position, segment.octets());
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            byte[] octets = waiting.firstEntry().getValue();
            long start = waiting.pollFirstEntry().getKey();
            waitingOctets -= octets.length;
            int known = (int) Math.min(octets.length, next - start);
            if (known < octets.length) {
                next = start + octets.length;
                inOrder.accept(Arrays.copyOfRange(octets, known, octets.length));
            }
        }
        if (waitingOctets > MAX_WAITING || waiting.size() > MAX_SEGMENTS) {
            lost = true;
            waiting.clear();
        }
    }

    private void put(long position, byte[] octets) {
        if (position + octets.length <= next) {
            return;
        }
        byte[] before = waiting.get(position);
        if (before == null || before.length < octets.length) {
            waiting.put(position, octets);
            waitingOctets += octets.length - (before == null ? 0 : before.length);
        }
    }

    /** Whether octets are missing that others have waited for in vain. */
    boolean isLost() {
        return lost;
    }
}
