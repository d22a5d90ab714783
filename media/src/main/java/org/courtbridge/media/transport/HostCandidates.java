package org.courtbridge.media.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.media.network.AdvertisedAddresses;

/** The candidates of a lite agent: a host one over UDP for every address (RFC 8445), and a passive TCP one (RFC 6544). */
final class HostCandidates {

    private static final long UDP_TYPE = 126;
    /** Below UDP, so that TCP is taken where nothing else gets through (RFC 6544, section 4.2). */
    private static final long TCP_TYPE = 90;

    private static final int PASSIVE = 4 << 13;

    private HostCandidates() {}

    /** Values of {@code a=candidate}. */
    static List<String> lines(List<InetAddress> advertised, InetSocketAddress bound) {
        List<InetAddress> addresses =
                advertised.isEmpty() ? AdvertisedAddresses.ofInterfaces(bound.getAddress()) : advertised;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            lines.add("candidate:%d 1 udp %d %s %d typ host"
                    .formatted(i + 1, priority(UDP_TYPE, 65_535 - i), text(addresses.get(i)), bound.getPort()));
        }
        for (int i = 0; i < addresses.size(); i++) {
            lines.add("candidate:%d 1 tcp %d %s %d typ host tcptype passive"
                    .formatted(
                            addresses.size() + i + 1,
                            priority(TCP_TYPE, PASSIVE + 8191 - i),
                            text(addresses.get(i)),
                            bound.getPort()));
        }
        return List.copyOf(lines);
    }

    private static long priority(long type, long local) {
        return type << 24 | local << 8 | 255;
    }

    /** Without the zone of a link-local address, which means nothing elsewhere. */
    private static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }
}
