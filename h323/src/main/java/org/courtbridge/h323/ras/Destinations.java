package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.h225.AliasAddress;

/** Finds the endpoints that calls lead to, as far as they are known here. */
final class Destinations {

    private final GatekeeperPolicy policy;
    private final Subscribers subscribers;
    private final Registry registry;

    Destinations(GatekeeperPolicy policy, Subscribers subscribers, Registry registry) {
        this.policy = policy;
        this.subscribers = subscribers;
        this.registry = registry;
    }

    /**
     * Call model of calls to others: gatekeeper-routed for a caller that reaches nobody but us (H.460.17).
     *
     * @param caller empty for a neighbour's
     */
    CallModel model(Optional<Registration> caller) {
        return caller.flatMap(Registration::tunnel).isPresent() ? CallModel.GATEKEEPER_ROUTED : policy.callModel();
    }

    /** By aliases of who is called, or by address. */
    Optional<Destination> find(
            List<AliasAddress> aliases, Optional<InetSocketAddress> callSignalAddress, Registration caller) {
        Optional<Registration> calling = Optional.of(caller);
        return registered(aliases, calling)
                .or(() -> aliases.stream()
                        .flatMap(alias -> alias instanceof AliasAddress.TransportId(InetSocketAddress address)
                                ? find(address, calling).stream()
                                : Stream.of())
                        .findFirst())
                .or(() -> aliases.isEmpty() || policy.unregisteredDestinations()
                        ? callSignalAddress.flatMap(address -> find(address, calling))
                        : Optional.empty());
    }

    /** An address behind a NAT is nobody's: there may be as many rooms with it as there are NATs. */
    private Optional<Destination> find(InetSocketAddress address, Optional<Registration> caller) {
        if (isOurs(address, caller)) {
            return Optional.of(here());
        }
        return registry.at(address)
                .filter(endpoint -> !endpoint.traverses() || endpoint.isAtItsAddress())
                .flatMap(endpoint -> to(endpoint, caller))
                .or(() -> Optional.of(address)
                        .filter(_ -> policy.unregisteredDestinations() && model(caller) == CallModel.DIRECT)
                        .map(unregistered -> at(unregistered, CallModel.DIRECT)));
    }

    /** Whether it is that of our call signalling, as everybody or as the caller is told it. */
    private boolean isOurs(InetSocketAddress address, Optional<Registration> caller) {
        GatekeeperPolicy.Zone zone = policy.zone();
        return address.equals(zone.callSignalAddress())
                || caller.filter(from -> address.equals(zone.callSignalAddress(from.rasAddress())))
                        .isPresent();
    }

    /** One of ours, or ourselves. @param caller empty for a neighbour's */
    Optional<Destination> registered(List<AliasAddress> aliases, Optional<Registration> caller) {
        return certain(aliases, caller)
                .or(() -> aliases.stream().anyMatch(subscribers::isHere) ? Optional.of(here()) : Optional.empty());
    }

    private Optional<Destination> certain(List<AliasAddress> aliases, Optional<Registration> caller) {
        if (aliases.stream().anyMatch(alias -> subscribers.isHere(alias) && !subscribers.isVacant(alias))) {
            return Optional.of(here());
        }
        return aliases.stream()
                .flatMap(alias -> called(alias).stream())
                .flatMap(endpoint -> to(endpoint, caller).stream())
                .findFirst();
    }

    /** Whoever has registered with an alias, unless it is his no more. */
    private Optional<Registration> called(AliasAddress alias) {
        return registry.called(alias).filter(endpoint -> subscribers.owner(endpoint.name(), alias) == AliasOwner.OWN);
    }

    /** Whether calls would come to ourselves, and lead nowhere. */
    boolean areVacant(List<AliasAddress> aliases, Registration caller) {
        return aliases.stream().anyMatch(subscribers::isVacant)
                && certain(aliases, Optional.of(caller)).isEmpty();
    }

    /** To one of ours, if there is a way; where either side of a call between two of ours is inside, with media by us. */
    private Optional<Destination> to(Registration called, Optional<Registration> caller) {
        if (caller.filter(from -> from.isInside() || called.isInside()).isPresent()) {
            return Optional.of(called)
                    .filter(endpoint -> endpoint.isInside() || endpoint.isAtItsAddress())
                    .map(endpoint -> to(
                            new CalledEndpoint.Carried(endpoint.endpointIdentifier(), endpoint.callSignalAddress()),
                            CallModel.GATEKEEPER_ROUTED));
        }
        CallModel model = model(caller);
        return Optional.of(called)
                .filter(endpoint -> isReached(endpoint, model))
                .map(endpoint -> at(endpoint, model));
    }

    /**
     * True if calls can reach the endpoint. Where we connect for others, it is to whoever registered: not to an address that he
     * names and is not at. Nor does anybody else reach one behind a NAT.
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
        return new Destination(
                model == CallModel.DIRECT ? called.address() : policy.zone().callSignalAddress(), called);
    }

    private Destination here() {
        return at(policy.zone().callSignalAddress(), CallModel.DIRECT);
    }
}
