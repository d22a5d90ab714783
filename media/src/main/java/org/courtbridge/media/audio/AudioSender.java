package org.courtbridge.media.audio;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.SentAudio;

/**
 * Packs what one leg hears into RTP and hands it to the transport's event loop, in {@value #PACKETS} packets that are used
 * again and again. While the loop holds them all, sound is dropped and counted: it would be too old when its turn comes.
 */
public final class AudioSender {

    private static final int PACKETS = 8;
    private static final int MILLISECONDS = 20;

    private final SentAudio sent;
    private final ArrayBlockingQueue<Outgoing> idle = new ArrayBlockingQueue<>(PACKETS);
    private int sequence;
    private long timestamp;
    private boolean begun;
    private long packets;
    private long dropped;
    private long lastAt;
    private boolean moving;

    AudioSender(SentAudio sent) {
        this.sent = sent;
        // RFC 3550, section 5.1: both begin at random.
        this.sequence = ThreadLocalRandom.current().nextInt(0x8000);
        this.timestamp = ThreadLocalRandom.current().nextInt() & 0xFFFF_FFFFL;
        for (int i = 0; i < PACKETS; i++) {
            idle.add(new Outgoing());
        }
    }

    /** Makes one that goes on with another's numbers and counts, in a new format. */
    AudioSender(SentAudio sent, AudioSender before) {
        this(sent);
        sequence = before.sequence;
        timestamp = before.timestamp;
        packets = before.packets;
        dropped = before.dropped;
        lastAt = before.lastAt;
        moving = before.moving;
    }

    /** Goes on in the tick of another hearing, so that the time until then goes by. */
    void moves() {
        moving = packets > 0;
    }

    /** @param at {@link System#nanoTime} that belongs to the packet's timestamp */
    void send(byte[] payload, int length, long at) {
        if (moving) {
            moving = false;
            pass(Math.max(0, Math.round((double) (at - lastAt) / HearingAudio.TICK) - 1));
        }
        int each = sent.packetMs();
        int size = length * each / MILLISECONDS;
        for (int from = 0; from < length; from += size) {
            sendPart(payload, from, size, at);
            passMilliseconds(each);
        }
    }

    private void sendPart(byte[] payload, int from, int length, long at) {
        Outgoing packet = idle.poll();
        if (packet == null) {
            dropped++;
            return;
        }
        packet.fill(payload, from, length);
        lastAt = at;
        packets++;
        begun = true;
        hand(packet);
        // What was dropped here has no number: nobody shall think that the network lost it.
        sequence = sequence + 1 & 0xFFFF;
    }

    private void hand(Outgoing packet) {
        try {
            sent.transport().loop().execute(packet);
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            dropped++;
            idle.add(packet);
        }
    }

    /** Lets a block of silence go by; what comes next is the beginning of something (RFC 3551, section 4.1). */
    void rest() {
        begun = false;
        pass(1);
    }

    /** Lets time go by without sending. */
    void pass(long blocks) {
        passMilliseconds(blocks * MILLISECONDS);
    }

    private void passMilliseconds(long milliseconds) {
        timestamp = timestamp + milliseconds * sent.format().codec().clockRate() / 1_000 & 0xFFFF_FFFFL;
    }

    SentAudio sent() {
        return sent;
    }

    long dropped() {
        return dropped;
    }

    /** One packet on its way to the event loop. */
    private final class Outgoing implements Runnable {

        /** With room for what protection adds, though transports protect a copy. */
        private final byte[] buffer = new byte[RtpPacket.FIXED_HEADER + AudioEncoder.MAX_BYTES + 64];

        private final RtpPacket packet = new RtpPacket();

        void fill(byte[] payload, int from, int length) {
            buffer[0] = (byte) 0x80;
            buffer[1] = 0;
            System.arraycopy(payload, from, buffer, RtpPacket.FIXED_HEADER, length);
            packet.wrap(buffer, 0, RtpPacket.FIXED_HEADER + length);
            packet.payloadType(sent.format().payloadType());
            packet.marker(!begun);
            packet.sequenceNumber(sequence);
            packet.timestamp(timestamp);
            packet.ssrc(sent.ssrc());
        }

        @Override
        public void run() {
            try {
                sent.transport().send(packet);
            } finally {
                idle.add(this);
            }
        }
    }
}
