package org.courtbridge.court.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Keeps things in memory for a limited time, each under a token that cannot be guessed. From any thread.
 *
 * <p>There are so many places and no more: whoever leaves more than one may have loses their own oldest, and when all places
 * are taken, whoever has most of all does. Of several who have as many it is the one who leaves something now, unless that
 * would be lost at once, and else the one whose oldest is oldest of all.
 *
 * @param <T> what is left
 */
public final class ExpiringTokenStore<T> {

    private static final int TOKEN_SIZE = 32;

    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By token, the longest left first: the one that is over first. */
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

    public ExpiringTokenStore(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = new ForwardTime(clock);
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

    /** @param rather of several who have the same, if it is more than one */
    private String richest(String rather) {
        int most = owners.values().stream().mapToInt(Set::size).max().orElseThrow();
        return most > 1 && tokens(rather).size() == most
                ? rather
                : all.values().stream()
                        .map(Left::owner)
                        .filter(owner -> tokens(owner).size() == most)
                        .findFirst()
                        .orElseThrow();
    }

    /** Empty if there is none, or no more. */
    public synchronized Optional<T> find(String token) {
        return left(token).map(Left::thing);
    }

    /** Empty if there is none of this owner's, or no more. */
    public synchronized Optional<T> find(String token, String owner) {
        return left(token).filter(left -> left.owner.equals(owner)).map(Left::thing);
    }

    /** Gives a thing back, once. */
    public synchronized Optional<T> take(String token) {
        Optional<T> thing = find(token);
        remove(token);
        return thing;
    }

    /** Its lifetime begins anew. */
    public synchronized void renew(String token) {
        left(token).ifPresent(left -> {
            remove(token);
            put(token, left.owner, left.thing);
        });
    }

    /** Whatever is this owner's is gone. */
    public synchronized void forget(String owner) {
        List.copyOf(tokens(owner)).forEach(this::remove);
    }

    private Optional<Left<T>> left(String token) {
        forgetOld();
        Instant now = clock.instant();
        return Optional.ofNullable(all.get(token)).filter(left -> left.until.isAfter(now));
    }

    private void put(String token, String owner, T thing) {
        all.putLast(token, new Left<>(owner, thing, clock.instant().plus(limits.lifetime)));
        owners.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).addLast(token);
    }

    private SequencedSet<String> tokens(String owner) {
        return owners.getOrDefault(owner, new LinkedHashSet<>());
    }

    private void remove(String token) {
        Optional.ofNullable(all.remove(token))
                .ifPresent(gone -> owners.computeIfPresent(gone.owner, (_, tokens) -> {
                    tokens.remove(token);
                    return tokens.isEmpty() ? null : tokens;
                }));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        while (!all.isEmpty() && !all.firstEntry().getValue().until.isAfter(now)) {
            remove(all.firstEntry().getKey());
        }
    }
}
