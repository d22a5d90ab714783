package org.courtbridge.codecs.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode and HMAC-SHA1 (RFC 3711, sections 4.1.1 and 4.2.1) by Java. */
final class JceCounterMode implements PacketCipher {

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final Mac mac;
    private final byte[] tag = new byte[20];

    JceCounterMode(SessionKeys keys) {
        try {
            key = new SecretKeySpec(keys.encryption, "AES");
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.authentication, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode and HMAC-SHA1", e);
        }
    }

    @Override
    public void seal(Envelope packet) {
        crypt(packet);
        authenticate(packet);
        System.arraycopy(tag, 0, packet.bytes(), packet.offset() + packet.tagAt(), packet.tagLength());
    }

    @Override
    public boolean open(Envelope packet) {
        authenticate(packet);
        byte[] bytes = packet.bytes();
        int at = packet.offset() + packet.tagAt();
        int difference = 0;
        for (int i = 0; i < packet.tagLength(); i++) {
            difference |= bytes[at + i] ^ tag[i];
        }
        if (difference != 0) {
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

    private void authenticate(Envelope packet) {
        int word = packet.word();
        mac.update(packet.bytes(), packet.offset(), packet.length());
        mac.update((byte) (word >> 24));
        mac.update((byte) (word >> 16));
        mac.update((byte) (word >> 8));
        mac.update((byte) word);
        try {
            mac.doFinal(tag, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the tag has room for HMAC-SHA1", e);
        }
    }

    @Override
    public void close() {
        // Nothing that the collector does not free.
    }
}
