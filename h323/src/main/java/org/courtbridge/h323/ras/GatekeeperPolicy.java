package org.courtbridge.h323.ras;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a gatekeeper is and allows. Bandwidths are of both directions, in units of 100 bit/s.
 *
 * @param gatekeeperIdentifier 1 to 128 characters; whoever asks for another is excluded
 * @param rasAddress as endpoints reach it
 * @param callSignalAddress where calls are sent that are for the gatekeeper, and all of them if it routes
 * @param callModel of calls between two endpoints
 * @param passwordRequired whether nobody registers without a proof; otherwise only a wrong one is refused
 * @param clockTolerance how far clocks of endpoints may be off
 * @param timeToLive the longest a registration lasts without another one
 * @param irrFrequency how often an endpoint is to report a call, 1 s to 18 h
 * @param unregisteredDestinations whether calls may leave for addresses that nobody registered
 * @param mostRegistrations at a time
 * @param mostCallsEach of one endpoint at a time
 * @param mostBandwidthOfCall what asks for more gets this
 * @param mostBandwidth of all calls
 * @param alternates that are told to endpoints
 * @param neighbours that are asked about destinations which nobody here goes by, in their order
 */
public record GatekeeperPolicy(
        String gatekeeperIdentifier,
        InetSocketAddress rasAddress,
        InetSocketAddress callSignalAddress,
        CallModel callModel,
        boolean passwordRequired,
        Duration clockTolerance,
        Duration timeToLive,
        Duration irrFrequency,
        boolean unregisteredDestinations,
        int mostRegistrations,
        int mostCallsEach,
        long mostBandwidthOfCall,
        long mostBandwidth,
        List<AlternateGatekeeper> alternates,
        List<InetSocketAddress> neighbours) {

    boolean isNeighbour(InetAddress address) {
        return neighbours.stream().anyMatch(neighbour -> address.equals(neighbour.getAddress()));
    }
}
