package org.courtbridge.gateway.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Those who gave the right password and owe a code, in memory for five minutes. From any thread. */
final class PendingSignIns {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int MOST = 10_000;
    private static final int TOKEN_SIZE = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By token, the oldest first. */
    private final SequencedMap<String, Pending> all = new LinkedHashMap<>();

    private record Pending(String userId, Instant until) {}

    PendingSignIns(InstantSource clock) {
        this.clock = clock;
    }

    /** @return a token that cannot be guessed */
    synchronized String add(String userId) {
        Instant now = clock.instant();
        all.values().removeIf(one -> !one.until.isAfter(now));
        while (all.size() >= MOST) {
            all.pollFirstEntry();
        }
        byte[] octets = new byte[TOKEN_SIZE];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        all.putLast(token, new Pending(userId, now.plus(LIFETIME)));
        return token;
    }

    /** The user's id. */
    synchronized Optional<String> find(String token) {
        return Optional.ofNullable(all.get(token))
                .filter(one -> one.until.isAfter(clock.instant()))
                .map(Pending::userId);
    }

    synchronized void remove(String token) {
        all.remove(token);
    }
}
