package org.courtbridge.signalling.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The {@code c=} line (RFC 8866, section 5.7).
 *
 * @param addressType "IP4" or "IP6"
 * @param address without the TTL and count of multicast
 */
public record Connection(String addressType, String address) {

    public static Connection of(InetAddress address) {
        String literal = address.getHostAddress();
        int scope = literal.indexOf('%');
        return new Connection(
                address instanceof Inet6Address ? "IP6" : "IP4", scope < 0 ? literal : literal.substring(0, scope));
    }

    static Connection parse(String value) {
        String[] words = value.trim().split("\\s+", 4);
        if (words.length != 3) {
            throw new SdpException("c= has %d fields (expected: 3)".formatted(words.length));
        }
        int slash = words[2].indexOf('/');
        return new Connection(words[1], slash < 0 ? words[2] : words[2].substring(0, slash));
    }

    String write() {
        return "IN " + addressType + " " + address;
    }

    /** Whether it is the old way to say "on hold": 0.0.0.0 (RFC 3264, section 8.4), or :: for IPv6. */
    public boolean isNowhere() {
        return address.equals("0.0.0.0") || address.equals("::");
    }
}
