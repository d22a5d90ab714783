package org.courtbridge.gateway.h323;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.Registration;

/** The connections by which endpoints register and call that nobody reaches (H.460.17): one for each. From any thread. */
final class EndpointTunnels {

    /** At one time. Those that have not registered yet are {@link Arrivals}, too, of which there are fewer. */
    private static final int MOST = 5_000;

    private final Map<RasPath.Tunnel, EndpointTunnel> open = new HashMap<>();

    /** By endpoint identifier. */
    private final Map<String, EndpointTunnel> registered = new HashMap<>();

    private long last;

    /** @param made of the path of a connection from there @return empty if there are too many */
    synchronized Optional<EndpointTunnel> begin(InetSocketAddress from, Function<RasPath.Tunnel, EndpointTunnel> made) {
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        RasPath.Tunnel path = new RasPath.Tunnel(from, ++last);
        EndpointTunnel tunnel = made.apply(path);
        open.put(path, tunnel);
        return Optional.of(tunnel);
    }

    synchronized void lost(EndpointTunnel tunnel) {
        open.remove(tunnel.path());
        registered.values().remove(tunnel);
    }

    synchronized Optional<EndpointTunnel> find(RasPath.Tunnel path) {
        return Optional.ofNullable(open.get(path));
    }

    /** That of an endpoint which is called there. */
    synchronized Optional<EndpointTunnel> at(InetSocketAddress callSignalAddress) {
        return registered.values().stream()
                .filter(tunnel -> tunnel.path().address().equals(callSignalAddress))
                .findFirst();
    }

    /** By which endpoints are registered. */
    synchronized int count() {
        return registered.size();
    }

    /** An endpoint has registered, and is on no other connection any more. */
    synchronized void registered(Registration endpoint) {
        Optional<EndpointTunnel> now = endpoint.tunnel().flatMap(this::find);
        Optional<EndpointTunnel> before = Optional.ofNullable(registered.remove(endpoint.endpointIdentifier()));
        now.ifPresent(tunnel -> {
            registered.put(endpoint.endpointIdentifier(), tunnel);
            tunnel.registered();
        });
        before.filter(tunnel -> !now.equals(Optional.of(tunnel))).ifPresent(EndpointTunnel::close);
    }

    synchronized void unregistered(Registration endpoint) {
        Optional.ofNullable(registered.remove(endpoint.endpointIdentifier())).ifPresent(EndpointTunnel::unregistered);
    }
}
