package org.courtbridge.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * The way of a packet between a socket and the listener, the same for every transport: in, demultiplex, unprotect,
 * listener; out, copy, protect, buffer. Counts what passes and what does not.
 */
final class MediaPath {

    private final Scratch scratch;
    private @Nullable RtpListener listener;
    private boolean lost;

    private long packetsReceived;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;
    private long dropped;
    private long unsent;
    private volatile long lastPacketAt;

    MediaPath(Scratch scratch, long now) {
        this.scratch = scratch;
        this.lastPacketAt = now;
    }

    void listener(RtpListener listener) {
        this.listener = listener;
    }

    /**
     * Takes one datagram.
     *
     * @return whether it was valid, and so says where the party is
     */
    boolean arrived(ByteBuf datagram, long now) {
        int length = datagram.readableBytes();
        if (length >= MediaLoops.MAX_DATAGRAM) {
            // It filled the receive buffer, so it may have been cut.
            dropped++;
            return false;
        }
        datagram.getBytes(datagram.readerIndex(), scratch.in, 0, length);
        RtpListener hearer = listener;
        boolean valid = hearer != null
                && switch (RtpKind.of(scratch.in, 0, length)) {
                    case RTP -> rtp(hearer, length, now);
                    case RTCP -> rtcp(hearer, length, now);
                    case NEITHER -> false;
                };
        if (!valid) {
            dropped++;
        }
        return valid;
    }

    private boolean rtp(RtpListener hearer, int length, long now) {
        RtpPacket packet = scratch.packetIn;
        try {
            packet.wrap(scratch.in, 0, length);
        } catch (MalformedPacketException e) {
            return false;
        }
        received(length, now);
        hearer.rtp(packet, now);
        return true;
    }

    private boolean rtcp(RtpListener hearer, int length, long now) {
        received(length, now);
        hearer.rtcp(scratch.in, 0, length, now);
        return true;
    }

    private void received(int length, long now) {
        packetsReceived++;
        bytesReceived += length;
        lastPacketAt = now;
    }

    /** A protected copy, ready for the socket; null, and counted, if it cannot be protected. */
    @Nullable
    ByteBuf outgoing(RtpPacket packet, ByteBufAllocator allocator) {
        int length = packet.getLength();
        if (length > MediaLoops.MAX_DATAGRAM) {
            unsent++;
            return null;
        }
        return sent(packet.getBuffer(), packet.getOffset(), length, allocator);
    }

    /** As {@link #outgoing}, for a compound RTCP packet. */
    @Nullable
    ByteBuf outgoingRtcp(byte[] compound, int offset, int length, ByteBufAllocator allocator) {
        if (length > MediaLoops.MAX_DATAGRAM) {
            unsent++;
            return null;
        }
        return sent(compound, offset, length, allocator);
    }

    private ByteBuf sent(byte[] bytes, int offset, int length, ByteBufAllocator allocator) {
        packetsSent++;
        bytesSent += length;
        return allocator.directBuffer(length).writeBytes(bytes, offset, length);
    }

    void drop() {
        dropped++;
    }

    void unsent() {
        unsent++;
    }

    /** Tells the listener, once. */
    void lost(String reason) {
        if (!lost && listener != null) {
            lost = true;
            listener.lost(reason);
        }
    }

    /** The listener hears nothing more. */
    void silence() {
        listener = null;
    }

    long lastPacketAt() {
        return lastPacketAt;
    }

    TransportStats stats() {
        return new TransportStats(packetsReceived, bytesReceived, packetsSent, bytesSent, dropped, unsent);
    }
}
