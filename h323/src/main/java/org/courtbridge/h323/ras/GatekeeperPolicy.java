package org.courtbridge.h323.ras;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;

/**
 * The identity of a gatekeeper, its rules and its limits.
 *
 * @param callModel of calls between two endpoints
 * @param passwordRequired whether nobody registers without a proof; otherwise only a wrong one is refused
 * @param unregisteredDestinations whether calls may leave for addresses that nobody registered
 * @param traversal of endpoints that are called through a NAT; empty if none is
 */
public record GatekeeperPolicy(
        Zone zone,
        CallModel callModel,
        boolean passwordRequired,
        boolean unregisteredDestinations,
        Times times,
        Limits limits,
        Optional<Traversal> traversal) {

    /**
     * The gatekeeper's zone: its name, its addresses and other gatekeepers.
     *
     * @param gatekeeperIdentifier 1 to 128 characters; whoever asks for another is excluded
     * @param rasAddress as endpoints reach it that do not reach another one
     * @param callSignalAddress where calls are sent that are for the gatekeeper, and all of them if it routes; likewise
     * @param alternates that are told to endpoints
     * @param neighbours that are asked about destinations which nobody here goes by, in their order
     * @param own gives each of the two addresses as a peer at another address is to be told it
     */
    public record Zone(
            String gatekeeperIdentifier,
            InetSocketAddress rasAddress,
            InetSocketAddress callSignalAddress,
            List<AlternateGatekeeper> alternates,
            List<InetSocketAddress> neighbours,
            BiFunction<InetSocketAddress, InetAddress, InetSocketAddress> own) {

        /** Of a gatekeeper that everybody reaches at the same addresses. */
        public Zone(
                String gatekeeperIdentifier,
                InetSocketAddress rasAddress,
                InetSocketAddress callSignalAddress,
                List<AlternateGatekeeper> alternates,
                List<InetSocketAddress> neighbours) {
            this(gatekeeperIdentifier, rasAddress, callSignalAddress, alternates, neighbours, (address, _) -> address);
        }

        /** The RAS address that a peer is told. */
        InetSocketAddress rasAddress(InetSocketAddress peer) {
            return own.apply(rasAddress, peer.getAddress());
        }

        /** The call signal address that a peer is told. */
        InetSocketAddress callSignalAddress(InetSocketAddress peer) {
            return told(callSignalAddress, peer);
        }

        /** As a peer is told an address: ours as it reaches us, and others' as they are. */
        InetSocketAddress told(InetSocketAddress address, InetSocketAddress peer) {
            return address.equals(callSignalAddress) ? own.apply(callSignalAddress, peer.getAddress()) : address;
        }
    }

    /**
     * Time spans of registrations and calls.
     *
     * @param clockTolerance how far clocks of endpoints may be off
     * @param timeToLive the longest a registration lasts without another one
     * @param irrFrequency how often an endpoint is to report a call, 1 s to 18 h
     */
    public record Times(Duration clockTolerance, Duration timeToLive, Duration irrFrequency) {}

    /**
     * Limits of registrations, calls and bandwidth. Bandwidths are of both directions, in units of 100 bit/s.
     *
     * @param mostRegistrations at a time
     * @param mostCallsEach of one endpoint at a time
     * @param mostBandwidthOfCall what asks for more gets this
     * @param mostBandwidth of all calls
     */
    public record Limits(int mostRegistrations, int mostCallsEach, long mostBandwidthOfCall, long mostBandwidth) {}

    /**
     * Signalling traversal (H.460.18) of endpoints that can do so: they are called by way of connections that they make.
     *
     * @param timeToLive of their registrations, and of those on an endpoint's connection (H.460.17), as a NAT lets nothing in
     *     where nothing has come out for long
     * @param always all of them, as a firewall may be there without a NAT, which shows nowhere; otherwise those that come
     *     from another address than they name
     */
    public record Traversal(Duration timeToLive, boolean always) {}

    /** The same, but that endpoints are called through a NAT. */
    public GatekeeperPolicy traversing(Traversal how) {
        return new GatekeeperPolicy(
                zone, callModel, passwordRequired, unregisteredDestinations, times, limits, Optional.of(how));
    }

    /**
     * Whether an endpoint is called by way of a connection that it makes.
     *
     * @param said what it can
     * @param named its own addresses, as it sees them
     * @param from where it comes from
     */
    boolean traverses(FeatureSet said, List<InetSocketAddress> named, InetSocketAddress from) {
        return said.find(Feature.SIGNALLING_TRAVERSAL).isPresent()
                && traversal
                        .filter(how -> how.always
                                || named.stream()
                                        .anyMatch(address -> !from.getAddress().equals(address.getAddress())))
                        .isPresent();
    }

    /** Time to live of a registration from behind a NAT, which may forget it. */
    Duration timeToLiveInside() {
        return traversal.map(Traversal::timeToLive).orElse(times.timeToLive);
    }

    /** Features that tell an endpoint whether it is called by way of a connection that it makes. */
    static FeatureSet features(boolean traverses) {
        return traverses ? FeatureSet.supporting(Feature.of(Feature.SIGNALLING_TRAVERSAL)) : FeatureSet.NONE;
    }

    boolean isNeighbour(InetAddress address) {
        return zone.neighbours.stream().anyMatch(neighbour -> address.equals(neighbour.getAddress()));
    }
}
