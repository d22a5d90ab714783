package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * Takes registrations up again that were kept over a restart, so that an endpoint is called and calls as before without having to
 * register anew. Whoever has registered since comes first.
 */
final class Restorations {

    private final GatekeeperPolicy policy;
    private final Subscribers subscribers;
    private final Registry registry;
    private final Succession succession;

    Restorations(GatekeeperPolicy policy, Subscribers subscribers, Registry registry, Succession succession) {
        this.policy = policy;
        this.subscribers = subscribers;
        this.registry = registry;
        this.succession = succession;
    }

    /**
     * Takes those up that have not expired, whose endpoints may still register by the same aliases, and where nobody else is by now.
     * In any case their identifiers are nobody else's from now on.
     */
    void restore(List<KeptRegistration> kept, Instant now, List<GatekeeperAction> actions) {
        Set<String> present = new HashSet<>();
        registry.all().forEach(endpoint -> endpoint.name().ifPresent(present::add));
        for (KeptRegistration one : kept) {
            boolean free = registry.isFreeFor(one.endpointIdentifier(), one.name());
            if (free) {
                registry.remember(one.endpointIdentifier(), one.name());
            }
            if (free && isBelieved(one, now) && present.add(one.name())) {
                succession.resume(one, actions);
            }
        }
    }

    private boolean isBelieved(KeptRegistration kept, Instant now) {
        Optional<String> name = Optional.of(kept.name());
        return kept.expires().isAfter(now)
                && registry.size() < policy.limits().mostRegistrations()
                && subscribers.password(kept.name()).isPresent()
                && kept.aliases().stream().allMatch(alias -> isOwn(name, alias));
    }

    /** The inventory may have given the alias to somebody else since. */
    private boolean isOwn(Optional<String> name, AliasAddress alias) {
        return subscribers.owner(name, alias) == AliasOwner.OWN;
    }
}
