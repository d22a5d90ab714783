package org.courtbridge.h323.ras;

import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h235.HashedToken;
import org.courtbridge.h323.h235.PasswordHash;
import org.courtbridge.h323.h235.RecentTokens;

/**
 * Finds out who a message comes from, by the strongest proof in it: H.235.1 before the two that do not cover the message.
 * Remembers nothing of whoever did not prove anything, but that he failed.
 */
final class Authenticator {

    /** Password against which a proof of an unknown subscriber is checked, so that it takes as long. */
    private static final String NOBODYS_PASSWORD = "\u0001";

    private static final int REMEMBERED = 100_000;

    private final String gatekeeperIdentifier;
    private final Duration clockTolerance;
    private final Subscribers subscribers;
    private final FailureLimit limit = new FailureLimit();
    private final Map<Denial, Long> denials = new EnumMap<>(Denial.class);
    private final Map<String, RecentTokens> recent = new Latest<>();

    /** By name in small letters: an access token does not cover the name that it stands with. */
    private final Map<String, Shown> shown = new Latest<>();

    /** The latest proof of somebody's that does not cover its message, and the address that it came from. */
    private record Shown(long timeStamp, InetAddress source) {}

    private static final class Latest<T> extends LinkedHashMap<String, T> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > REMEMBERED;
        }
    }

    Authenticator(GatekeeperPolicy policy, Subscribers subscribers) {
        this.gatekeeperIdentifier = policy.zone().gatekeeperIdentifier();
        this.clockTolerance = policy.times().clockTolerance();
        this.subscribers = subscribers;
    }

    /** A message as it came. @param tree what the octets hold */
    record Received(byte[] octets, Sequence tree, RasPath path) {

        private InetAddress source() {
            return path.address().getAddress();
        }
    }

    /** Result of a check: the sender of a message, or why it is denied. */
    sealed interface Verdict {

        /** @param hashed whether he proves it by H.235.1, and is to be answered so */
        record Known(String name, String password, boolean hashed) implements Verdict {}

        /** @param subscriber of whom it has a wrong password */
        record Denied(Denial why, Optional<String> subscriber) implements Verdict {}
    }

    /** Something that came in a message. */
    private sealed interface Proof {

        long timeStamp();

        record Hashed(HashedToken token) implements Proof {
            @Override
            public long timeStamp() {
                return token.timeStamp();
            }
        }

        record Password(PasswordHash hash) implements Proof {
            @Override
            public long timeStamp() {
                return hash.timeStamp();
            }
        }

        record Access(AccessToken token) implements Proof {
            @Override
            public long timeStamp() {
                return token.timeStamp();
            }
        }
    }

    /** Number of denials by reason. */
    Map<Denial, Long> denials() {
        return Map.copyOf(denials);
    }

    /** @param registration of whom the message says that it is from, if it is there already */
    Verdict check(Received received, Optional<Registration> registration, Instant now) {
        Verdict verdict = proofs(received.tree)
                .findFirst()
                .map(proof -> check(proof, received, registration, now))
                .orElseGet(() -> new Verdict.Denied(Denial.MISSING, Optional.empty()));
        if (verdict instanceof Verdict.Denied(Denial why, Optional<String> _)) {
            denials.merge(why, 1L, Long::sum);
        }
        return verdict;
    }

    /** Whether there is any in it, right or wrong. */
    static boolean hasProof(Received received) {
        return proofs(received.tree).findAny().isPresent();
    }

    private static Stream<Proof> proofs(Sequence tree) {
        List<Choice> tokens = tree.list("cryptoTokens", Choice.class);
        Stream<Proof> hashed = tokens.stream()
                .flatMap(token -> token.find("nestedcryptoToken", Choice.class).stream())
                .flatMap(token -> HashedToken.of(token).stream())
                .map(Proof.Hashed::new);
        Stream<Proof> passwords = tokens.stream()
                .flatMap(token -> token.find("cryptoEPPwdHash", Sequence.class).stream())
                .flatMap(token -> passwordHash(token).stream())
                .map(Proof.Password::new);
        Stream<Proof> access = tree.list("tokens", Sequence.class).stream()
                .flatMap(token -> AccessToken.of(token).stream())
                .map(Proof.Access::new);
        return Stream.concat(Stream.concat(hashed, passwords), access);
    }

    private static Optional<PasswordHash> passwordHash(Sequence token) {
        return AliasAddress.of(token.get("alias", Choice.class))
                .text()
                .flatMap(
                        alias -> PasswordHash.of(alias, token.number("timeStamp"), token.get("token", Sequence.class)));
    }

    private Verdict check(Proof proof, Received received, Optional<Registration> registration, Instant now) {
        if (proof instanceof Proof.Hashed(HashedToken token)
                && !token.generalId().orElse(gatekeeperIdentifier).equals(gatekeeperIdentifier)) {
            return new Verdict.Denied(Denial.WRONG_GATEKEEPER, Optional.empty());
        }
        String name = name(proof, registration);
        // Whoever forges the address of a registered endpoint must not keep it from renewing its registration.
        boolean atHome =
                registration.filter(known -> known.path().equals(received.path)).isPresent();
        if (!atHome && limit.isTooSoon(name, received.source(), now)) {
            return new Verdict.Denied(Denial.TOO_SOON, Optional.empty());
        }
        boolean isAnother = registration
                .flatMap(Registration::name)
                .filter(known -> !known.equals(name))
                .isPresent();
        Optional<String> password = isAnother ? Optional.empty() : proved(proof, received.octets, name);
        if (password.isEmpty()) {
            limit.failed(name, received.source(), now);
            return new Verdict.Denied(
                    Denial.WRONG,
                    isAnother ? Optional.empty() : subscribers.password(name).map(_ -> name));
        }
        limit.succeeded(name, received.source());
        return switch (judge(proof, name, received.source(), now)) {
            case WRONG_TIME -> new Verdict.Denied(Denial.WRONG_TIME, Optional.empty());
            case REPEATED -> new Verdict.Denied(Denial.REPEATED, Optional.empty());
            case FRESH -> new Verdict.Known(name, password.orElseThrow(), proof instanceof Proof.Hashed);
        };
    }

    /** After registration, an endpoint goes by its endpoint identifier in tokens of H.235.1. */
    private static String name(Proof proof, Optional<Registration> registration) {
        return switch (proof) {
            case Proof.Hashed(HashedToken token) -> {
                String sender = token.sendersId().orElse("");
                yield registration
                        .filter(known -> known.endpointIdentifier().equals(sender))
                        .flatMap(Registration::name)
                        .orElse(sender);
            }
            case Proof.Password(PasswordHash hash) -> hash.id();
            case Proof.Access(AccessToken token) -> token.generalId();
        };
    }

    /** The password of that name that the proof is made with; the present one or one that still works. */
    private Optional<String> proved(Proof proof, byte[] message, String name) {
        Optional<String> present = subscribers.password(name);
        if (isOf(proof, message, present.orElse(NOBODYS_PASSWORD)) && present.isPresent()) {
            return present;
        }
        return subscribers.formerPasswords(name).stream()
                .filter(former -> isOf(proof, message, former))
                .findFirst();
    }

    private static boolean isOf(Proof proof, byte[] message, String password) {
        return switch (proof) {
            case Proof.Hashed(HashedToken token) -> token.isOf(message, password);
            case Proof.Password(PasswordHash hash) -> hash.isOf(password);
            case Proof.Access(AccessToken token) -> token.isOf(password);
        };
    }

    /** Judges the time of a proof. */
    private RecentTokens.Verdict judge(Proof proof, String name, InetAddress source, Instant now) {
        if (!(proof instanceof Proof.Hashed(HashedToken token))) {
            return RecentTokens.isOfNow(proof.timeStamp(), now, clockTolerance)
                    ? judge(proof.timeStamp(), name.toLowerCase(Locale.ROOT), source)
                    : RecentTokens.Verdict.WRONG_TIME;
        }
        RecentTokens known = recent.computeIfAbsent(name, _ -> new RecentTokens());
        BigInteger random = token.random();
        RecentTokens.Verdict verdict = known.judge(token.timeStamp(), random, now, clockTolerance);
        if (verdict == RecentTokens.Verdict.FRESH) {
            known.remember(token.timeStamp(), random);
        }
        return verdict;
    }

    /**
     * Judges a proof that does not cover its message: whoever has seen it on its way has it, too. So it may come several times
     * within its second, but not from another address than before.
     */
    private RecentTokens.Verdict judge(long timeStamp, String name, InetAddress source) {
        Shown before = shown.getOrDefault(name, new Shown(Long.MIN_VALUE, source));
        if (timeStamp <= before.timeStamp && !before.source.equals(source)) {
            return RecentTokens.Verdict.REPEATED;
        }
        shown.put(name, new Shown(Math.max(timeStamp, before.timeStamp), source));
        return RecentTokens.Verdict.FRESH;
    }
}
