package org.courtbridge.signalling.h323;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperAccount;

/**
 * Settings of the H.323 endpoint and its gatekeeper.
 *
 * @param bind address that ports are opened on; the wildcard for all
 * @param advertised addresses that rooms are told
 * @param port for call signalling; 0 for any free one
 * @param name that rooms are shown, ISO 8859-1
 * @param mediaTimeout a call whose media stop for so long is ended
 * @param answer how long a room that we call may take to pick up
 * @param calls most calls of ours at one time, and as many between rooms that are routed
 * @param account at the court's gatekeeper, if we register with one
 * @param gatekeeper ours
 * @param encryption of calls with unknown rooms; a device of ours has its own setting
 * @param traversal which rooms are called over connections that they make themselves, as they may be behind a NAT (H.460.18)
 */
public record H323Config(
        InetAddress bind,
        AdvertisedAddresses advertised,
        int port,
        String name,
        Duration mediaTimeout,
        Duration answer,
        int calls,
        Optional<GatekeeperAccount> account,
        Gatekeeper gatekeeper,
        Encryption encryption,
        Traversal traversal) {

    /**
     * Settings of our gatekeeper.
     *
     * @param port for RAS; 0 for any free one
     * @param callModel of calls between rooms
     * @param neighbours RAS addresses of other gatekeepers, which ours asks for unknown endpoints, and which may ask it
     */
    public record Gatekeeper(int port, CallModel callModel, List<InetSocketAddress> neighbours) {}

    /** Of which rooms that can do so (H.460.18). */
    public enum Traversal {
        OFF,
        /** That come from another address than they name. */
        NAT,
        /** All, as a firewall may be there without a NAT. */
        ALWAYS
    }
}
