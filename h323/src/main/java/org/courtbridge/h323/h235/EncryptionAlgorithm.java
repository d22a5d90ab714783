package org.courtbridge.h323.h235;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.per.ObjectIdentifier;

/** The algorithms that encrypt media, and the keys of media: AES in cipher block chaining (H.235.6, table 3). */
public enum EncryptionAlgorithm {
    AES_256_CBC("2.16.840.1.101.3.4.1.42", 32),
    AES_128_CBC("2.16.840.1.101.3.4.1.2", 16);

    private final ObjectIdentifier identifier;
    private final int keyLength;

    EncryptionAlgorithm(String identifier, int keyLength) {
        this.identifier = ObjectIdentifier.of(identifier);
        this.keyLength = keyLength;
    }

    public ObjectIdentifier identifier() {
        return identifier;
    }

    /** Octets. */
    public int keyLength() {
        return keyLength;
    }

    static Optional<EncryptionAlgorithm> of(ObjectIdentifier identifier) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.identifier.equals(identifier))
                .findFirst();
    }

    /** The first of ours that is among theirs. */
    public static Optional<EncryptionAlgorithm> common(List<EncryptionAlgorithm> ours, List<ObjectIdentifier> theirs) {
        return ours.stream()
                .filter(algorithm -> theirs.contains(algorithm.identifier))
                .findFirst();
    }
}
