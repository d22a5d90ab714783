package org.courtbridge.media.transport;

import org.courtbridge.codecs.rtp.RtpPacket;

/** Hears what arrives at an {@link RtpTransport}, on its event loop. */
public interface RtpListener {

    /** @param arrival {@link System#nanoTime} when the packet was read from the socket */
    void rtp(RtpPacket packet, long arrival);

    /**
     * One compound RTCP packet, authenticated but not parsed.
     *
     * @param arrival {@link System#nanoTime} when the packet was read from the socket
     */
    void rtcp(byte[] compound, int offset, int length, long arrival);

    /** From now on the transport is {@linkplain RtpTransport#ready ready}, and was not before. A room's does not say so. */
    default void ready() {}

    /** From now on packets to the party take another way, or the first. */
    default void moved() {}

    /** The way to the party is lost for good (consent ran out, RFC 7675, or DTLS was closed). Sent once. */
    void lost(String reason);
}
