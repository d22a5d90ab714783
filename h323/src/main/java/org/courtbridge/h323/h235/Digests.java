package org.courtbridge.h323.h235;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.courtbridge.h323.asn1.Bits;
import org.courtbridge.h323.asn1.Octets;

/** The algorithms, which every Java has, and hashes as the bit strings that tokens carry. */
final class Digests {

    private Digests() {}

    static byte[] md5(byte[]... parts) {
        return digest("MD5", parts);
    }

    static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmacSha1(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Bits bits(Octets hash) {
        List<Boolean> bits = new ArrayList<>(8 * hash.length());
        for (byte octet : hash.toArray()) {
            for (int i = 7; i >= 0; i--) {
                bits.add((octet >> i & 1) != 0);
            }
        }
        return new Bits(bits);
    }

    /** Its last octet filled up with zeros. */
    static Octets octets(Bits hash) {
        List<Boolean> bits = hash.list();
        byte[] octets = new byte[(bits.size() + 7) / 8];
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i)) {
                octets[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return Octets.of(octets);
    }

    /** Takes as long for any two of one length. */
    static boolean areEqual(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
