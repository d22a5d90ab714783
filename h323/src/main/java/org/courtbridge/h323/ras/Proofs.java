package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;

/** Whether requests of registered endpoints are theirs. */
final class Proofs {

    private final Authenticator authenticator;
    private final Seals seals;

    Proofs(Authenticator authenticator, Seals seals) {
        this.authenticator = authenticator;
        this.seals = seals;
    }

    /** The request as that endpoint's; if it is not, that is told. */
    Optional<Asked> prove(Registration endpoint, Asked asked, List<GatekeeperAction> actions) {
        Optional<Registration> known = Optional.of(endpoint);
        return switch (authenticator.check(asked.received(), known, asked.now())) {
            case Authenticator.Verdict.Known proved ->
                Optional.of(asked.by(known, seals.seal(endpoint, proved.password(), asked.now())));
            case Authenticator.Verdict.Denied(Denial why)
            when why == Denial.MISSING
                    && endpoint.name().isEmpty()
                    && endpoint.rasAddress().getAddress().equals(asked.from().getAddress()) ->
                Optional.of(asked.by(known, Optional.empty()));
            case Authenticator.Verdict.Denied(Denial why) -> {
                actions.add(new GatekeeperAction.Denied(why, asked.from(), known));
                yield Optional.empty();
            }
        };
    }
}
