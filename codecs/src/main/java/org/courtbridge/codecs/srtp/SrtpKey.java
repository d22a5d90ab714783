package org.courtbridge.codecs.srtp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The master key and salt of one direction. Prints as nothing but its profile. */
public final class SrtpKey {

    private static final byte[] UNNAMED = {};

    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;
    private final byte[] identifier;

    private SrtpKey(SrtpProfile profile, byte[] key, byte[] salt, byte[] identifier) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
        this.identifier = identifier;
    }

    /** @throws IllegalArgumentException if a length is not the profile's */
    public static SrtpKey of(SrtpProfile profile, byte[] key, byte[] salt) {
        if (key.length != profile.keyLength() || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException("key and salt: %d and %d bytes (expected: %d and %d)"
                    .formatted(key.length, salt.length, profile.keyLength(), profile.saltLength()));
        }
        return new SrtpKey(profile, key.clone(), salt.clone(), UNNAMED);
    }

    /** A new one, which nobody can guess. */
    public static SrtpKey random(SrtpProfile profile) {
        byte[] key = new byte[profile.keyLength()];
        byte[] salt = new byte[profile.saltLength()];
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        random.nextBytes(salt);
        return new SrtpKey(profile, key, salt, UNNAMED);
    }

    /**
     * Key and salt as SDES writes them after {@code inline:} (RFC 4568, section 6.1).
     *
     * @param text base 64, with or without padding
     * @throws IllegalArgumentException if it is not, or its length is not the profile's
     */
    public static SrtpKey ofInline(SrtpProfile profile, String text) {
        byte[] both = Base64.getDecoder().decode(text);
        int keyLength = Math.min(both.length, profile.keyLength());
        return of(profile, Arrays.copyOf(both, keyLength), Arrays.copyOfRange(both, keyLength, both.length));
    }

    /** The same for a sender that names it so in its packets (MKI, RFC 3711, section 3.1). */
    public SrtpKey named(byte[] name) {
        return new SrtpKey(profile, key, salt, name.clone());
    }

    /** Master key identifier (MKI) in each packet of the sender; empty if there is none. */
    byte[] identifier() {
        return identifier;
    }

    /** Key and salt as SDES writes them after {@code inline:}; a secret. */
    public String inline() {
        byte[] both = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, both, key.length, salt.length);
        return Base64.getEncoder().encodeToString(both);
    }

    public SrtpProfile profile() {
        return profile;
    }

    SessionKeys session(PacketKind kind) {
        return SessionKeys.derive(profile, key, salt, kind);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SrtpKey that
                && profile == that.profile
                && MessageDigest.isEqual(key, that.key)
                && MessageDigest.isEqual(salt, that.salt)
                && Arrays.equals(identifier, that.identifier);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "SrtpKey[" + profile + "]";
    }
}
