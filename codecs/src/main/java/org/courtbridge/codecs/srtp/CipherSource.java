package org.courtbridge.codecs.srtp;

/** Implementation of the ciphers that protect packets. */
enum CipherSource {
    /** The system's OpenSSL 3: quickest, and allocates nothing. */
    OPENSSL {
        @Override
        PacketCipher cipher(SrtpProfile profile, SessionKeys keys) {
            return switch (profile.mode()) {
                case COUNTER -> new OpensslCounterMode(keys);
                case F8 -> new JceF8(keys);
                case GCM -> new OpensslGcm(keys);
            };
        }
    },
    /** Java's own, for machines without OpenSSL: up to five times as long with GCM, and garbage for each packet. */
    JCE {
        @Override
        PacketCipher cipher(SrtpProfile profile, SessionKeys keys) {
            return switch (profile.mode()) {
                case COUNTER -> new JceCounterMode(keys);
                case F8 -> new JceF8(keys);
                case GCM -> new JceGcm(keys);
            };
        }
    };

    abstract PacketCipher cipher(SrtpProfile profile, SessionKeys keys);

    /** The quickest that this machine has. */
    static CipherSource best() {
        return LibcryptoLookup.isPresent() ? OPENSSL : JCE;
    }
}
