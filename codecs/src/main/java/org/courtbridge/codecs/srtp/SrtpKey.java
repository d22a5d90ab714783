package org.courtbridge.codecs.srtp;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The master key and salt of one direction. Prints as nothing but its profile. */
public final class SrtpKey {

    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;

    private SrtpKey(SrtpProfile profile, byte[] key, byte[] salt) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
    }

    /** @throws IllegalArgumentException if a length is not the profile's */
    public static SrtpKey of(SrtpProfile profile, byte[] key, byte[] salt) {
        if (key.length != profile.keyLength() || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException("key and salt: %d and %d bytes (expected: %d and %d)"
                    .formatted(key.length, salt.length, profile.keyLength(), profile.saltLength()));
        }
        return new SrtpKey(profile, key.clone(), salt.clone());
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
                && MessageDigest.isEqual(salt, that.salt);
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
