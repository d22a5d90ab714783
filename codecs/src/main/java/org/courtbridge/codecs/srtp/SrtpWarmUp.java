package org.courtbridge.codecs.srtp;

import org.courtbridge.codecs.rtp.RtpPacket;

/** Loads the ciphers and protects a packet with every profile, so that the first packet of a call need not wait for it. */
public final class SrtpWarmUp {

    private SrtpWarmUp() {}

    /**
     * Takes up to a second; once, at start.
     *
     * @return whose ciphers are used, such as "OpenSSL 3.5.1 1 Jul 2025"
     */
    public static String run() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpKey key = SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
            byte[] bytes = new byte[172 + SrtpSender.OVERHEAD];
            bytes[0] = (byte) 0x80;
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, 172);
            try (SrtpSender sender = SrtpSender.forKey(key);
                    SrtpReceiver receiver = SrtpReceiver.forKey(key)) {
                if (!sender.protect(packet) || !receiver.unprotect(packet)) {
                    throw new IllegalStateException("SRTP does not work here with " + profile);
                }
            }
        }
        return switch (CipherSource.best()) {
            case OPENSSL -> Libcrypto.version();
            case JCE -> "Java's own ciphers, which are slower, as there is no OpenSSL 3 here (Debian: libssl3t64)";
        };
    }
}
