package org.courtbridge.codecs.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in f8 mode and HMAC-SHA1 (RFC 3711, sections 4.1.2 and 4.2.1) by Java: for the few who offer nothing else, so no
 * OpenSSL, which does not have this mode.
 */
final class JceF8 implements PacketCipher {

    private static final int BLOCK = 16;

    /** Padding of the salt up to the length of the key. */
    private static final byte FILL = 0x55;

    private final Cipher cipher;
    private final Cipher mask;
    private final HmacSha1Tag tag;
    private final byte[] vector = new byte[BLOCK];
    private final byte[] keystream = new byte[BLOCK];

    JceF8(SessionKeys keys) {
        byte[] masked = Arrays.copyOf(keys.salt, keys.encryption.length);
        Arrays.fill(masked, keys.salt.length, masked.length, FILL);
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= keys.encryption[i];
        }
        cipher = aes(keys.encryption);
        mask = aes(masked);
        tag = new HmacSha1Tag(keys.authentication);
    }

    /** One block at a time, each for itself: the mode is made of such blocks. */
    private static Cipher aes(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    @Override
    public void seal(Envelope packet) {
        crypt(packet);
        tag.write(packet);
    }

    @Override
    public boolean open(Envelope packet) {
        if (!tag.matches(packet)) {
            return false;
        }
        crypt(packet);
        return true;
    }

    private void crypt(Envelope packet) {
        packet.writeHeaderVector(vector);
        encrypt(mask, vector);
        Arrays.fill(keystream, (byte) 0);
        byte[] bytes = packet.bytes();
        int end = packet.offset() + packet.length();
        int block = 0;
        for (int at = packet.offset() + packet.clear(); at < end; at += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                keystream[i] ^= vector[i];
            }
            keystream[BLOCK - 2] ^= (byte) (block >> 8);
            keystream[BLOCK - 1] ^= (byte) block;
            encrypt(cipher, keystream);
            for (int i = 0; i < Math.min(BLOCK, end - at); i++) {
                bytes[at + i] ^= keystream[i];
            }
            block++;
        }
    }

    private static void encrypt(Cipher cipher, byte[] block) {
        try {
            cipher.update(block, 0, BLOCK, block, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block has room for itself", e);
        }
    }

    @Override
    public void close() {
        // Nothing that the collector does not free.
    }
}
