package org.courtbridge.media.video.receive;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    /** Whom packets go on to. */
    interface Next {

        void pass(RtpPacket packet, long arrival);
    }

    private static final int LIES = 2;

    /** Pictures in a row with the marker in its place, after which the source is believed again. */
    private static final int HONEST = 250;

    /** ms; the packets of a picture come closer together than this, unless seen otherwise. */
    private static final long SHORTEST_PAUSE = 10;

    private static final long LONGEST_PAUSE = 80;

    private static final int NONE = -1;

    private final EventLoop loop;
    private final Next next;

    private final RtpPacket held = new RtpPacket();
    private byte[] buffer = {};
    private boolean holds;
    private long arrival;
    private long pause = SHORTEST_PAUSE;
    private @Nullable ScheduledFuture<?> pausing;
    private boolean calledLast;

    private boolean distrusted;
    private int lies;
    private int honest;
    private int newest = NONE;
    private long newestTimestamp;
    private boolean newestMarked;

    MarkerRepair(EventLoop loop, Next next) {
        this.loop = loop;
        this.next = next;
    }

    /** Takes the next packet of the source; gives it on now, or a copy of it later. */
    void pass(RtpPacket packet, PictureFormat format, long now) {
        if (packet.payloadLength() == 0) {
            // Padding has no place in a picture.
            next.pass(packet, now);
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
            next.pass(packet, now);
        }
        newest = packet.sequenceNumber();
        newestTimestamp = packet.timestamp();
        newestMarked = marked;
    }

    /** What follows it has come already. */
    private void passLate(RtpPacket packet, long now) {
        if (distrusted && packet.sequenceNumber() == (newest - 1 & 0xFFFF)) {
            packet.marker(packet.timestamp() != newestTimestamp);
        }
        next.pass(packet, now);
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
            release(!samePicture && (follows(packet) || held.marker()));
        } else if (calledLast && samePicture) {
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        calledLast = false;
        if (buffer.length < packet.getLength()) {
            buffer = new byte[packet.getLength()];
        }
        packet.readRegionToBuff(0, packet.getLength(), buffer);
        held.wrap(buffer, 0, packet.getLength());
        holds = true;
        arrival = now;
        pausing = loop.schedule(this::callLast, pause, TimeUnit.MILLISECONDS);
    }

    private void callLast() {
        pausing = null;
        calledLast = holds;
        release(true);
    }

    private void release(boolean last) {
        if (pausing != null) {
            pausing.cancel(false);
            pausing = null;
        }
        if (holds) {
            holds = false;
            held.marker(last);
            next.pass(held, arrival);
        }
    }

    /** What comes next has nothing to do with what came before, but for the device that sends it. */
    void restart() {
        holds = false;
        release(false);
        newest = NONE;
        calledLast = false;
    }
}
