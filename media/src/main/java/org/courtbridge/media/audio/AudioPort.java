package org.courtbridge.media.audio;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Queue for the received sound of one leg, from its transport's event loop to the hearing's tick.
 *
 * <p>Holds copies of at most {@value #CAPACITY} packets. When the tick is behind, the oldest packet is overwritten and
 * counted: new sound is worth more than old. The tick empties it; when the leg is removed, what it holds is garbage.
 */
public final class AudioPort {

    /** Packets held: 1.28 s of 20 ms packets. */
    static final int CAPACITY = 64;

    /** Bytes of the longest packet taken: more than 80 ms of L16 at 48 kHz. */
    static final int MAX_SIZE = 8_192;

    private static final int USUAL_SIZE = 512;

    private final AudioPlayoutClock clock = new AudioPlayoutClock();
    private final byte[][] bytes = new byte[CAPACITY][0];
    private final int[] lengths = new int[CAPACITY];
    private final long[] arrivals = new long[CAPACITY];
    private int first;
    private int count;
    private long dropped;
    private long takenArrival;

    private final AudioTap ear;

    /** @param ear hears of packets when they come, whether there is room for them or not */
    public AudioPort(AudioTap ear) {
        this.ear = ear;
    }

    /** The clock that tells when the sound goes into the mix. From any thread. */
    public AudioPlayoutClock clock() {
        return clock;
    }

    /**
     * Copies the packet.
     *
     * @param arrival {@link System#nanoTime} when the packet was read from the socket
     */
    public void rtp(RtpPacket packet, long arrival) {
        ear.packet(packet, arrival);
        hold(packet, arrival);
    }

    private synchronized void hold(RtpPacket packet, long arrival) {
        int length = packet.getLength();
        if (length > MAX_SIZE) {
            dropped++;
            return;
        }
        if (count == CAPACITY) {
            first = (first + 1) % CAPACITY;
            count--;
            dropped++;
        }
        int at = (first + count) % CAPACITY;
        byte[] slot = bytes[at];
        if (slot.length < length) {
            slot = new byte[Math.ceilDiv(length, USUAL_SIZE) * USUAL_SIZE];
            bytes[at] = slot;
        }
        System.arraycopy(packet.getBuffer(), packet.getOffset(), slot, 0, length);
        lengths[at] = length;
        arrivals[at] = arrival;
        count++;
    }

    /**
     * Takes the oldest packet out.
     *
     * @param into at least {@link #MAX_SIZE} bytes
     * @return the packet's length, or 0 if there is none
     */
    synchronized int take(byte[] into) {
        if (count == 0) {
            return 0;
        }
        int length = lengths[first];
        System.arraycopy(bytes[first], 0, into, 0, length);
        takenArrival = arrivals[first];
        first = (first + 1) % CAPACITY;
        count--;
        return length;
    }

    /** Arrival of the packet that {@link #take} gave last: {@link System#nanoTime} when it was read from the socket. */
    synchronized long takenArrival() {
        return takenArrival;
    }

    /** Packets that found the queue full or were too long. */
    public synchronized long dropped() {
        return dropped;
    }

    synchronized int size() {
        return count;
    }
}
