package org.courtbridge.h323.dissect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address and a port, as a packet or a message has them. */
public record Endpoint(InetAddress address, int port) {

    /** @param octets of the address, 4 or 16 */
    static Endpoint of(byte[] octets, int port) {
        try {
            return new Endpoint(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: %d octets (expected: 4 or 16)".formatted(octets.length), e);
        }
    }

    @Override
    public String toString() {
        String host = address.getHostAddress();
        return address instanceof Inet6Address ? "[%s]:%d".formatted(host, port) : host + ":" + port;
    }
}
