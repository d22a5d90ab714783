package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Proves who we are to endpoints that use H.235.1. */
final class Seals {

    private final String gatekeeperIdentifier;
    private final Subscribers subscribers;
    private final RandomGenerator random;

    Seals(GatekeeperPolicy policy, Subscribers subscribers, RandomGenerator random) {
        this.gatekeeperIdentifier = policy.zone().gatekeeperIdentifier();
        this.subscribers = subscribers;
        this.random = random;
    }

    Optional<Seal> seal(Registration endpoint, Instant now) {
        return endpoint.name()
                .filter(_ -> endpoint.isHashed())
                .flatMap(subscribers::password)
                .flatMap(password -> seal(endpoint, password, now));
    }

    /** @param password that the endpoint proved to know */
    Optional<Seal> seal(Registration endpoint, String password, Instant now) {
        return endpoint.isHashed()
                ? Optional.of(new Seal(
                        gatekeeperIdentifier, Optional.of(endpoint.endpointIdentifier()), password, now, random))
                : Optional.empty();
    }
}
