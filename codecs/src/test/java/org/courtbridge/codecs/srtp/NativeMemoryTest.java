package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.NativeHeap;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class NativeMemoryTest {

    private static final int CALLS = 2_000;

    /** A call has at least four contexts of over 300 bytes: 2.4 MB if one is not freed. */
    private static final long ALLOWED = 1 << 20;

    @ParameterizedTest
    @EnumSource(names = {"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    void isFreedWhenCallsEnd(SrtpProfile profile) throws Throwable {
        assertThat(NativeHeap.open().growth(() -> calls(profile, CALLS))).isLessThan(ALLOWED);
    }

    private static void calls(SrtpProfile profile, int count) {
        SrtpKey key = SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
        byte[] bytes = new byte[172 + SrtpSender.OVERHEAD];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket();
        for (int i = 0; i < count; i++) {
            try (SrtpSender sender = SrtpSender.forKey(key);
                    SrtpReceiver receiver = SrtpReceiver.forKey(key)) {
                assertThat(sender.protect(packet.wrap(bytes, 0, 172))).isTrue();
                assertThat(receiver.unprotect(packet)).isTrue();
            }
        }
    }
}
