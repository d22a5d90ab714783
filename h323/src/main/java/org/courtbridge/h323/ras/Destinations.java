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

    /** How calls of an endpoint get to others: of one that reaches nobody but us (H.460.17), through us. */
    CallModel model(Registration caller) {
        return caller.tunnel().isPresent() ? CallModel.GATEKEEPER_ROUTED : policy.callModel();
    }

    /** By aliases of who is called, or by address. @param model of the caller's calls */
    Optional<Destination> find(
            List<AliasAddress> aliases, Optional<InetSocketAddress> callSignalAddress, CallModel model) {
        return registered(aliases, model)
                .or(() -> aliases.stream()
                        .flatMap(alias -> alias instanceof AliasAddress.TransportId(InetSocketAddress address)
                                ? find(address, model).stream()
                                : Stream.of())
                        .findFirst())
                .or(() -> aliases.isEmpty() || policy.unregisteredDestinations()
                        ? callSignalAddress.flatMap(address -> find(address, model))
                        : Optional.empty());
    }

    private Optional<Destination> find(InetSocketAddress address, CallModel model) {
        if (address.equals(policy.callSignalAddress())) {
            return Optional.of(here());
        }
        return registry.at(address)
                .filter(endpoint -> isReached(endpoint, model))
                .map(endpoint -> at(endpoint, model))
                .or(() -> Optional.of(address)
                        .filter(_ -> policy.unregisteredDestinations() && model == CallModel.DIRECT)
                        .map(unregistered -> at(unregistered, model)));
    }

    /** One of ours, or ourselves. */
    Optional<Destination> registered(List<AliasAddress> aliases, CallModel model) {
        return certain(aliases, model)
                .or(() -> aliases.stream().anyMatch(subscribers::isHere) ? Optional.of(here()) : Optional.empty());
    }

    private Optional<Destination> certain(List<AliasAddress> aliases, CallModel model) {
        if (aliases.stream().anyMatch(alias -> subscribers.isHere(alias) && !subscribers.isVacant(alias))) {
            return Optional.of(here());
        }
        return aliases.stream()
                .flatMap(alias -> registry.called(alias).stream())
                .filter(endpoint -> isReached(endpoint, model))
                .findFirst()
                .map(endpoint -> at(endpoint, model));
    }

    /** Whether calls would come to ourselves, and lead nowhere. */
    boolean areVacant(List<AliasAddress> aliases, CallModel model) {
        return aliases.stream().anyMatch(subscribers::isVacant)
                && certain(aliases, model).isEmpty();
    }

    /**
     * Where we connect for others, it is to whoever registered: not to an address that he names and is not at. Nor does
     * anybody else reach one behind a NAT.
     */
    private static boolean isReached(Registration endpoint, CallModel model) {
        return endpoint.tunnel().isPresent()
                || model == CallModel.DIRECT && !endpoint.traverses()
                || endpoint.isAtItsAddress();
    }

    /** @param address that a neighbour has told */
    Destination at(InetSocketAddress address, CallModel model) {
        return to(new CalledEndpoint.Reached(address), model);
    }

    /** Nobody else reaches who is called on his connection with us (H.460.17). */
    Destination at(Registration endpoint, CallModel model) {
        InetSocketAddress address = endpoint.callSignalAddress();
        return endpoint.tunnel().isPresent()
                ? to(new CalledEndpoint.Tunnelled(endpoint.endpointIdentifier(), address), CallModel.GATEKEEPER_ROUTED)
                : at(address, model);
    }

    private Destination to(CalledEndpoint called, CallModel model) {
        return new Destination(model == CallModel.DIRECT ? called.address() : policy.callSignalAddress(), called);
    }

    private Destination here() {
        return at(policy.callSignalAddress(), CallModel.DIRECT);
    }
}
