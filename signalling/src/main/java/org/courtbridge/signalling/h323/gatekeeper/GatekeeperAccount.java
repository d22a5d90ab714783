package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.ras.EndpointProfile;

/**
 * Our account with a gatekeeper of somebody else's, most often the court's own.
 *
 * @param gatekeepers RAS addresses, the first to be tried first; at least one
 * @param identifier of the gatekeeper, if another one at that address is not wanted
 * @param aliases that we are called by, numbers or names: whoever calls one of them comes to the menu
 * @param prefixes of numbers that are all ours; a prefix alone leads to the menu
 * @param login what we prove to be, if the gatekeeper asks for it
 * @param timeToLive of the registration, unless the gatekeeper says less
 * @param traverses whether we may be behind a NAT, and come for calls if the gatekeeper wants it so (H.460.18)
 */
public record GatekeeperAccount(
        List<InetSocketAddress> gatekeepers,
        Optional<String> identifier,
        List<String> aliases,
        List<String> prefixes,
        Optional<EndpointProfile.Login> login,
        Duration timeToLive,
        boolean traverses) {

    /** Whether a name is one that only says who we are. */
    public boolean isOurs(String dialled) {
        return aliases.contains(dialled) || prefixes.contains(dialled);
    }
}
