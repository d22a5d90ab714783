package org.courtbridge.codecs.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode and HMAC-SHA1 (RFC 3711, sections 4.1.1 and 4.2.1) by Java. */
final class JceCounterMode implements PacketCipher {

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final HmacSha1Tag tag;

    JceCounterMode(SessionKeys keys) {
        try {
            key = new SecretKeySpec(keys.encryption, "AES");
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
        tag = new HmacSha1Tag(keys.authentication);
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
        int from = packet.offset() + packet.clear();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(packet.iv()));
            cipher.doFinal(packet.bytes(), from, packet.length() - packet.clear(), packet.bytes(), from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("counter mode takes any bytes", e);
        }
    }

    @Override
    public void close() {
        // Nothing that the collector does not free.
    }
}
