package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.h323.asn1.Choice;

/** Authenticates requests that name their endpoint by the identifier that it has from us. */
record Endpoints(Registry registry, Proofs proofs, Answers answers) {

    /**
     * The endpoint's, if it is registered and the request proves to be its own; else the request is rejected.
     *
     * @param rejection made of a reason
     * @param unknown the reason that no endpoint has that identifier
     * @param unproved the reason that the request is somebody else's
     * @return the request, with its sender
     */
    Optional<Asked> prove(
            String endpointIdentifier,
            Asked asked,
            Function<Choice, RasMessage> rejection,
            Choice unknown,
            Choice unproved,
            List<GatekeeperAction> actions) {
        Optional<Registration> known = registry.identified(endpointIdentifier);
        Optional<Asked> proved = known.flatMap(endpoint -> proofs.prove(endpoint, asked, actions));
        if (proved.isEmpty()) {
            answers.answer(asked, rejection.apply(known.isEmpty() ? unknown : unproved), actions);
        }
        return proved;
    }
}
