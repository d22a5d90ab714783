package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h235.SrtpTypes;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;

/**
 * The algorithms in an EncryptionAuthenticationAndIntegrity (H.245, B.2.2.8), of which only those of encryption are known: those
 * of H.235.6 stand in it as such, and suites of SRTP in a generic capability (H.235.8, clause 4.1).
 */
final class EncryptionCapability {

    /** Of SrtpCryptoCapability. */
    static final ObjectIdentifier SRTP = ObjectIdentifier.of("0.0.8.235.0.4.90");

    private static final String ALGORITHMS = "encryptionCapability";
    private static final String ALGORITHM = "algorithm";
    private static final String GENERIC = "genericH235SecurityCapability";
    private static final String RAW = "nonCollapsingRaw";
    private static final String SUITE = "cryptoSuite";

    private EncryptionCapability() {}

    static List<ObjectIdentifier> of(Sequence in) {
        Stream<ObjectIdentifier> algorithms = in.list(ALGORITHMS, Choice.class).stream()
                .flatMap(algorithm -> algorithm.find(ALGORITHM, ObjectIdentifier.class).stream())
                .filter(algorithm -> SrtpSuite.of(algorithm).isEmpty());
        Stream<ObjectIdentifier> suites = in
                .find(GENERIC, Sequence.class)
                .filter(generic -> GenericParameters.isOf(generic, SRTP))
                .flatMap(generic -> generic.find(RAW, Octets.class))
                .map(EncryptionCapability::suites)
                .orElse(List.of())
                .stream();
        return Stream.concat(algorithms, suites).toList();
    }

    /** Those of ours, as far as it can be read. @param raw a SrtpCryptoCapability */
    private static List<ObjectIdentifier> suites(Octets raw) {
        try {
            return ((List<?>) SrtpTypes.SRTP_CRYPTO_CAPABILITY.decode(raw))
                    .stream()
                            .map(Sequence.class::cast)
                            .filter(info -> info.find("sessionParams", Sequence.class)
                                    .map(EncryptionCapability::isUsual)
                                    .orElse(true))
                            .flatMap(info -> info.find(SUITE, ObjectIdentifier.class).stream())
                            .filter(suite -> SrtpSuite.of(suite).isPresent())
                            .distinct()
                            .toList();
        } catch (PerException e) {
            return List.of();
        }
    }

    /** Whether keys are derived once, and nothing is left unencrypted or unauthenticated. */
    private static boolean isUsual(Sequence session) {
        return session.find("kdr", Long.class).filter(rate -> rate != 0).isEmpty()
                && Stream.of("unencryptedSrtp", "unencryptedSrtcp", "unauthenticatedSrtp")
                        .noneMatch(left -> session.find(left, Boolean.class).orElse(false))
                && session.list("newParameter", Sequence.class).isEmpty();
    }

    static Sequence toSequence(List<ObjectIdentifier> known) {
        List<Choice> algorithms = known.stream()
                .filter(one -> SrtpSuite.of(one).isEmpty())
                .map(one -> SecurityTypes.MEDIA_ENCRYPTION_ALGORITHM.value(ALGORITHM, one))
                .toList();
        List<Sequence> suites = known.stream()
                .filter(one -> SrtpSuite.of(one).isPresent())
                .map(one -> SrtpTypes.SRTP_CRYPTO_INFO.build().set(SUITE, one).done())
                .toList();
        Sequence.Builder out = SecurityTypes.ENCRYPTION_AUTHENTICATION_AND_INTEGRITY
                .build()
                .set(ALGORITHMS, algorithms.isEmpty() ? Optional.empty() : Optional.of(algorithms));
        if (!suites.isEmpty()) {
            out.set(
                    GENERIC,
                    GenericTypes.GENERIC_CAPABILITY
                            .build()
                            .set("capabilityIdentifier", GenericParameters.standard(SRTP))
                            .set(RAW, Octets.of(SrtpTypes.SRTP_CRYPTO_CAPABILITY.encode(suites)))
                            .done());
        }
        return out.done();
    }
}
