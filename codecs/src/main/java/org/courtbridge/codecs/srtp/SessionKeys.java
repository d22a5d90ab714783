package org.courtbridge.codecs.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that packets of one kind are protected with, derived from a master key and salt (RFC 3711, section 4.3; with
 * AES-192 and AES-256, RFC 6188, section 3). The key derivation rate is zero: they are derived once, for all SSRCs.
 */
final class SessionKeys {

    private static final int ENCRYPTION_LABEL = 0;
    private static final int AUTHENTICATION_LABEL = 1;
    private static final int SALT_LABEL = 2;
    private static final int RTCP_LABELS = 3;

    private static final int HMAC_SHA1_KEY = 20;

    /** Index of the label in the master salt: before the index of 48 bits, which is zero. */
    private static final int LABEL_AT = 7;

    final byte[] encryption;
    /** Empty where the cipher authenticates too. */
    final byte[] authentication;

    final byte[] salt;

    SessionKeys(byte[] encryption, byte[] authentication, byte[] salt) {
        this.encryption = encryption;
        this.authentication = authentication;
        this.salt = salt;
    }

    static SessionKeys derive(SrtpProfile profile, byte[] master, byte[] salt, PacketKind kind) {
        int labels = kind == PacketKind.RTCP ? RTCP_LABELS : 0;
        return new SessionKeys(
                keystream(master, salt, labels + ENCRYPTION_LABEL, profile.keyLength()),
                keystream(master, salt, labels + AUTHENTICATION_LABEL, profile.isAead() ? 0 : HMAC_SHA1_KEY),
                keystream(master, salt, labels + SALT_LABEL, profile.saltLength()));
    }

    private static byte[] keystream(byte[] master, byte[] salt, int label, int length) {
        byte[] counter = Arrays.copyOf(salt, 16);
        counter[LABEL_AT] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master, "AES"), new IvParameterSpec(counter));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }
}
