package org.courtbridge.codecs.h2356;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * AES on what a packet carries. Each packet begins anew: its initial value is its sequence number and its timestamp, six
 * octets, again and again until there are sixteen (H.235.6, clause 8.2.1).
 */
final class PayloadCipher {

    static final int BLOCK = 16;

    /** Sequence number and timestamp, in the header from its third octet on. */
    private static final int SEED_AT = 2;

    private static final int SEED_LENGTH = 6;

    private final MediaKey key;
    private final SecretKey secret;
    private final Cipher chaining;

    /** The last two blocks share octets, so that nothing is added (Schneier, Applied Cryptography, section 9.3). */
    private final Cipher stealing;

    private final byte[] initial = new byte[BLOCK];

    PayloadCipher(MediaKey key) {
        this.key = key;
        this.secret = key.secret();
        try {
            chaining = Cipher.getInstance("AES/CBC/NoPadding");
            stealing = Cipher.getInstance("AES/CTS/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    MediaKey key() {
        return key;
    }

    /** @param length whole blocks */
    void encrypt(RtpPacket packet, int at, int length) {
        run(chaining, Cipher.ENCRYPT_MODE, packet, at, length);
    }

    /** @param length whole blocks, or more than one block */
    void decrypt(RtpPacket packet, int at, int length) {
        run(length % BLOCK == 0 ? chaining : stealing, Cipher.DECRYPT_MODE, packet, at, length);
    }

    private void run(Cipher cipher, int mode, RtpPacket packet, int at, int length) {
        byte[] bytes = packet.getBuffer();
        try {
            cipher.init(mode, secret, initial(bytes, packet.getOffset() + SEED_AT));
            cipher.doFinal(bytes, at, length, bytes, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("%d octets".formatted(length), e);
        }
    }

    private AlgorithmParameterSpec initial(byte[] bytes, int seedAt) {
        for (int i = 0; i < BLOCK; i++) {
            initial[i] = bytes[seedAt + i % SEED_LENGTH];
        }
        return new IvParameterSpec(initial);
    }
}
