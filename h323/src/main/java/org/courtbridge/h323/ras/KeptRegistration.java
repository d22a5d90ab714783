package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * A registration as it outlasts a restart of its gatekeeper. One on the endpoint's own connection (H.460.17) does not, as the
 * connection is gone, nor does one without a proved name.
 *
 * @param endpointIdentifier that the endpoint was given, and goes by
 * @param name that it has proved
 * @param aliases that have a text
 * @param rasAddress that its datagrams come from and go to
 * @param vendor product and version, for people
 * @param hashed whether it proves its name by H.235.1
 * @param traverses whether it is called through a NAT or a firewall (H.460.18)
 */
public record KeptRegistration(
        String endpointIdentifier,
        String name,
        List<AliasAddress> aliases,
        InetSocketAddress callSignalAddress,
        InetSocketAddress rasAddress,
        String vendor,
        boolean hashed,
        boolean traverses,
        Duration timeToLive,
        Instant expires) {

    public KeptRegistration {
        aliases = List.copyOf(aliases);
    }

    Registration.Details details() {
        return new Registration.Details(
                aliases,
                callSignalAddress,
                new RasPath.Datagrams(rasAddress),
                vendor,
                hashed,
                traverses,
                timeToLive,
                expires);
    }
}
