package org.courtbridge.media.video.compose;

import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.codecs.payload.PictureDepacketizer;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.PacketOrder;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.video.coded.CodedPicture;

/**
 * Puts the packets of one source together into whole pictures, from a keyframe on, and again from a keyframe after any
 * loss. One thread's.
 */
final class PictureAssembly {

    /** Packets that wait for a missing one at most. */
    private static final int MOST_WAITING = 128;

    /** Time for a packet to be sent again. */
    private static final long PATIENCE = 100_000_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final PacketOrder order = new PacketOrder(MOST_WAITING, PATIENCE, this::next);
    private final Consumer<CodedPicture> whole;
    private final Runnable broken;
    private PictureFormat format;
    private PictureDepacketizer depacketizer;
    private long keyframeTimestamp = NEVER;
    private long incomplete;
    private int last = -1;
    private volatile boolean waiting = true;

    /**
     * @param whole takes each picture
     * @param broken runs when a keyframe is needed to go on
     */
    PictureAssembly(PictureFormat format, Consumer<CodedPicture> whole, Runnable broken) {
        this.format = format;
        this.depacketizer = format.depacketizer();
        this.whole = whole;
        this.broken = broken;
    }

    /** @param current what the packet's pictures are coded in */
    void add(RtpPacket packet, PictureFormat current, long now) {
        if (!current.equals(format)) {
            boolean other = !current.encodingName().equals(format.encodingName());
            format = current;
            if (other) {
                restart();
            }
        }
        order.push(packet, now);
    }

    private void next(RtpPacket packet) {
        int sequence = packet.sequenceNumber();
        if (last >= 0 && sequence != (last + 1 & 0xFFFF)) {
            await();
        }
        last = sequence;
        int length = packet.payloadLength();
        if (length > 0 && (format.inspect(packet.getBuffer(), packet.payloadAt(), length) & PayloadTraits.IDR) != 0) {
            keyframeTimestamp = packet.timestamp();
        }
        Optional<byte[]> picture = depacketizer.push(packet);
        if (depacketizer.incomplete() != incomplete) {
            incomplete = depacketizer.incomplete();
            await();
        }
        picture.ifPresent(bytes -> give(bytes, packet.timestamp()));
    }

    private void give(byte[] bytes, long timestamp) {
        boolean keyframe = timestamp == keyframeTimestamp;
        if (keyframe) {
            waiting = false;
        }
        if (!waiting) {
            whole.accept(new CodedPicture(format, bytes, keyframe, timestamp, 0, 0));
        }
    }

    /** Gives nothing until the next keyframe. */
    void await() {
        if (!waiting) {
            waiting = true;
            broken.run();
        }
    }

    /** Whether nothing can be given before a keyframe. From any thread. */
    boolean waiting() {
        return waiting;
    }

    /** Starts anew with the next packet, which has nothing to do with those before. */
    void restart() {
        order.restart();
        depacketizer = format.depacketizer();
        incomplete = 0;
        last = -1;
        keyframeTimestamp = NEVER;
        waiting = true;
    }
}
