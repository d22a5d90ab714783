package org.courtbridge.h323.h235;

import java.security.SecureRandom;
import org.courtbridge.h323.asn1.Octets;

/**
 * A master key and salt of SRTP (RFC 3711).
 *
 * @param key 16 octets
 * @param salt 14 octets
 * @param name of the key in each packet (MKI, RFC 3711, section 3.1), up to 128 octets; empty if packets have none
 */
public record SrtpMasterKey(Octets key, Octets salt, Octets name) {

    /** A new one, which nobody can guess. */
    public static SrtpMasterKey random(SecureRandom random) {
        byte[] key = new byte[SrtpSuite.KEY_LENGTH];
        byte[] salt = new byte[SrtpSuite.SALT_LENGTH];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new SrtpMasterKey(Octets.of(key), Octets.of(salt), Octets.of());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "a master key of SRTP";
    }
}
