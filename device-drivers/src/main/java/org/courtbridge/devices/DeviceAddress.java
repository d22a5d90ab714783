package org.courtbridge.devices;

/**
 * Host and port at which a device listens.
 *
 * @param host a name or an address, IPv6 without brackets
 */
public record DeviceAddress(String host, int port) {

    public DeviceAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: %d (expected: 1 to 65535)".formatted(port));
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
