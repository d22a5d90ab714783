package org.courtbridge.media.transport;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Carries the packets of one RTP association (RFC 3550) to one party and back, already decrypted on our side: a pair of
 * UDP ports for a room's line, or the one bundled, ICE- and DTLS-protected flow of a browser.
 *
 * <p>Everything here is called on, and calls back on, {@link #loop}. Packets are borrowed: valid until the call returns.
 */
public interface RtpTransport extends AutoCloseable {

    /** The event loop that owns this transport. */
    EventLoop loop();

    /** Sets who hears what arrives; packets before that, and before keys are known, are counted and dropped. */
    void listener(RtpListener listener);

    /** Protects a copy of the packet and sends it; drops and counts it if there is no way to the party yet. */
    void send(RtpPacket packet);

    /** Protects a copy of a compound RTCP packet and sends it, on the RTP port if rtcp-mux was agreed. */
    void sendRtcp(byte[] compound, int offset, int length);

    /** Whether what is sent now goes out: there is a way to the party, and there are keys where it needs some. */
    default boolean ready() {
        return true;
    }

    /** Whether the party takes RTCP at all (RFC 3556). */
    default boolean takesRtcp() {
        return true;
    }

    /** Counts as dropped the packet that was handed to the listener last, as it belongs to nothing that was agreed on. */
    default void refused() {}

    /** The two addresses between which packets go now, for the trace; empty if they are not known yet. */
    default Optional<Ends> ends(boolean rtcp) {
        return Optional.empty();
    }

    /** The two ends of the way to a party. */
    record Ends(InetSocketAddress local, InetSocketAddress party) {}

    /** The protection of packets now; empty if they are not encrypted. */
    default Optional<PacketProtection> protection() {
        return Optional.empty();
    }

    /** Counts since the start. */
    TransportStats stats();

    /** Closes the ports that this transport alone uses. The listener hears nothing more. */
    @Override
    void close();
}
