package org.courtbridge.media.trace;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Makes a payload into the IP packet with a segment of TCP (RFC 9293, section 3.1) that could have carried it. */
final class TcpSegment {

    private static final int TCP = 6;
    private static final int HEADER = 20;
    private static final int CHECKSUM = 16;

    /** The header is five words of four bytes; flags ACK and PSH. */
    private static final int LENGTH_AND_FLAGS = 5 << 12 | 0x18;

    private static final int WINDOW = 65_535;

    /** Bytes of payload at most. */
    static final int MAX_PAYLOAD = IpPacket.MAX_CONTENT - HEADER;

    private TcpSegment() {}

    /**
     * @param sequence of the payload's first byte
     * @param acknowledged sequence number of the byte that is due from the other side
     * @param payload up to {@link #MAX_PAYLOAD} bytes
     */
    static byte[] of(InetSocketAddress from, InetSocketAddress to, int sequence, int acknowledged, byte[] payload) {
        ByteBuffer segment = ByteBuffer.allocate(HEADER + payload.length)
                .putShort((short) from.getPort())
                .putShort((short) to.getPort())
                .putInt(sequence)
                .putInt(acknowledged)
                .putShort((short) LENGTH_AND_FLAGS)
                .putShort((short) WINDOW)
                .putInt(0)
                .put(payload);
        return IpPacket.of(from.getAddress(), to.getAddress(), TCP, segment.array(), CHECKSUM);
    }
}
