package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;

/**
 * The identity of an endpoint and its settings for registering with a gatekeeper.
 *
 * @param gatekeepers where it registers
 * @param login what it proves to be, if it is asked to
 * @param timeToLive of its registration, unless the gatekeeper says less
 * @param traverses whether it may be behind a NAT, and comes for calls if the gatekeeper wants it to (H.460.18)
 */
public record EndpointProfile(
        Gatekeepers gatekeepers, Endpoint endpoint, Optional<Login> login, Duration timeToLive, boolean traverses) {

    /**
     * The gatekeepers that the endpoint may register with.
     *
     * @param rasAddresses the first to be tried first; at least one
     * @param identifier of the one that is wanted, if it matters
     */
    public record Gatekeepers(List<InetSocketAddress> rasAddresses, Optional<String> identifier) {}

    /**
     * Addresses and names of the endpoint, and its kind.
     *
     * @param aliases that it wants to be called by
     * @param endpointType an EndpointType
     * @param vendor a VendorIdentifier
     */
    public record Endpoint(
            InetSocketAddress rasAddress,
            InetSocketAddress callSignalAddress,
            List<AliasAddress> aliases,
            Sequence endpointType,
            Sequence vendor) {}

    /** The same of one that may be behind a NAT. */
    public EndpointProfile traversing() {
        return new EndpointProfile(gatekeepers, endpoint, login, timeToLive, true);
    }

    FeatureSet features() {
        return traverses ? FeatureSet.supporting(Feature.of(Feature.SIGNALLING_TRAVERSAL)) : FeatureSet.NONE;
    }

    public record Login(String name, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return name;
        }
    }
}
