package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.h323.h225.AliasAddress;

/**
 * The aliases that an endpoint wants to be called by, by their owners.
 *
 * <p>One of another's makes the whole registration ambiguous, which a gatekeeper rejects (H.323, clause 7.2.2). One that nobody
 * has is only left out: the confirmation lists the aliases by which an endpoint is called from then on (H.225.0, clause 7.9.2),
 * and a room whose number nobody has entered yet is still called by its name.
 */
record ClaimedAliases(Map<AliasOwner, List<AliasAddress>> byOwner) {

    /** @param name that was proved; empty if nothing was */
    static ClaimedAliases of(List<AliasAddress> aliases, Optional<String> name, Subscribers subscribers) {
        return new ClaimedAliases(
                aliases.stream().collect(Collectors.groupingBy(alias -> subscribers.owner(name, alias))));
    }

    List<AliasAddress> of(AliasOwner owner) {
        return byOwner.getOrDefault(owner, List.of());
    }
}
