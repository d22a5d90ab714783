package org.courtbridge.media.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The addresses at which browsers reach us.
 *
 * @param bind local address, or a wildcard for all, and the port for UDP and TCP; port 0 takes any that is free for both
 * @param advertised addresses to name in session descriptions, such as the outer one of a NAT; none means the bound
 *     address, or all of this machine's if that is a wildcard
 */
public record WebRtcPortConfig(InetSocketAddress bind, List<InetAddress> advertised) {

    public WebRtcPortConfig {
        advertised = List.copyOf(advertised);
    }
}
