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
                .filter(this::isReached)
                .map(this::at)
                .or(() -> Optional.of(address)
                        .filter(_ -> policy.unregisteredDestinations())
                        .map(this::at));
    }

    /** One of ours, or ourselves. */
    Optional<Destination> registered(List<AliasAddress> aliases) {
        return certain(aliases)
                .or(() -> aliases.stream().anyMatch(subscribers::isHere) ? Optional.of(here()) : Optional.empty());
    }

    private Optional<Destination> certain(List<AliasAddress> aliases) {
        if (aliases.stream().anyMatch(alias -> subscribers.isHere(alias) && !subscribers.isVacant(alias))) {
            return Optional.of(here());
        }
        return aliases.stream()
                .flatMap(alias -> registry.called(alias).stream())
                .filter(this::isReached)
                .findFirst()
                .map(this::at);
    }

    /** Whether calls would come to ourselves, and lead nowhere. */
    boolean areVacant(List<AliasAddress> aliases) {
        return aliases.stream().anyMatch(subscribers::isVacant)
                && certain(aliases).isEmpty();
    }

    /**
     * Where we connect for others, it is to whoever registered: not to an address that he names and is not at. Nor does
     * anybody else reach one behind a NAT.
     */
    private boolean isReached(Registration endpoint) {
        return endpoint.tunnel().isPresent()
                || policy.callModel() == CallModel.DIRECT && !endpoint.traverses()
                || endpoint.callSignalAddress()
                        .getAddress()
                        .equals(endpoint.rasAddress().getAddress());
    }

    Destination at(InetSocketAddress address) {
        return policy.callModel() == CallModel.DIRECT ? new Destination(address, address) : byUs(address);
    }

    /** Nobody else reaches who is called on his connection with us (H.460.17). */
    Destination at(Registration endpoint) {
        return endpoint.tunnel().isPresent() ? byUs(endpoint.callSignalAddress()) : at(endpoint.callSignalAddress());
    }

    private Destination byUs(InetSocketAddress address) {
        return new Destination(address, address).by(policy.callSignalAddress());
    }

    private Destination here() {
        return new Destination(policy.callSignalAddress(), policy.callSignalAddress());
    }
}
