package org.courtbridge.codecs.audio;

import java.util.Optional;
import org.courtbridge.codecs.audio.PacketStore.Slot;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * The packets of one party in order, each placed in the sender's time and counted once; those that wait are taken one
 * after the other. Times are samples at 48 kHz. One thread's.
 */
final class ReceivedPackets {

    /** If so much waits, whole packets are left out: a burst after the network stood still. 500 ms. */
    private static final int TOO_MUCH = Pcm.RATE / 2;

    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    private final SourceSequence source = new SourceSequence();
    private final PacketStore store = new PacketStore();
    private final SeenNumbers others = new SeenNumbers();
    private ArrivalDelay delay = new ArrivalDelay();

    private boolean begun;
    private long taken = BEFORE_ALL;

    /** Of the packet of sound that came last. */
    private long lastSequence = BEFORE_ALL;

    private long lastPosition;

    /** Samples in the sender's time from each packet of sound to the next; 0 until two in a row have come. */
    private long interval;

    private long packets;
    private long bytes;
    private long repaired;
    private long late;
    private long dropped;

    /**
     * Takes in a packet of sound.
     *
     * @param at where the sound begins in the packet's buffer
     * @return whether it is of use
     */
    boolean sound(RtpPacket packet, int payloadType, int clockRate, int at, int length, long came) {
        if (!sequenced(packet)) {
            return false;
        }
        long position = source.place(packet.timestamp(), clockRate, came);
        long sequence = source.sequence();
        if (sequence == lastSequence + 1) {
            interval = position - lastPosition;
        }
        lastSequence = sequence;
        lastPosition = position;
        if (store.isRepeated(sequence)) {
            store.arrived(sequence);
            return true;
        }
        delay.packet(came, position);
        if (begun && sequence <= taken) {
            late++;
            return false;
        }
        store.put(sequence, payloadType, packet.getBuffer(), at, length).position = position;
        return true;
    }

    /**
     * Takes in sound of an earlier packet that came once more in the packet that was taken in last (RFC 2198). It does not
     * say which packet it was of, but when it begins: as many packets ago as their usual interval goes into that time.
     *
     * @param before samples from the beginning of that sound to the beginning of the packet's own
     */
    void repeated(byte[] bytes, int payloadType, int at, int length, long before, long came) {
        long packetsAgo = interval > 0 ? before / interval : 0;
        long sequence = lastSequence - packetsAgo;
        if (packetsAgo == 0
                || before % interval != 0
                || begun && sequence <= taken
                || store.knows(sequence)
                || others.knows(sequence)) {
            return;
        }
        Slot slot = store.put(sequence, payloadType, bytes, at, length);
        slot.position = lastPosition - before;
        slot.repeated = true;
        delay.packet(came, slot.position);
        repaired++;
    }

    /** Counts a packet of the same stream that is no sound: a telephone event, comfort noise, padding. */
    void other(RtpPacket packet) {
        if (sequenced(packet)) {
            others.mark(source.sequence());
        }
    }

    /** Counts a packet that is of no use. */
    void drop() {
        dropped++;
    }

    /** Whether the packet is to be used: neither a duplicate nor out of its source's sequence. */
    private boolean sequenced(RtpPacket packet) {
        switch (source.packet(packet.ssrc(), packet.sequenceNumber())) {
            case STRANGE -> {
                dropped++;
                return false;
            }
            case BEGINS -> {
                store.clear();
                others.clear();
                delay = new ArrivalDelay();
                begun = false;
                interval = 0;
                lastSequence = BEFORE_ALL;
            }
            case FOLLOWS -> {
                boolean came = store.knows(source.sequence()) && !store.isRepeated(source.sequence());
                if (came || others.knows(source.sequence())) {
                    return false;
                }
            }
        }
        source.counted();
        packets++;
        bytes += packet.payloadLength();
        return true;
    }

    /** The next packet that waits. */
    Optional<Slot> next() {
        return store.after(begun ? taken : BEFORE_ALL);
    }

    /** The packet that waited is used now. */
    void take(Slot slot) {
        begun = true;
        taken = slot.sequence;
    }

    /** Whether one packet, and no more, is missing before this one. */
    boolean missesOneBefore(Slot slot) {
        return begun && slot.sequence == taken + 2;
    }

    /** Whether every packet before this one was used. */
    boolean nothingMissingBefore(Slot slot) {
        return begun && slot.sequence == taken + 1;
    }

    /** Whether a packet of the present source was used already. */
    boolean begun() {
        return begun;
    }

    /**
     * Leaves out packets behind which too much waits to catch up with it by tempo. What is late and has nothing behind it is
     * all that there is: a sender short of processor falls behind its own clock, further and further.
     */
    void skip() {
        Optional<Slot> slot = next();
        while (begun && slot.isPresent() && lastPosition - slot.get().position > TOO_MUCH) {
            take(slot.get());
            late++;
            slot = next();
        }
    }

    ArrivalDelay delay() {
        return delay;
    }

    SourceSequence source() {
        return source;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long repaired() {
        return repaired;
    }

    long late() {
        return late;
    }

    long dropped() {
        return dropped;
    }
}
