package org.courtbridge.codecs.h2356;

import java.security.MessageDigest;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one direction of one stream, and the payload type that tells the packets under it from those under others:
 * with a new key comes a new payload type (H.235.6, clause 8.7).
 */
public final class MediaKey {

    private final MediaAlgorithm algorithm;
    private final byte[] octets;
    private final int payloadType;

    private MediaKey(MediaAlgorithm algorithm, byte[] octets, int payloadType) {
        this.algorithm = algorithm;
        this.octets = octets;
        this.payloadType = payloadType;
    }

    /**
     * @param octets copied
     * @param payloadType 0 to 127; rooms use 96 to 127
     * @throws IllegalArgumentException if no algorithm has keys of that length, or the payload type is none
     */
    public static MediaKey of(byte[] octets, int payloadType) {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("payload type: %d (expected: 0 to 127)".formatted(payloadType));
        }
        MediaAlgorithm algorithm = MediaAlgorithm.ofKeyLength(octets.length)
                .orElseThrow(() -> new IllegalArgumentException(
                        "key of %d octets (expected: 16, 24 or 32)".formatted(octets.length)));
        return new MediaKey(algorithm, octets.clone(), payloadType);
    }

    public MediaAlgorithm algorithm() {
        return algorithm;
    }

    public int payloadType() {
        return payloadType;
    }

    SecretKey secret() {
        return new SecretKeySpec(octets, "AES");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaKey that
                && payloadType == that.payloadType
                && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return payloadType;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s under payload type %d".formatted(algorithm, payloadType);
    }
}
