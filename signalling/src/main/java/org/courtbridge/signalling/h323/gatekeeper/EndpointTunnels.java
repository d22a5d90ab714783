package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.court.access.SourceNetwork;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.Registration;

/** The connections by which endpoints register and call that nobody reaches (H.460.17): one for each. From any thread. */
public final class EndpointTunnels {

    /** At one time. */
    private static final int MOST = 5_000;

    /** That nobody is registered by, of one network: those that have not registered yet, and those of who has gone. */
    public static final int MOST_UNREGISTERED = Arrivals.MOST_OF_ONE;

    private final Map<RasPath.Tunnel, EndpointTunnel> open = new HashMap<>();

    /** By endpoint identifier. */
    private final Map<String, EndpointTunnel> registered = new HashMap<>();

    private long last;

    /** @param made of the path of a connection from there @return empty if there are too many */
    public synchronized Optional<EndpointTunnel> begin(
            InetSocketAddress from, Function<RasPath.Tunnel, EndpointTunnel> made) {
        if (open.size() >= MOST || unregistered(from) >= MOST_UNREGISTERED) {
            return Optional.empty();
        }
        RasPath.Tunnel path = new RasPath.Tunnel(from, ++last);
        EndpointTunnel tunnel = made.apply(path);
        open.put(path, tunnel);
        return Optional.of(tunnel);
    }

    private long unregistered(InetSocketAddress from) {
        InetAddress network = SourceNetwork.of(from.getAddress());
        return open.entrySet().stream()
                .filter(entry ->
                        SourceNetwork.of(entry.getKey().address().getAddress()).equals(network))
                .filter(entry -> !entry.getValue().isRegistered())
                .count();
    }

    public synchronized void lost(EndpointTunnel tunnel) {
        open.remove(tunnel.path());
        registered.values().remove(tunnel);
    }

    synchronized Optional<EndpointTunnel> find(RasPath.Tunnel path) {
        return Optional.ofNullable(open.get(path));
    }

    /** By which an endpoint is registered. */
    synchronized Optional<EndpointTunnel> of(String endpointIdentifier) {
        return Optional.ofNullable(registered.get(endpointIdentifier));
    }

    /** By which endpoints are registered. */
    synchronized int count() {
        return registered.size();
    }

    /** An endpoint has registered, and no call of it begins on another connection any more. */
    synchronized void registered(Registration endpoint) {
        String identifier = endpoint.endpointIdentifier();
        Optional<EndpointTunnel> now = endpoint.tunnel().flatMap(this::find);
        Optional<EndpointTunnel> before = Optional.ofNullable(registered.remove(identifier));
        now.ifPresent(tunnel -> {
            registered.put(identifier, tunnel);
            tunnel.registered(identifier);
        });
        before.filter(tunnel -> !now.equals(Optional.of(tunnel))).ifPresent(EndpointTunnel::replaced);
    }

    synchronized void unregistered(Registration endpoint) {
        Optional.ofNullable(registered.remove(endpoint.endpointIdentifier())).ifPresent(EndpointTunnel::unregistered);
    }
}
