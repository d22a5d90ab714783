package org.courtbridge.media.transport.ice;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * Answers a device that keeps its way through a NAT open by STUN on a port that is not STUN's, and so learns whether the
 * way has changed (RFC 5626, sections 4.4.2 and 8): without credentials and fingerprint, and without a trace.
 */
public final class StunKeepAlive {

    private static final int UNKNOWN_ATTRIBUTE = 420;

    /** Unknown attributes that an answer names; nobody honest sends more. */
    private static final int MOST_NAMED = 16;

    private StunKeepAlive() {}

    /** Empty if the datagram is no Binding request (RFC 8489). */
    public static Optional<byte[]> answer(byte[] datagram, InetSocketAddress source) {
        if (datagram.length < StunMessage.HEADER || (datagram[0] & 0xC0) != 0) {
            return Optional.empty();
        }
        StunMessage request;
        try {
            request = StunMessage.parse(datagram, 0, datagram.length);
        } catch (MalformedPacketException e) {
            return Optional.empty();
        }
        if (request.type() != StunMessage.BINDING_REQUEST) {
            return Optional.empty();
        }
        if (!request.unknownAttributes().isEmpty()) {
            return Optional.of(new StunWriter(StunMessage.BINDING_ERROR, request.transaction())
                    .errorCode(UNKNOWN_ATTRIBUTE, "Unknown Attribute")
                    .unknownAttributes(request.unknownAttributes().stream()
                            .limit(MOST_NAMED)
                            .toList())
                    .end());
        }
        return Optional.of(new StunWriter(StunMessage.BINDING_SUCCESS, request.transaction())
                .xorMappedAddress(source)
                .end());
    }
}
