package org.courtbridge.gateway.openid;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Those who were sent to the provider and are not back, by state, in memory for ten minutes. From any thread. */
final class PendingRequests {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final SequencedMap<String, Kept> all = new LinkedHashMap<>();

    /** @param back where the provider sends the person */
    record Pending(Nonce nonce, CodeVerifier verifier, URI back) {

        @Override
        public String toString() {
            return "Pending[" + back + "]";
        }
    }

    private record Kept(Pending pending, Instant until) {}

    PendingRequests(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(String state, Pending pending) {
        Instant now = clock.instant();
        all.values().removeIf(one -> !one.until.isAfter(now));
        while (all.size() >= MOST) {
            all.pollFirstEntry();
        }
        all.putLast(state, new Kept(pending, now.plus(LIFETIME)));
    }

    /** Each once. */
    synchronized Optional<Pending> take(String state) {
        return Optional.ofNullable(all.remove(state))
                .filter(one -> one.until.isAfter(clock.instant()))
                .map(Kept::pending);
    }
}
