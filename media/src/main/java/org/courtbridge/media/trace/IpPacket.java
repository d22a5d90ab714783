package org.courtbridge.media.trace;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Makes what a transport carries into the IP packet (RFC 791, RFC 8200) that could have carried it. */
final class IpPacket {

    /** Bytes that the smaller of the two headers takes. */
    private static final int HEADER = 20;

    /** Bytes of a transport's header and payload at most: what the length field of IPv4 can say. */
    static final int MAX_CONTENT = 65_535 - HEADER;

    private static final int HEADER_6 = 40;
    private static final int HOPS = 64;

    private IpPacket() {}

    /**
     * @param protocol number of the transport
     * @param content its header and payload, with zeros where its checksum is to be
     * @param checksum where that is: two bytes of the sum over content, addresses, protocol and length
     */
    static byte[] of(InetAddress from, InetAddress to, int protocol, byte[] content, int checksum) {
        boolean six = from instanceof Inet6Address || to instanceof Inet6Address;
        byte[] source = six ? wide(from) : from.getAddress();
        byte[] destination = six ? wide(to) : to.getAddress();
        ByteBuffer packet = ByteBuffer.allocate((six ? HEADER_6 : HEADER) + content.length);
        if (six) {
            packet.putInt(6 << 28).putShort((short) content.length);
            packet.put((byte) protocol).put((byte) HOPS).put(source).put(destination);
        } else {
            packet.putShort((short) 0x4500).putShort((short) (HEADER + content.length));
            packet.putInt(0x4000).put((byte) HOPS).put((byte) protocol).putShort((short) 0);
            packet.put(source).put(destination);
            packet.putShort(10, (short) ~folded(sum(packet.array(), 0, HEADER)));
        }
        int start = packet.position();
        packet.put(content);
        long sum = sum(source, 0, source.length)
                + sum(destination, 0, destination.length)
                + protocol
                + content.length
                + sum(content, 0, content.length);
        int folded = ~folded(sum) & 0xFFFF;
        // Zero says in UDP that there is none; both stand for the same number.
        packet.putShort(start + checksum, (short) (folded == 0 ? 0xFFFF : folded));
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
