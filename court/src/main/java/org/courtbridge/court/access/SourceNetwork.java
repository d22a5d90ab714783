package org.courtbridge.court.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Networks that limits count addresses by. An address of version 4 counts as itself, also where it stands within one of version 6:
 * mapped (RFC 4291, section 2.5.5.2), or behind a NAT64 (RFC 6052), whose users would share one network otherwise. One of version 6
 * counts as its /64, from which one host may pick freely.
 */
public final class SourceNetwork {

    private static final int ADDRESS = 16;
    private static final int NETWORK = 8;
    private static final int EMBEDDED = 12;

    /** 64:ff9b::/96, by which a NAT64 names hosts of version 4. */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private SourceNetwork() {}

    /** The network of an address: itself, or of version 6 the first of its /64. */
    public static InetAddress of(InetAddress source) {
        InetAddress bare = unwrapped(source);
        return bare instanceof Inet6Address
                ? address(Arrays.copyOf(Arrays.copyOf(bare.getAddress(), NETWORK), ADDRESS))
                : bare;
    }

    /** The address of version 4 within one of version 6 that leads to it; any other as it is. */
    static InetAddress unwrapped(InetAddress source) {
        byte[] octets = source.getAddress();
        return octets.length == ADDRESS && Arrays.equals(octets, 0, EMBEDDED, NAT64, 0, EMBEDDED)
                ? address(Arrays.copyOfRange(octets, EMBEDDED, ADDRESS))
                : source;
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }
}
