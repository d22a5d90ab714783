package org.courtbridge.devices;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network of IPv4 or IPv6.
 *
 * @param bits of the address that all of the network have in common, from the first on
 */
public record IpNetwork(InetAddress address, int bits) {

    /**
     * @param text an address, or a network such as {@code 192.0.2.0/24}
     * @throws IllegalArgumentException if it is neither
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int longest = 8 * address.getAddress().length;
        int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > longest) {
            throw new IllegalArgumentException("network: %s (expected: 0 to %d bits)".formatted(text, longest));
        }
        return new IpNetwork(address, bits);
    }

    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        int whole = bits / 8;
        int mask = 0xFF00 >> bits % 8 & 0xFF;
        return ours.length == theirs.length
                && Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (mask == 0 || (ours[whole] & mask) == (theirs[whole] & mask));
    }
}
