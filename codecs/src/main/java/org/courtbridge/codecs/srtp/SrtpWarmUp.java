package org.courtbridge.codecs.srtp;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.jitsi.srtp.crypto.Aes;

/**
 * Loads the ciphers and protects a packet with every profile, so that the first packet of a call need not wait for it.
 *
 * <p>Left to itself, the library measures at first use which implementation is fastest, and on a busy machine takes one
 * that allocates ten times as much for each packet.
 */
public final class SrtpWarmUp {

    private SrtpWarmUp() {}

    /** Takes up to a second; once, at start. */
    public static void run() {
        Aes.setFactoryClassName("OpenSSL");
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpKey key = SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
            byte[] bytes = new byte[172 + SrtpSender.OVERHEAD];
            bytes[0] = (byte) 0x80;
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, 172);
            if (!new SrtpSender(key).protect(packet) || !new SrtpReceiver(key).unprotect(packet)) {
                throw new IllegalStateException("SRTP does not work here with " + profile);
            }
        }
    }
}
