package org.courtbridge.gateway.trace;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Makes a payload into the IP packet (RFC 791, RFC 8200) with UDP (RFC 768) that could have carried it. */
final class UdpDatagram {

    /** Bytes of payload at most: what the length fields can say. */
    static final int MAX_PAYLOAD = 65_507;

    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int HOPS = 64;

    private UdpDatagram() {}

    static byte[] of(InetSocketAddress from, InetSocketAddress to, byte[] payload, int offset, int length) {
        int size = Math.min(length, MAX_PAYLOAD);
        InetAddress source = from.getAddress();
        InetAddress destination = to.getAddress();
        boolean six = source instanceof Inet6Address || destination instanceof Inet6Address;
        byte[] sourceBytes = six ? wide(source) : source.getAddress();
        byte[] destinationBytes = six ? wide(destination) : destination.getAddress();
        ByteBuffer packet = ByteBuffer.allocate((six ? 40 : 20) + UDP_HEADER + size);
        if (six) {
            packet.putInt(6 << 28).putShort((short) (UDP_HEADER + size));
            packet.put((byte) UDP).put((byte) HOPS).put(sourceBytes).put(destinationBytes);
        } else {
            packet.putShort((short) 0x4500).putShort((short) (20 + UDP_HEADER + size));
            packet.putInt(0x4000).put((byte) HOPS).put((byte) UDP).putShort((short) 0);
            packet.put(sourceBytes).put(destinationBytes);
            packet.putShort(10, (short) ~folded(sum(packet.array(), 0, 20)));
        }
        int udp = packet.position();
        packet.putShort((short) from.getPort()).putShort((short) to.getPort());
        packet.putShort((short) (UDP_HEADER + size)).putShort((short) 0).put(payload, offset, size);
        long sum = sum(sourceBytes, 0, sourceBytes.length)
                + sum(destinationBytes, 0, destinationBytes.length)
                + UDP
                + UDP_HEADER
                + size
                + sum(packet.array(), udp, UDP_HEADER + size);
        int checksum = ~folded(sum) & 0xFFFF;
        packet.putShort(udp + 6, (short) (checksum == 0 ? 0xFFFF : checksum));
        return packet.array();
    }

    /** An IPv4 address as IPv6 writes it (RFC 4291, section 2.5.5.2). */
    private static byte[] wide(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        return ByteBuffer.allocate(16)
                .position(10)
                .putShort((short) 0xFFFF)
                .put(bytes)
                .array();
    }

    private static long sum(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[offset + i] & 0xFFL) << ((i & 1) == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >> 16);
        }
        return (int) folded;
    }
}
