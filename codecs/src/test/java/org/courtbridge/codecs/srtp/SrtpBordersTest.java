package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jitsi.srtp.crypto.SrtpCipherF8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shortest, the longest and the oldest packet that is sent and taken, and what is remembered of their senders. */
class SrtpBordersTest {

    private static final int SSRC = 0xcafebabe;

    private static SrtpKey key(SrtpProfile profile) {
        return SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]);
    }

    private static byte[] rtp(int sequenceNumber, int length) {
        byte[] bytes = new byte[length + SrtpSender.OVERHEAD];
        byte[] header = HexFormat.of().parseHex("800f%04xdecafbadcafebabe".formatted(sequenceNumber));
        System.arraycopy(header, 0, bytes, 0, header.length);
        return bytes;
    }

    private static byte[] rtcp(int length) {
        byte[] bytes = new byte[length + SrtpSender.OVERHEAD];
        System.arraycopy(HexFormat.of().parseHex("81c80001cafebabe"), 0, bytes, 0, 8);
        return bytes;
    }

    private static RtpPacket packet(byte[] bytes) {
        return new RtpPacket().wrap(bytes, 0, bytes.length - SrtpSender.OVERHEAD);
    }

    @ParameterizedTest
    @EnumSource
    void shortestAndLongestArriveAndWhatIsLongerIsNotSent(SrtpProfile profile) {
        try (SrtpSender sender = SrtpSender.forKey(key(profile));
                SrtpReceiver receiver = SrtpReceiver.forKey(key(profile))) {
            assertThat(sender.key()).isEqualTo(key(profile));
            assertThat(receiver.keys()).containsExactly(key(profile));
            for (int length : new int[] {12, SrtpSender.MAX_PACKET}) {
                RtpPacket packet = packet(rtp(length & 0xFFFF, length));
                assertThat(sender.protect(packet)).isTrue();
                assertThat(receiver.unprotect(packet)).isTrue();
                assertThat(packet.getLength()).isEqualTo(length);
            }
            for (int length : new int[] {8, SrtpSender.MAX_PACKET}) {
                byte[] bytes = rtcp(length);
                int sealed = sender.protectRtcp(bytes, 0, length);
                assertThat(sealed).isEqualTo(length + profile.tagLength(PacketKind.RTCP) + 4);
                assertThat(receiver.unprotectRtcp(bytes, 0, sealed)).isEqualTo(length);
            }
            assertThat(sender.protectRtcp(rtcp(8), 0, 7)).isEqualTo(-1);
            assertThat(sender.protectRtcp(rtcp(SrtpSender.MAX_PACKET + 1), 0, SrtpSender.MAX_PACKET + 1))
                    .isEqualTo(-1);
        }
    }

    /** Whatever its tag says: nothing of ours could have been so long, or had no header. */
    @ParameterizedTest
    @EnumSource
    void whatIsTooLongOrTooShortIsRefusedAsItIs(SrtpProfile profile) {
        try (SrtpReceiver receiver = SrtpReceiver.forKey(key(profile))) {
            byte[] tooLong = rtp(1, SrtpSender.MAX_PACKET + 1 + 16);
            RtpPacket packet = new RtpPacket().wrap(tooLong, 0, SrtpSender.MAX_PACKET + 1 + 16);
            assertThat(receiver.unprotect(packet)).isFalse();
            byte[] longRtcp = rtcp(SrtpSender.MAX_PACKET + 1);
            assertThat(receiver.unprotectRtcp(longRtcp, 0, longRtcp.length)).isEqualTo(-1);
            for (int length = 0; length < 8 + 14; length++) {
                assertThat(receiver.unprotectRtcp(rtcp(30), 0, length)).isEqualTo(-1);
            }
            assertThat(receiver.hasHeard(SSRC)).isFalse();
        }
    }

    /** Its number would be that of a packet before the first: nobody could decrypt it. */
    @Test
    void aPacketFromBeforeTheFirstOfItsSourceIsNotSent() {
        try (SrtpSender sender = SrtpSender.forKey(key(SrtpProfile.AEAD_AES_128_GCM))) {
            assertThat(sender.protect(packet(rtp(5, 40)))).isTrue();
            assertThat(sender.protect(packet(rtp(65_535, 40)))).isFalse();
            assertThat(sender.protect(packet(rtp(4, 40))))
                    .as("but one before it is")
                    .isTrue();
            assertThat(sender.protect(packet(rtp(6, 40)))).isTrue();
        }
    }

    /** The highest number counts, not the last: a packet that is sent again late does not turn the counter back. */
    @Test
    void whatIsSentAgainDoesNotTurnTheCounterBack() {
        SrtpProfile profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        try (SrtpSender sender = SrtpSender.forKey(key(profile));
                SrtpReceiver receiver = SrtpReceiver.forKey(key(profile))) {
            for (int sequenceNumber : new int[] {30_000, 60_000, 30_001, 20_000, 20_001}) {
                RtpPacket packet = packet(rtp(sequenceNumber, 40));
                assertThat(sender.protect(packet)).isTrue();
                assertThat(receiver.unprotect(packet)).as("%d", sequenceNumber).isEqualTo(sequenceNumber != 30_001);
            }
        }
    }

    @Test
    void aSourceHasBeenHeardOnceOneOfItsPacketsWasGenuine() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        try (SrtpSender sender = SrtpSender.forKey(key(profile));
                SrtpReceiver first = SrtpReceiver.forKey(key(profile));
                SrtpReceiver second = SrtpReceiver.forKey(key(profile))) {
            RtpPacket packet = packet(rtp(1, 40));
            assertThat(first.unprotect(packet(rtp(1, 60)))).isFalse();
            assertThat(first.hasHeard(SSRC)).isFalse();
            assertThat(sender.protect(packet)).isTrue();
            assertThat(first.unprotect(packet)).isTrue();
            assertThat(first.hasHeard(SSRC)).isTrue();
            assertThat(first.hasHeard(SSRC + 1)).isFalse();
            byte[] rtcp = rtcp(40);
            int sealed = sender.protectRtcp(rtcp, 0, 40);
            assertThat(second.hasHeard(SSRC)).isFalse();
            assertThat(second.unprotectRtcp(rtcp, 0, sealed)).isEqualTo(40);
            assertThat(second.hasHeard(SSRC)).isTrue();
        }
    }

    /** RTCP has so many sources and no more, as RTP has. */
    @Test
    void holdsABoundedNumberOfSourcesOfRtcp() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        try (SrtpSender sender = SrtpSender.forKey(key(profile));
                SrtpReceiver receiver = SrtpReceiver.forKey(key(profile))) {
            for (int ssrc = 0; ssrc <= SrtpReceiver.MAX_SSRCS; ssrc++) {
                byte[] bytes = rtcp(40);
                bytes[4] = 0;
                bytes[5] = 0;
                bytes[6] = 0;
                bytes[7] = (byte) ssrc;
                int sealed = sender.protectRtcp(bytes, 0, 40);
                assertThat(receiver.unprotectRtcp(bytes, 0, sealed)).isEqualTo(ssrc < SrtpReceiver.MAX_SSRCS ? 40 : -1);
            }
        }
    }

    /** The key that was used last is looked at first; the others stay good, whichever that is. */
    @Test
    void anyOfSeveralKeysIsGoodAtAnyTime() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        List<SrtpKey> keys = List.of(SrtpKey.random(profile), SrtpKey.random(profile), SrtpKey.random(profile));
        List<SrtpSender> senders = keys.stream().map(SrtpSender::forKey).toList();
        try (SrtpReceiver receiver = SrtpReceiver.forKeys(keys)) {
            Random random = new Random(1);
            for (int i = 1; i <= 60; i++) {
                SrtpSender sender = senders.get(random.nextInt(3));
                RtpPacket packet = packet(rtp(i, 40));
                assertThat(sender.protect(packet)).isTrue();
                assertThat(receiver.unprotect(packet)).as("packet %d", i).isTrue();
            }
        }
        senders.forEach(SrtpSender::close);
    }

    /** RFC 3711, section 4.1.2.1: the number of a block has more than one byte. */
    @ParameterizedTest
    @EnumSource
    void feedsBackThroughMoreThan256Blocks(CipherSource ciphers) throws GeneralSecurityException {
        SrtpProfile profile = SrtpProfile.F8_128_HMAC_SHA1_80;
        int length = 12 + 16 * 300 + 5;
        byte[] bytes = rtp(1, length);
        new Random(1).nextBytes(bytes);
        byte[] header = HexFormat.of().parseHex("800f0001decafbadcafebabe");
        System.arraycopy(header, 0, bytes, 0, header.length);
        byte[] expected = Arrays.copyOfRange(bytes, 12, length);
        SessionKeys keys = SessionKeys.derive(profile, new byte[16], new byte[14], PacketKind.RTP);
        SrtpCipherF8 theirs = new SrtpCipherF8(Cipher.getInstance("AES/ECB/NoPadding"));
        theirs.init(keys.encryption, keys.salt);
        theirs.setIV(HexFormat.of().parseHex("000f0001decafbadcafebabe00000000"), Cipher.ENCRYPT_MODE);
        theirs.process(expected, 0, expected.length);
        try (SrtpSender sender = new SrtpSender(key(profile), ciphers)) {
            assertThat(sender.protect(packet(bytes))).isTrue();
        }
        assertThat(Arrays.copyOfRange(bytes, 12, length)).isEqualTo(expected);
    }

    @Test
    void saysWhoseCiphersAreUsed() {
        assertThat(SrtpWarmUp.run()).startsWith(CipherSource.best() == CipherSource.OPENSSL ? "OpenSSL 3" : "Java's");
    }
}
