package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The algorithms in an EncryptionAuthenticationAndIntegrity (H.245, B.2.2.8), of which only those of encryption are known. */
final class EncryptionCapability {

    private static final String ALGORITHMS = "encryptionCapability";
    private static final String ALGORITHM = "algorithm";

    private EncryptionCapability() {}

    static List<ObjectIdentifier> of(Sequence in) {
        return in.list(ALGORITHMS, Choice.class).stream()
                .flatMap(algorithm -> algorithm.find(ALGORITHM, ObjectIdentifier.class).stream())
                .toList();
    }

    static Sequence toSequence(List<ObjectIdentifier> algorithms) {
        return SecurityTypes.ENCRYPTION_AUTHENTICATION_AND_INTEGRITY
                .build()
                .set(
                        ALGORITHMS,
                        algorithms.isEmpty()
                                ? Optional.empty()
                                : Optional.of(algorithms.stream()
                                        .map(one -> SecurityTypes.MEDIA_ENCRYPTION_ALGORITHM.value(ALGORITHM, one))
                                        .toList()))
                .done();
    }
}
