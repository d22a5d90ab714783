package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.devices.DeviceAddress;

/** Reads an address as the inventory has it: a host name, an IPv4 address or an IPv6 address in brackets, perhaps a port. */
final class AddressText {

    private AddressText() {}

    /** @param usual port if none is said */
    static Optional<DeviceAddress> parse(String text, int usual) {
        int bracket = text.indexOf(']');
        boolean bare = bracket < 0 && text.indexOf(':') != text.lastIndexOf(':');
        int colon = bare ? -1 : text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            int port = colon < 0 ? usual : Integer.parseInt(text.substring(colon + 1));
            return Optional.of(new DeviceAddress(plain, port));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
