package org.courtbridge.codecs.audio;

import java.util.Optional;
import org.courtbridge.codecs.audio.PacketStore.Slot;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * The packets of one party in order, each placed in the sender's time and counted once; those that wait are taken one
 * after the other. Times are samples at 48 kHz. One thread's.
 */
final class ReceivedPackets {

    /** So far beyond the fastest way, whole packets are left out: a burst after the network stood still. 500 ms. */
    private static final int TOO_MUCH = Pcm.RATE / 2;

    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    private final SourceSequence source = new SourceSequence();
    private final PacketStore store = new PacketStore();
    private final SeenNumbers others = new SeenNumbers();
    private ArrivalDelay delay = new ArrivalDelay();

    private boolean begun;
    private long taken = BEFORE_ALL;

    private long packets;
    private long bytes;
    private long late;
    private long dropped;

    /** Takes in a packet of sound. */
    void sound(RtpPacket packet, AudioFormat format, long came) {
        if (!sequenced(packet)) {
            return;
        }
        long position = source.place(packet.timestamp(), format.codec().clockRate(), came);
        long sequence = source.sequence();
        delay.packet(came, position);
        if (begun && sequence <= taken) {
            late++;
            return;
        }
        store.put(sequence, packet.payloadType(), packet.getBuffer(), packet.payloadAt(), packet.payloadLength())
                .position = position;
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
            }
            case FOLLOWS -> {
                if (store.knows(source.sequence()) || others.knows(source.sequence())) {
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

    /** Whether a packet of the present source was used already. */
    boolean begun() {
        return begun;
    }

    /** Leaves out packets that are far too old to catch up with by tempo. */
    void skip(long time) {
        Optional<Slot> slot = next();
        while (begun && slot.isPresent() && time - slot.get().position - delay.base() > TOO_MUCH) {
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

    long late() {
        return late;
    }

    long dropped() {
        return dropped;
    }
}
