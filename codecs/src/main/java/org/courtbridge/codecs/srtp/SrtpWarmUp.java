package org.courtbridge.codecs.srtp;

import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Protects a packet with every profile, so that the choice of the fastest cipher, which the library measures at first
 * use, is made before the first call and not in its first packet.
 */
public final class SrtpWarmUp {

    private SrtpWarmUp() {}

    /** Takes up to a second; once, at start. */
    public static void run() {
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
