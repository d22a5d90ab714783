package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * Replaces earlier registrations by a new one: the endpoint's own, when it was started anew, and that of who spoke from there.
 */
final class Succession {

    /** Form of the identifiers that are made here; any other was never given by this gatekeeper. */
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-z]{1,13}");

    private final Subscribers subscribers;
    private final Registry registry;
    private final Timers timers;
    private final Unregistrations unregistrations;
    private final RandomGenerator random;

    /** @param random of which endpoint identifiers cannot be guessed */
    Succession(
            Subscribers subscribers,
            Registry registry,
            Timers timers,
            Unregistrations unregistrations,
            RandomGenerator random) {
        this.subscribers = subscribers;
        this.registry = registry;
        this.timers = timers;
        this.unregistrations = unregistrations;
        this.random = random;
    }

    /** The aliases that somebody else has registered with, and may still have. @param name that was proved */
    List<AliasAddress> taken(Optional<String> name, Registration.Details details) {
        return details.aliases().stream()
                .filter(alias -> registry.called(alias)
                        .filter(other -> !isSame(other, name, details.callSignalAddress()))
                        .filter(other -> subscribers.owner(other.name(), alias) == AliasOwner.OWN)
                        .isPresent())
                .toList();
    }

    /** Whether somebody else's messages come by a path. @param name that was proved */
    boolean isAnothers(RasPath path, Optional<String> name) {
        return registry.sendingBy(path)
                .filter(other -> other.name().isPresent() && !other.name().equals(name))
                .isPresent();
    }

    /**
     * Whether an endpoint names a call signal address that it is not at, and at which somebody else is: calls to it would reach
     * him. Behind NATs many have the same one.
     *
     * @param name that was proved
     */
    boolean isCalledElsewhere(Optional<String> name, Registration.Details details) {
        return !details.traverses()
                && !details.isAtItsAddress()
                && registry.at(details.callSignalAddress())
                        .filter(Registration::isAtItsAddress)
                        .filter(other -> !isSame(other, name, details.callSignalAddress()))
                        .isPresent();
    }

    /**
     * Whom this registration takes the place of: the same endpoint, whoever spoke from its address, and whoever wanted to be called
     * there and is elsewhere.
     */
    List<Registration> before(Optional<String> name, Registration.Details details) {
        Stream<Registration> byAlias = details.aliases().stream()
                .flatMap(alias -> registry.called(alias).stream())
                .filter(other -> isSame(other, name, details.callSignalAddress()));
        Stream<Registration> byCall = registry
                .at(details.callSignalAddress())
                .filter(other -> isSame(other, name, details.callSignalAddress()) || isDisproved(other, details))
                .stream();
        Stream<Registration> byRas = registry.sendingBy(details.path()).stream();
        return Stream.of(byAlias, byCall, byRas)
                .flatMap(some -> some)
                .distinct()
                .toList();
    }

    /** Whether an endpoint has named an address that it is not at, as the one that is there now shows. */
    private static boolean isDisproved(Registration other, Registration.Details details) {
        return details.isAtItsAddress() && !details.traverses() && !other.isAtItsAddress() && !other.traverses();
    }

    /**
     * An endpoint that registers anew keeps its identifier and its calls. One that still goes by an identifier that we have
     * forgotten, as after a restart, gets that one again if it is free: H323Plus uses the first one that it was given for as long
     * as it runs, whatever a later confirmation says.
     *
     * @param said the identifier that the endpoint goes by, as it says
     */
    Registration replace(
            List<Registration> before,
            Optional<String> name,
            Optional<String> said,
            Registration.Details details,
            List<GatekeeperAction> actions) {
        Optional<String> again = said.filter(identifier -> isFreeFor(identifier, name));
        Optional<Registration> same = before.stream()
                .filter(_ -> again.isEmpty())
                .filter(other -> other.name().equals(name) && isSame(other, name, details.callSignalAddress()))
                .findFirst();
        before.stream()
                .filter(other -> !Optional.of(other).equals(same))
                .forEach(other -> unregistrations.forget(other, actions));
        boolean changed = same.filter(known -> known.isLike(details)).isEmpty();
        Registration endpoint =
                same.orElseGet(() -> new Registration(again.orElseGet(this::newIdentifier), name, details));
        same.ifPresent(registry::remove);
        endpoint.change(details);
        registry.add(endpoint);
        if (same.isEmpty()) {
            timers.start(new Timers.Timer.Expiry(endpoint.expires(), endpoint));
        }
        if (changed) {
            actions.add(new GatekeeperAction.Registered(endpoint));
        }
        return endpoint;
    }

    /** Takes a registration up that was kept over a restart, unless somebody has registered where it was. */
    void resume(KeptRegistration kept, List<GatekeeperAction> actions) {
        Optional<String> name = Optional.of(kept.name());
        Registration.Details details = kept.details();
        if (before(name, details).isEmpty() && taken(name, details).isEmpty() && !isCalledElsewhere(name, details)) {
            Registration endpoint = new Registration(kept.endpointIdentifier(), name, details);
            registry.add(endpoint);
            timers.start(new Timers.Timer.Expiry(endpoint.expires(), endpoint));
            actions.add(new GatekeeperAction.Registered(endpoint));
        }
    }

    /** Whether it is the same endpoint, started anew perhaps: by name, or without one by where it is called. */
    private static boolean isSame(Registration other, Optional<String> name, InetSocketAddress callSignalAddress) {
        return other.name().isPresent()
                ? other.name().equals(name)
                : other.callSignalAddress().equals(callSignalAddress);
    }

    /** Only who has proved a name gets an identifier that he asks for: without one, nobody knows whose it was. */
    private boolean isFreeFor(String identifier, Optional<String> name) {
        return IDENTIFIER.matcher(identifier).matches()
                && name.filter(proved -> registry.isFreeFor(identifier, proved)).isPresent();
    }

    private String newIdentifier() {
        String identifier;
        do {
            identifier = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        } while (!registry.isUnused(identifier));
        return identifier;
    }
}
