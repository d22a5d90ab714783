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
 * @param gatekeepers RAS addresses, the first to be tried first; at least one
 * @param gatekeeperIdentifier of the one that is wanted, if it matters
 * @param rasAddress of the endpoint
 * @param callSignalAddress of the endpoint
 * @param aliases that it wants to be called by
 * @param endpointType an EndpointType
 * @param vendor a VendorIdentifier
 * @param login what it proves to be, if it is asked to
 * @param timeToLive of its registration, unless the gatekeeper says less
 * @param traverses whether it may be behind a NAT, and comes for calls if the gatekeeper wants it to (H.460.18)
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
        Duration timeToLive,
        boolean traverses) {

    /** Of an endpoint that everybody reaches. */
    public EndpointProfile(
            List<InetSocketAddress> gatekeepers,
            Optional<String> gatekeeperIdentifier,
            InetSocketAddress rasAddress,
            InetSocketAddress callSignalAddress,
            List<AliasAddress> aliases,
            Sequence endpointType,
            Sequence vendor,
            Optional<Login> login,
            Duration timeToLive) {
        this(
                gatekeepers,
                gatekeeperIdentifier,
                rasAddress,
                callSignalAddress,
                aliases,
                endpointType,
                vendor,
                login,
                timeToLive,
                false);
    }

    /** The same of one that may be behind a NAT. */
    public EndpointProfile traversing() {
        return new EndpointProfile(
                gatekeepers,
                gatekeeperIdentifier,
                rasAddress,
                callSignalAddress,
                aliases,
                endpointType,
                vendor,
                login,
                timeToLive,
                true);
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
