package org.courtbridge.codecs.rtp;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Gives the packets of one stream in the order of their numbers: waits for one that is missing, for a while, and goes on
 * without it. What comes after that is left out. One thread's.
 */
public final class PacketOrder {

    private final long patience;
    private final Consumer<RtpPacket> next;
    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final RtpPacket held = new RtpPacket();

    /** Packets that came early, each at its number modulo the capacity. */
    private final byte[][] slots;

    /** Of the packet in each slot, in bytes; 0 where there is none. */
    private final int[] lengths;

    private long expected = -1;
    private int waiting;
    private long waitingSince;

    /**
     * @param capacity packets that may wait for a missing one at most
     * @param patience nanoseconds that they wait at most, if anything comes after them
     * @param next takes the packets in order; each is lent for the length of the call
     */
    public PacketOrder(int capacity, long patience, Consumer<RtpPacket> next) {
        this.patience = patience;
        this.next = next;
        this.slots = new byte[capacity][0];
        this.lengths = new int[capacity];
    }

    /** @param now {@link System#nanoTime} */
    public void push(RtpPacket packet, long now) {
        long number = unwrapper.unwrap(packet.sequenceNumber());
        if (expected < 0) {
            expected = number;
        }
        if (number < expected) {
            return;
        }
        if (number != expected && waiting > 0 && now - waitingSince > patience) {
            skip();
        }
        while (number - expected >= slots.length) {
            // So far ahead that there is no room to wait for what is between.
            if (waiting == 0) {
                expected = number;
            } else {
                skip();
            }
        }
        if (number == expected) {
            expected++;
            next.accept(packet);
            giveHeld(now);
        } else if (number > expected) {
            hold(packet, slot(number), now);
        }
    }

    private int slot(long number) {
        return (int) (number % slots.length);
    }

    private void hold(RtpPacket packet, int slot, long now) {
        if (lengths[slot] != 0) {
            return;
        }
        if (waiting++ == 0) {
            waitingSince = now;
        }
        if (slots[slot].length < packet.getLength()) {
            slots[slot] = new byte[packet.getLength()];
        }
        packet.readRegionToBuff(0, packet.getLength(), slots[slot]);
        lengths[slot] = packet.getLength();
    }

    /** Goes on with the first that waits. */
    private void skip() {
        while (lengths[slot(expected)] == 0) {
            expected++;
        }
        giveHeld(waitingSince);
    }

    private void giveHeld(long now) {
        int slot = slot(expected);
        while (waiting > 0 && lengths[slot] != 0) {
            held.wrap(slots[slot], 0, lengths[slot]);
            lengths[slot] = 0;
            waiting--;
            expected++;
            next.accept(held);
            slot = slot(expected);
        }
        // Those left wait for another one.
        waitingSince = now;
    }

    /** Begins anew, without the packets that wait: the next one has nothing to do with those before. */
    public void restart() {
        unwrapper.restart();
        Arrays.fill(lengths, 0);
        waiting = 0;
        expected = -1;
    }
}
