package org.courtbridge.codecs.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The tag of a packet by HMAC-SHA1 (RFC 3711, section 4.2.1), by Java. */
final class HmacSha1Tag {

    private final Mac mac;
    private final byte[] tag = new byte[20];

    HmacSha1Tag(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }

    void write(Envelope packet) {
        compute(packet);
        System.arraycopy(tag, 0, packet.bytes(), packet.offset() + packet.tagAt(), packet.tagLength());
    }

    /** Whether the packet carries its tag. */
    boolean matches(Envelope packet) {
        compute(packet);
        byte[] bytes = packet.bytes();
        int at = packet.offset() + packet.tagAt();
        int difference = 0;
        for (int i = 0; i < packet.tagLength(); i++) {
            difference |= bytes[at + i] ^ tag[i];
        }
        return difference == 0;
    }

    private void compute(Envelope packet) {
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
}
