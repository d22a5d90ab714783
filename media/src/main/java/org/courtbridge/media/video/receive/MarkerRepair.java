package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Sets the marker on the last packet of each picture and on no other (RFC 6184, section 5.1), whatever the source does:
 * browsers show nothing of a stream without markers, and pieces of pictures where there are too many.
 *
 * <p>A source that was caught twice, with no marker before a new timestamp or one before the same timestamp, is believed
 * no more: each of its packets is held until the next one tells whether it was the last, or until none has come for a
 * while. All others pass at once, uncopied. Lives on the source's event loop.
 */
final class MarkerRepair {

    private static final int LIES = 2;

    /** Pictures in a row with the marker in its place, after which the source is believed again. */
    private static final int HONEST = 250;

    /** ns; the packets of a picture come closer together than this, unless seen otherwise. */
    private static final long SHORTEST_PAUSE = 10_000_000;

    private static final long LONGEST_PAUSE = 80_000_000;

    private static final int NONE = -1;

    /** A packet of before, and when it came. */
    private static final class Copy {

        private final RtpPacket packet = new RtpPacket();
        private byte[] buffer = {};
        private long arrival;

        void take(RtpPacket original, long now) {
            if (buffer.length < original.getLength()) {
                buffer = new byte[original.getLength()];
            }
            original.readRegionToBuff(0, original.getLength(), buffer);
            packet.wrap(buffer, 0, original.getLength());
            arrival = now;
        }
    }

    /** Waits for the next packet to tell whether it was the last of its picture. */
    private Copy held = new Copy();

    private boolean holds;
    private long pause = SHORTEST_PAUSE;
    private boolean calledLast;

    /** It is known of this one; to be given next. */
    private Copy released = new Copy();

    private boolean hasReleased;

    /** The packet that was put, unless it is held; to be given after the one that was held. */
    private @Nullable RtpPacket passing;

    private long passingArrival;

    /** Of the packet that was given last. */
    private long arrival;

    private boolean distrusted;
    private int lies;
    private int honest;
    private int newest = NONE;
    private long newestTimestamp;
    private boolean newestMarked;

    /**
     * Takes the next packet of the source, of which what comes is to be taken before another one is put.
     *
     * @param packet lent until {@link #next} has given null
     * @param now when it came, ns of {@link System#nanoTime}
     */
    void put(RtpPacket packet, PictureFormat format, long now) {
        passing = null;
        if (packet.payloadLength() == 0) {
            // Padding has no place in a picture.
            pass(packet, now);
            return;
        }
        boolean marked =
                packet.marker() && format.mayEndPicture(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
        if (!marked) {
            packet.marker(false);
        }
        boolean late = newest != NONE && (short) (packet.sequenceNumber() - newest) <= 0;
        if (late) {
            passLate(packet, now);
            return;
        }
        watch(packet);
        if (distrusted) {
            hold(packet, now);
        } else {
            pass(packet, now);
        }
        newest = packet.sequenceNumber();
        newestTimestamp = packet.timestamp();
        newestMarked = marked;
    }

    /**
     * Passes a packet that comes after its successor; of a distrusted source, that one tells whether this is the last of its
     * picture.
     */
    private void passLate(RtpPacket packet, long now) {
        if (distrusted && packet.sequenceNumber() == (newest - 1 & 0xFFFF)) {
            packet.marker(packet.timestamp() != newestTimestamp);
        }
        pass(packet, now);
    }

    private void pass(RtpPacket packet, long now) {
        passing = packet;
        passingArrival = now;
    }

    /** The next packet that is due, lent until the next call; null if none is. */
    @Nullable
    RtpPacket next(long now) {
        if (!hasReleased && passing == null && untilDue(now) <= 0) {
            calledLast = true;
            release(true);
        }
        if (hasReleased) {
            hasReleased = false;
            arrival = released.arrival;
            return released.packet;
        }
        RtpPacket packet = passing;
        passing = null;
        arrival = passingArrival;
        return packet;
    }

    /** Arrival of the packet that was given last, in nanoseconds of {@link System#nanoTime}. */
    long arrival() {
        return arrival;
    }

    /** Until what is held is due, though nothing comes, ns; {@link Long#MAX_VALUE} if nothing is held. */
    long untilDue(long now) {
        return holds ? held.arrival + pause - now : Long.MAX_VALUE;
    }

    /** Compares what the packet before has said of itself with what this one shows. */
    private void watch(RtpPacket packet) {
        if (!follows(packet)) {
            return;
        }
        boolean samePicture = packet.timestamp() == newestTimestamp;
        if (samePicture == newestMarked) {
            honest = 0;
            lies++;
            distrusted = lies >= LIES;
        } else if (!samePicture && ++honest == HONEST) {
            lies = 0;
            release(newestMarked);
            distrusted = false;
        }
    }

    private boolean follows(RtpPacket packet) {
        return newest != NONE && packet.sequenceNumber() == (newest + 1 & 0xFFFF);
    }

    private void hold(RtpPacket packet, long now) {
        boolean samePicture = packet.timestamp() == newestTimestamp;
        if (holds) {
            // Across a gap nobody knows what was the last: the source's word is as good as any.
            release(!samePicture && (follows(packet) || held.packet.marker()));
        } else if (calledLast && samePicture) {
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        calledLast = false;
        held.take(packet, now);
        holds = true;
    }

    private void release(boolean last) {
        if (holds) {
            holds = false;
            held.packet.marker(last);
            Copy copy = held;
            held = released;
            released = copy;
            hasReleased = true;
        }
    }

    /** Begins anew: what comes next has nothing to do with what came before, but for the device that sends it. */
    void restart() {
        holds = false;
        hasReleased = false;
        passing = null;
        newest = NONE;
        calledLast = false;
    }
}
