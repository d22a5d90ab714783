package org.courtbridge.media.transport.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The value of {@code a=fingerprint} (RFC 8122, section 5): which certificate the party will show. */
public final class CertificateFingerprint {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    private final String algorithm;
    private final byte[] digest;

    private CertificateFingerprint(String algorithm, byte[] digest) {
        this.algorithm = algorithm;
        this.digest = digest;
    }

    /**
     * Reads for example {@code sha-256 4A:AD:...}.
     *
     * @throws IllegalArgumentException if the algorithm is not SHA-256, SHA-384 or SHA-512, or the digest is not its
     *     length
     */
    public static CertificateFingerprint parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("fingerprint: %d words (expected: 2)".formatted(words.length));
        }
        String algorithm = words[0].toLowerCase(Locale.ROOT);
        byte[] digest = HexFormat.ofDelimiter(":").parseHex(words[1]);
        int expected = digest(algorithm).getDigestLength();
        if (digest.length != expected) {
            throw new IllegalArgumentException(
                    "fingerprint: %d bytes (expected: %d)".formatted(digest.length, expected));
        }
        return new CertificateFingerprint(algorithm, digest);
    }

    /** The SHA-256 fingerprint of a DER-encoded certificate. */
    public static CertificateFingerprint of(byte[] certificate) {
        return new CertificateFingerprint("sha-256", digest("sha-256").digest(certificate));
    }

    /** @param certificate DER */
    public boolean matches(byte[] certificate) {
        return MessageDigest.isEqual(digest, digest(algorithm).digest(certificate));
    }

    /** Whether both are the same digest of the same algorithm. */
    public boolean sameAs(CertificateFingerprint other) {
        return algorithm.equals(other.algorithm) && MessageDigest.isEqual(digest, other.digest);
    }

    private static MessageDigest digest(String algorithm) {
        String name = switch (algorithm) {
            case "sha-256" -> "SHA-256";
            case "sha-384" -> "SHA-384";
            case "sha-512" -> "SHA-512";
            default ->
                throw new IllegalArgumentException(
                        "fingerprint: %s (expected: sha-256, sha-384 or sha-512)".formatted(algorithm));
        };
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }

    /** As in the session description. */
    @Override
    public String toString() {
        return algorithm + " " + COLONS.formatHex(digest);
    }
}
