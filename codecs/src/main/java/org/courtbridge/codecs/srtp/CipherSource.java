package org.courtbridge.codecs.srtp;

/** Whose ciphers protect packets. */
enum CipherSource {
    /** The system's OpenSSL 3: quickest, and allocates nothing. */
    OPENSSL {
        @Override
        PacketCipher cipher(SrtpProfile profile, SessionKeys keys) {
            return profile.isAead() ? new OpensslGcm(keys) : new OpensslCounterMode(keys);
        }
    },
    /** Java's own, for machines without OpenSSL: up to five times as long with GCM, and garbage for each packet. */
    JCE {
        @Override
        PacketCipher cipher(SrtpProfile profile, SessionKeys keys) {
            return profile.isAead() ? new JceGcm(keys) : new JceCounterMode(keys);
        }
    };

    abstract PacketCipher cipher(SrtpProfile profile, SessionKeys keys);

    /** The quickest that this machine has. */
    static CipherSource best() {
        return LibcryptoLookup.isPresent() ? OPENSSL : JCE;
    }
}
