package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenSSL's ciphers, Java's, and the whole of jitsi-srtp make the same of the same packets, and read each other. */
class CrossCheckTest {

    private static final int PACKETS = 400;

    private final Random random = new Random(4);

    /** Of f8 jitsi-srtp's cipher is compared in {@link PacketCipherTest}, as its whole makes other bytes than its cipher. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "F8_128_HMAC_SHA1_80")
    void threeImplementationsAgree(SrtpProfile profile) throws Exception {
        byte[] key = new byte[profile.keyLength()];
        byte[] salt = new byte[profile.saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        SrtpKey both = SrtpKey.of(profile, key, salt);
        JitsiSrtp theirSender = new JitsiSrtp(profile, key, salt, true);
        JitsiSrtp theirReceiver = new JitsiSrtp(profile, key, salt, false);
        try (SrtpSender openssl = new SrtpSender(both, CipherSource.OPENSSL);
                SrtpSender jce = new SrtpSender(both, CipherSource.JCE);
                SrtpReceiver opensslReceiver = new SrtpReceiver(List.of(both), CipherSource.OPENSSL);
                SrtpReceiver jceReceiver = new SrtpReceiver(List.of(both), CipherSource.JCE)) {
            int sequenceNumber = 65_000;
            for (int i = 0; i < PACKETS; i++) {
                sequenceNumber += 1 + random.nextInt(900); // some five times round
                byte[] rtp = rtp(sequenceNumber & 0xFFFF, random.nextInt(2));
                byte[] sealed = protect(openssl, rtp);
                assertThat(sealed).isEqualTo(protect(jce, rtp)).isEqualTo(theirSender.protect(rtp));
                assertThat(unprotect(opensslReceiver, sealed)).isEqualTo(rtp);
                assertThat(unprotect(jceReceiver, sealed)).isEqualTo(rtp);
                assertThat(theirReceiver.unprotect(sealed)).isEqualTo(rtp);

                byte[] rtcp = rtcp(random.nextInt(2));
                byte[] sealedRtcp = protectRtcp(openssl, rtcp);
                assertThat(sealedRtcp).isEqualTo(protectRtcp(jce, rtcp)).isEqualTo(theirSender.protectRtcp(rtcp));
                assertThat(unprotectRtcp(opensslReceiver, sealedRtcp)).isEqualTo(rtcp);
                assertThat(unprotectRtcp(jceReceiver, sealedRtcp)).isEqualTo(rtcp);
                assertThat(theirReceiver.unprotectRtcp(sealedRtcp)).isEqualTo(rtcp);
            }
        }
    }

    private byte[] rtp(int sequenceNumber, int ssrc) {
        byte[] bytes = new byte[12 + 4 * random.nextInt(3) + random.nextInt(1200)];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0x80;
        return ByteBuffer.wrap(bytes)
                .putShort(2, (short) sequenceNumber)
                .putInt(8, ssrc)
                .array();
    }

    private byte[] rtcp(int ssrc) {
        byte[] bytes = new byte[8 + 4 * random.nextInt(100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes)
                .putShort(0, (short) 0x80C9)
                .putInt(4, ssrc)
                .array();
    }

    private static byte[] protect(SrtpSender sender, byte[] packet) {
        RtpPacket rtp = new RtpPacket().wrap(Arrays.copyOf(packet, packet.length), 0, packet.length);
        assertThat(sender.protect(rtp)).isTrue();
        return Arrays.copyOf(rtp.getBuffer(), rtp.getLength());
    }

    private static byte[] unprotect(SrtpReceiver receiver, byte[] packet) {
        RtpPacket rtp = new RtpPacket().wrap(packet.clone(), 0, packet.length);
        assertThat(receiver.unprotect(rtp)).isTrue();
        return Arrays.copyOf(rtp.getBuffer(), rtp.getLength());
    }

    private static byte[] protectRtcp(SrtpSender sender, byte[] packet) {
        byte[] bytes = Arrays.copyOf(packet, packet.length + SrtpSender.OVERHEAD);
        return Arrays.copyOf(bytes, sender.protectRtcp(bytes, 0, packet.length));
    }

    private static byte[] unprotectRtcp(SrtpReceiver receiver, byte[] packet) {
        byte[] bytes = packet.clone();
        return Arrays.copyOf(bytes, Math.max(0, receiver.unprotectRtcp(bytes, 0, packet.length)));
    }
}
