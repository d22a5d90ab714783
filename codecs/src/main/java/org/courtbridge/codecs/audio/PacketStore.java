package org.courtbridge.codecs.audio;

import java.util.Optional;

/** Packets of one source that wait for their turn, put in order by their sequence numbers. */
final class PacketStore {

    /** Packets; 5 s of 20 ms packets. A power of two. */
    static final int CAPACITY = 256;

    private final Slot[] slots = new Slot[CAPACITY];
    private long highest;

    PacketStore() {
        for (int i = 0; i < CAPACITY; i++) {
            slots[i] = new Slot();
        }
    }

    /** A packet that waits, or, once it was taken, the memory that it was there. */
    static final class Slot {
        long sequence = Long.MIN_VALUE;
        /** Of the first sample, at 48 kHz in the sender's time. */
        long position;

        /** Whether only a later packet brought its sound so far (RFC 2198). */
        boolean repeated;

        int payloadType;
        byte[] payload = {};
        int length;
    }

    /** Whether the sound of a packet of that number came lately. */
    boolean knows(long sequence) {
        return slots[index(sequence)].sequence == sequence;
    }

    /** Whether it came, but not yet in the packet of that number itself. */
    boolean isRepeated(long sequence) {
        Slot slot = slots[index(sequence)];
        return slot.sequence == sequence && slot.repeated;
    }

    /** The packet itself came too. */
    void arrived(long sequence) {
        slots[index(sequence)].repeated = false;
    }

    Slot put(long sequence, int payloadType, byte[] bytes, int at, int length) {
        Slot slot = slots[index(sequence)];
        slot.sequence = sequence;
        slot.repeated = false;
        slot.payloadType = payloadType;
        if (slot.payload.length < length) {
            slot.payload = new byte[Math.max(length, 320)];
        }
        System.arraycopy(bytes, at, slot.payload, 0, length);
        slot.length = length;
        highest = Math.max(highest, sequence);
        return slot;
    }

    /** The first packet that follows on a number, near or far. */
    Optional<Slot> after(long sequence) {
        for (long next = Math.max(sequence + 1, highest - CAPACITY + 1); next <= highest; next++) {
            if (knows(next)) {
                return Optional.of(slots[index(next)]);
            }
        }
        return Optional.empty();
    }

    void clear() {
        for (Slot slot : slots) {
            slot.sequence = Long.MIN_VALUE;
        }
        highest = 0;
    }

    private static int index(long sequence) {
        return (int) (sequence & CAPACITY - 1);
    }
}
