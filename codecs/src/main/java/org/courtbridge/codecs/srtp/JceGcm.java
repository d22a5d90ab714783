package org.courtbridge.codecs.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois/Counter Mode (RFC 7714) by Java. The tag stands right behind the ciphertext, where Java wants it. */
final class JceGcm implements PacketCipher {

    private final SecretKeySpec key;
    private final byte[] word = new byte[Integer.BYTES];
    private Cipher cipher;

    JceGcm(SessionKeys keys) {
        key = new SecretKeySpec(keys.encryption, "AES");
        cipher = fresh();
    }

    private static Cipher fresh() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    @Override
    public void seal(Envelope packet) {
        GCMParameterSpec vector = new GCMParameterSpec(8 * packet.tagLength(), packet.iv());
        try {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, vector);
            } catch (InvalidAlgorithmParameterException sentAgain) {
                // A packet that is sent again is the same packet; Java minds the vector without knowing that.
                cipher = fresh();
                cipher.init(Cipher.ENCRYPT_MODE, key, vector);
            }
            associate(packet);
            int from = packet.offset() + packet.clear();
            cipher.doFinal(packet.bytes(), from, packet.length() - packet.clear(), packet.bytes(), from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption takes any bytes", e);
        }
    }

    @Override
    public boolean open(Envelope packet) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * packet.tagLength(), packet.iv()));
            associate(packet);
            int from = packet.offset() + packet.clear();
            int length = packet.length() - packet.clear() + packet.tagLength();
            byte[] plain = cipher.doFinal(packet.bytes(), from, length);
            System.arraycopy(plain, 0, packet.bytes(), from, plain.length);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("decryption takes any bytes", e);
        }
    }

    private void associate(Envelope packet) {
        cipher.updateAAD(packet.bytes(), packet.offset(), packet.clear());
        if (packet.authenticatesWord()) {
            cipher.updateAAD(ByteBuffer.wrap(word).putInt(0, packet.word()));
        }
    }

    @Override
    public void close() {
        // Nothing that the collector does not free.
    }
}
