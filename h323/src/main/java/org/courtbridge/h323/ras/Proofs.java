package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;

/**
 * Whether messages of registered endpoints are theirs.
 *
 * <p>Whoever registered by H.235.1 signs every message, and what is not signed is not his. The other two ways of proving a
 * password, pwdHash and access tokens, cover nothing of the message that they stand in, so whoever has seen one may put it
 * into a message of his own; and endpoints do not send them always: H323Plus has the first in registration requests alone,
 * and it and OPAL have the second in requests for registration and admission. So once such an endpoint has registered, a
 * message without a token is its own if it names the endpoint's identifier, which cannot be guessed, and comes from the
 * address that it registered from. Registrations alone always want a token.
 */
final class Proofs {

    private final Authenticator authenticator;
    private final Seals seals;

    Proofs(Authenticator authenticator, Seals seals) {
        this.authenticator = authenticator;
        this.seals = seals;
    }

    /** A message that names the endpoint by its identifier, as that endpoint's; if it is not, that is told. */
    Optional<Asked> prove(Registration endpoint, Asked asked, List<GatekeeperAction> actions) {
        return mayGoWithout(endpoint, asked)
                ? Optional.of(asked.by(Optional.of(endpoint), Optional.empty()))
                : check(endpoint, asked, actions);
    }

    /** The same of a message that comes from the endpoint's address, but does not name it: addresses are easily forged. */
    Optional<Asked> proveNameless(Registration endpoint, Asked asked, List<GatekeeperAction> actions) {
        return endpoint.name().isEmpty() ? prove(endpoint, asked, actions) : check(endpoint, asked, actions);
    }

    private static boolean mayGoWithout(Registration endpoint, Asked asked) {
        return !endpoint.isHashed()
                && endpoint.path().isOfSource(asked.path())
                && !Authenticator.hasProof(asked.received());
    }

    private Optional<Asked> check(Registration endpoint, Asked asked, List<GatekeeperAction> actions) {
        Optional<Registration> known = Optional.of(endpoint);
        return switch (authenticator.check(asked.received(), known, asked.now())) {
            case Authenticator.Verdict.Known proved ->
                Optional.of(asked.by(known, seals.seal(endpoint, proved.password(), asked.now())));
            case Authenticator.Verdict.Denied(Denial why, Optional<String> subscriber) -> {
                actions.add(new GatekeeperAction.Denied(why, subscriber, asked.from(), known));
                yield Optional.empty();
            }
        };
    }
}
