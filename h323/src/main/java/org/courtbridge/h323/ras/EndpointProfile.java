package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * What an endpoint is to its gatekeeper.
 *
 * @param gatekeepers RAS addresses, the first to be tried first; at least one
 * @param gatekeeperIdentifier of the one that is wanted, if it matters
 * @param rasAddress of the endpoint
 * @param callSignalAddress of the endpoint
 * @param aliases that it wants to be called by
 * @param endpointType an EndpointType
 * @param vendor a VendorIdentifier
 * @param login what it proves to be, if it is asked to
 * @param timeToLive of its registration, unless the gatekeeper says less
 */
public record EndpointProfile(
        List<InetSocketAddress> gatekeepers,
        Optional<String> gatekeeperIdentifier,
        InetSocketAddress rasAddress,
        InetSocketAddress callSignalAddress,
        List<AliasAddress> aliases,
        Sequence endpointType,
        Sequence vendor,
        Optional<Login> login,
        Duration timeToLive) {

    public record Login(String name, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return name;
        }
    }
}
