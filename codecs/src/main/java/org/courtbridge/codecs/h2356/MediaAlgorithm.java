package org.courtbridge.codecs.h2356;

import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.codecs.rtp.PacketProtection;

/** AES in cipher block chaining (H.235.6, clause 8.2), by the length of its key. */
public enum MediaAlgorithm implements PacketProtection {
    AES_128_CBC(16),
    AES_192_CBC(24),
    AES_256_CBC(32);

    private final int keyLength;

    MediaAlgorithm(int keyLength) {
        this.keyLength = keyLength;
    }

    /** Octets. */
    public int keyLength() {
        return keyLength;
    }

    /** Empty if there is none with such keys. @param octets of a key */
    public static Optional<MediaAlgorithm> ofKeyLength(int octets) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.keyLength == octets)
                .findFirst();
    }
}
