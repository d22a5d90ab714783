package org.courtbridge.media.trace;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Makes a payload into the IP packet with UDP (RFC 768) that could have carried it. */
final class UdpDatagram {

    private static final int UDP = 17;
    private static final int HEADER = 8;
    private static final int CHECKSUM = 6;

    /** Bytes of payload at most. */
    static final int MAX_PAYLOAD = IpPacket.MAX_CONTENT - HEADER;

    private UdpDatagram() {}

    static byte[] of(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        int size = Math.min(payload.length, MAX_PAYLOAD);
        ByteBuffer datagram = ByteBuffer.allocate(HEADER + size)
                .putShort((short) from.getPort())
                .putShort((short) to.getPort())
                .putShort((short) (HEADER + size))
                .putShort((short) 0)
                .put(payload, 0, size);
        return IpPacket.of(from.getAddress(), to.getAddress(), UDP, datagram.array(), CHECKSUM);
    }
}
