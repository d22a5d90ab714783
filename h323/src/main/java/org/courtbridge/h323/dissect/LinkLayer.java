package org.courtbridge.h323.dissect;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.dissect.IpPayload.Tcp;
import org.courtbridge.h323.dissect.IpPayload.Udp;

/**
 * Reads a frame's headers down to UDP or TCP. What is neither, or cut off before, is passed over: a capture holds whatever
 * went by. Fragments of IP packets are passed over too, but for a first one that is whole.
 */
final class LinkLayer {

    private static final int BSD_LOOPBACK = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW = 101;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4_ONLY = 228;
    private static final int IPV6_ONLY = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int IPV6_HEADER = 40;

    private final byte[] octets;

    private LinkLayer(byte[] octets) {
        this.octets = octets;
    }

    static Optional<IpPayload> payload(Frame frame) {
        LinkLayer layer = new LinkLayer(frame.octets());
        return switch (frame.linkType()) {
            case ETHERNET -> layer.ethernet(12);
            case LINUX_COOKED -> layer.ethernet(14);
            case LINUX_COOKED_2 -> layer.has(20) ? layer.ip(layer.u16(0), 20) : Optional.empty();
            case RAW, RAW_BSD, IPV4_ONLY, IPV6_ONLY -> layer.ip(0);
            case BSD_LOOPBACK -> layer.ip(4);
            default -> Optional.empty();
        };
    }

    /** Whether there are so many octets from the start. */
    private boolean has(int count) {
        return count <= octets.length;
    }

    private int u8(int at) {
        return octets[at] & 0xFF;
    }

    private int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** From the EtherType on, VLAN tags passed over. */
    private Optional<IpPayload> ethernet(int typeAt) {
        int at = typeAt;
        while (has(at + 2)) {
            int type = u16(at);
            boolean tagged = type == 0x8100 || type == 0x88A8;
            if (!tagged) {
                return ip(type, at + 2);
            }
            at += 4;
        }
        return Optional.empty();
    }

    private Optional<IpPayload> ip(int type, int at) {
        return type == TYPE_IPV4 || type == TYPE_IPV6 ? ip(at) : Optional.empty();
    }

    /** By the version that the packet itself gives. */
    private Optional<IpPayload> ip(int at) {
        if (!has(at + 1)) {
            return Optional.empty();
        }
        return switch (u8(at) >> 4) {
            case 4 -> ipv4(at);
            case 6 -> ipv6(at);
            default -> Optional.empty();
        };
    }

    private Optional<IpPayload> ipv4(int at) {
        int header = 4 * (u8(at) & 0x0F);
        if (header < 20 || !has(at + header)) {
            return Optional.empty();
        }
        boolean fragment = (u16(at + 6) & 0x3FFF) != 0;
        int total = u16(at + 2);
        // Zero where the network card was to cut the packet up.
        int end = total == 0 ? octets.length : Math.min(octets.length, at + total);
        return fragment ? Optional.empty() : transport(u8(at + 9), at + 12, 4, at + header, end);
    }

    private Optional<IpPayload> ipv6(int at) {
        if (!has(at + IPV6_HEADER)) {
            return Optional.empty();
        }
        int length = u16(at + 4);
        int end = length == 0 ? octets.length : Math.min(octets.length, at + IPV6_HEADER + length);
        int next = u8(at + 6);
        int start = at + IPV6_HEADER;
        // Hop-by-hop options, routing and destination options (RFC 8200, section 4).
        while ((next == 0 || next == 43 || next == 60) && has(start + 2)) {
            next = u8(start);
            start += 8 + 8 * u8(start + 1);
        }
        return transport(next, at + 8, 16, start, end);
    }

    private Optional<IpPayload> transport(int protocol, int addresses, int width, int at, int end) {
        int ports = 4;
        if (at + ports > end) {
            return Optional.empty();
        }
        Endpoint from = Endpoint.of(Arrays.copyOfRange(octets, addresses, addresses + width), u16(at));
        Endpoint to = Endpoint.of(Arrays.copyOfRange(octets, addresses + width, addresses + 2 * width), u16(at + 2));
        return switch (protocol) {
            case UDP -> udp(from, to, at, end);
            case TCP -> tcp(from, to, at, end);
            default -> Optional.empty();
        };
    }

    private Optional<IpPayload> udp(Endpoint from, Endpoint to, int at, int end) {
        if (at + UDP_HEADER > end) {
            return Optional.empty();
        }
        int last = Math.min(end, at + Math.max(UDP_HEADER, u16(at + 4)));
        return Optional.of(new Udp(from, to, Arrays.copyOfRange(octets, at + UDP_HEADER, last)));
    }

    private Optional<IpPayload> tcp(Endpoint from, Endpoint to, int at, int end) {
        if (at + 20 > end) {
            return Optional.empty();
        }
        int header = 4 * (u8(at + 12) >> 4);
        if (header < 20 || at + header > end) {
            return Optional.empty();
        }
        int flags = u8(at + 13);
        return Optional.of(new Tcp(
                from,
                to,
                u16(at + 4) << 16 | u16(at + 6),
                (flags & 0x02) != 0,
                (flags & 0x10) != 0,
                (flags & 0x04) != 0,
                Arrays.copyOfRange(octets, at + header, end)));
    }
}
