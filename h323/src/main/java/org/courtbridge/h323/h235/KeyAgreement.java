package org.courtbridge.h323.h235;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * Diffie-Hellman key agreement of the two sides of a call (H.235.6, clause 7): the caller's Setup has a ClearToken for each
 * group that it can, and the called side's Connect one for the group that it has chosen. Nothing proves who said so: whoever
 * can change call signalling on its way can read media.
 *
 * <p>A caller {@linkplain #offer offers}, and {@linkplain #complete completes} with the answer; who is called
 * {@linkplain #answer answers}.
 */
public final class KeyAgreement {

    /** More than twice the strength of the largest group (RFC 7919, section 5.2), and far less work than with one as long as the prime. */
    private static final int EXPONENT_BITS = 512;

    private final Map<DhGroup, KeyPair> pairs;

    private KeyAgreement(Map<DhGroup, KeyPair> pairs) {
        this.pairs = pairs;
    }

    /**
     * The called side's answer to a Setup, and the secret that is shared by it.
     *
     * @param tokens each a ClearToken, for the Connect
     */
    public record Answer(SharedSecret secret, List<Sequence> tokens) {

        public Answer {
            tokens = List.copyOf(tokens);
        }
    }

    /** @param groups of which there is a key each: longer ones take longer, 2048 bits some milliseconds */
    public static KeyAgreement offer(List<DhGroup> groups) {
        Map<DhGroup, KeyPair> pairs = new EnumMap<>(DhGroup.class);
        groups.forEach(group -> pairs.put(group, pair(group)));
        return new KeyAgreement(pairs);
    }

    /** Each a ClearToken, for the Setup: the strongest first, as endpoints take the first that they can. */
    public List<Sequence> tokens() {
        List<Sequence> tokens = new ArrayList<>();
        pairs.forEach((group, pair) -> tokens.addFirst(group.toToken(half(pair))));
        tokens.add(version3());
        return tokens;
    }

    /** The secret, once the called side has answered; empty if it has not taken what was offered. */
    public Optional<SharedSecret> complete(List<Sequence> answer) {
        return isVersion3(answer)
                ? halves(answer, List.copyOf(pairs.keySet()))
                        .findFirst()
                        .flatMap(half ->
                                Optional.ofNullable(pairs.get(half.group)).map(pair -> secret(half, pair)))
                : Optional.empty();
    }

    /** Answers what a Setup offers, by the strongest group that both have; empty if there is none. */
    public static Optional<Answer> answer(List<Sequence> offer, List<DhGroup> groups) {
        return isVersion3(offer)
                ? halves(offer, groups)
                        .max((one, other) -> one.group.compareTo(other.group))
                        .map(KeyAgreement::answer)
                : Optional.empty();
    }

    private static Answer answer(Half theirs) {
        KeyPair pair = pair(theirs.group);
        return new Answer(secret(theirs, pair), List.of(theirs.group.toToken(half(pair)), version3()));
    }

    /** Whether a Setup offers any of these groups, without looking at how good its keys are. */
    public static boolean isOffered(List<Sequence> offer, List<DhGroup> groups) {
        return isVersion3(offer)
                && offer.stream()
                        .anyMatch(token -> group(token).filter(groups::contains).isPresent());
    }

    /** Somebody else's half of a key, which a secret can be had from. */
    private record Half(DhGroup group, BigInteger number) {}

    private static Stream<Half> halves(List<Sequence> tokens, List<DhGroup> groups) {
        return tokens.stream()
                .flatMap(token -> group(token).filter(groups::contains).stream()
                        .flatMap(group -> group.half(token).map(number -> new Half(group, number)).stream()));
    }

    private static Optional<DhGroup> group(Sequence token) {
        return DhGroup.of(token.get("tokenOID", ObjectIdentifier.class));
    }

    private static Sequence version3() {
        return H235Types.CLEAR_TOKEN.build().set("tokenOID", H235Oids.VERSION_3).done();
    }

    private static boolean isVersion3(List<Sequence> tokens) {
        return tokens.stream()
                .anyMatch(token -> token.get("tokenOID", ObjectIdentifier.class).equals(H235Oids.VERSION_3));
    }

    private static BigInteger half(KeyPair pair) {
        return ((DHPublicKey) pair.getPublic()).getY();
    }

    private static KeyPair pair(DhGroup group) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
            generator.initialize(new DHParameterSpec(group.prime(), DhGroup.GENERATOR, EXPONENT_BITS));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As long as the prime, with zeros before it if need be. */
    private static SharedSecret secret(Half theirs, KeyPair ours) {
        try {
            javax.crypto.KeyAgreement agreement = javax.crypto.KeyAgreement.getInstance("DH");
            agreement.init(ours.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("DH")
                            .generatePublic(
                                    new DHPublicKeySpec(theirs.number, theirs.group.prime(), DhGroup.GENERATOR)),
                    true);
            return new SharedSecret(theirs.group, agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
