package org.courtbridge.gateway.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * What people left in memory for a while, each against a token that cannot be guessed. From any thread.
 *
 * <p>There are so many places and no more, and nobody loses theirs to one who has as many: whoever leaves more than one may
 * have loses their own oldest, and when all places are taken, whoever has most of all does.
 *
 * @param <T> what is left
 */
public final class Cloakroom<T> {

    private static final int TOKEN_SIZE = 32;

    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By token, the one that is over first first. */
    private final SequencedMap<String, Left<T>> all = new LinkedHashMap<>();

    /** Tokens by owner, the oldest first. */
    private final Map<String, SequencedSet<String>> owners = new HashMap<>();

    /**
     * @param lifetime after which a thing is gone
     * @param most things altogether
     * @param mostOfOne things of one owner
     */
    public record Limits(Duration lifetime, int most, int mostOfOne) {}

    private record Left<T>(String owner, T thing, Instant until) {}

    public Cloakroom(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes a thing in.
     *
     * @param owner who loses it first, if anybody must
     * @return its token
     */
    public synchronized String leave(String owner, T thing) {
        forgetOld();
        byte[] octets = new byte[TOKEN_SIZE];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        put(token, owner, thing);
        if (tokens(owner).size() > limits.mostOfOne) {
            remove(tokens(owner).getFirst());
        }
        if (all.size() > limits.most) {
            remove(tokens(richest(owner)).getFirst());
        }
        return token;
    }

    /** @param rather of several who have the same */
    private String richest(String rather) {
        return owners.entrySet().stream()
                .max(Comparator.<Map.Entry<String, SequencedSet<String>>>comparingInt(
                                owner -> owner.getValue().size())
                        .thenComparing(owner -> owner.getKey().equals(rather)))
                .orElseThrow()
                .getKey();
    }

    /** Empty if there is none, or no more. */
    public synchronized Optional<T> find(String token) {
        forgetOld();
        return Optional.ofNullable(all.get(token)).map(Left::thing);
    }

    /** Empty if there is none of this owner's, or no more. */
    public synchronized Optional<T> find(String token, String owner) {
        forgetOld();
        return Optional.ofNullable(all.get(token))
                .filter(left -> left.owner.equals(owner))
                .map(Left::thing);
    }

    /** Gives a thing back, once. */
    public synchronized Optional<T> take(String token) {
        forgetOld();
        return remove(token).map(Left::thing);
    }

    /** Its lifetime begins anew. */
    public synchronized void renew(String token) {
        forgetOld();
        remove(token).ifPresent(left -> put(token, left.owner, left.thing));
    }

    private void put(String token, String owner, T thing) {
        all.putLast(token, new Left<>(owner, thing, clock.instant().plus(limits.lifetime)));
        owners.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).addLast(token);
    }

    private SequencedSet<String> tokens(String owner) {
        return owners.getOrDefault(owner, new LinkedHashSet<>());
    }

    private Optional<Left<T>> remove(String token) {
        Optional<Left<T>> left = Optional.ofNullable(all.remove(token));
        left.ifPresent(gone -> owners.computeIfPresent(gone.owner, (_, tokens) -> {
            tokens.remove(token);
            return tokens.isEmpty() ? null : tokens;
        }));
        return left;
    }

    private void forgetOld() {
        Instant now = clock.instant();
        while (!all.isEmpty() && !all.firstEntry().getValue().until.isAfter(now)) {
            remove(all.firstEntry().getKey());
        }
    }
}
