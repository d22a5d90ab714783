package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.h225.AliasAddress;

/** Where calls lead, as far as it is known here. */
final class Destinations {

    private final GatekeeperPolicy policy;
    private final Subscribers subscribers;
    private final Registry registry;

    Destinations(GatekeeperPolicy policy, Subscribers subscribers, Registry registry) {
        this.policy = policy;
        this.subscribers = subscribers;
        this.registry = registry;
    }

    /** By aliases of who is called, or by address. */
    Optional<Destination> find(List<AliasAddress> aliases, Optional<InetSocketAddress> callSignalAddress) {
        return registered(aliases)
                .or(() -> aliases.stream()
                        .flatMap(alias -> alias instanceof AliasAddress.TransportId(InetSocketAddress address)
                                ? find(address).stream()
                                : Stream.of())
                        .findFirst())
                .or(() -> aliases.isEmpty() || policy.unregisteredDestinations()
                        ? callSignalAddress.flatMap(this::find)
                        : Optional.empty());
    }

    private Optional<Destination> find(InetSocketAddress address) {
        if (address.equals(policy.callSignalAddress())) {
            return Optional.of(here());
        }
        return registry.at(address)
                .map(this::at)
                .or(() -> Optional.of(address)
                        .filter(_ -> policy.unregisteredDestinations())
                        .map(this::at));
    }

    /** One of ours, or ourselves. */
    Optional<Destination> registered(List<AliasAddress> aliases) {
        if (aliases.stream().anyMatch(subscribers::isHere)) {
            return Optional.of(here());
        }
        return aliases.stream()
                .flatMap(alias -> registry.called(alias).stream())
                .findFirst()
                .map(this::at);
    }

    Destination at(InetSocketAddress address) {
        return new Destination(policy.callModel() == CallModel.DIRECT ? address : policy.callSignalAddress(), address);
    }

    Destination at(Registration endpoint) {
        return at(endpoint.callSignalAddress());
    }

    private Destination here() {
        return new Destination(policy.callSignalAddress(), policy.callSignalAddress());
    }
}
