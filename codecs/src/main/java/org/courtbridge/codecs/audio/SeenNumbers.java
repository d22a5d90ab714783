package org.courtbridge.codecs.audio;

import java.util.Arrays;

/** Remembers which extended sequence numbers were seen lately. */
final class SeenNumbers {

    private final long[] seen = new long[PacketStore.CAPACITY];

    SeenNumbers() {
        clear();
    }

    void mark(long number) {
        seen[(int) (number & PacketStore.CAPACITY - 1)] = number;
    }

    boolean knows(long number) {
        return seen[(int) (number & PacketStore.CAPACITY - 1)] == number;
    }

    void clear() {
        Arrays.fill(seen, Long.MIN_VALUE);
    }
}
