package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SrtpTest {

    private final CipherSource ciphers;

    SrtpTest(CipherSource ciphers) {
        this.ciphers = ciphers;
    }

    private static final String RTP = "800f1234decafbadcafebabe" + "ab".repeat(16);
    private static final String EXTENDED = "900f1235decafbadcafebabe" + "bede000110ff0000" + "ab".repeat(5);
    private static final String RTCP = "81c8000bcafebabe" + "ab".repeat(16);

    /** What libsrtp 2 makes of these packets under the key and salt 00 01 02 … */
    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80,"
                + "800f1234decafbadcafebabec8f5e0214236e5fde9cbd62d47b0a0914abc4786f3c58a32060f,"
                + "900f1235decafbadcafebabebede000110ff0000fb2ae332f4c117597c12de6e6080f4,"
                + "81c8000bcafebabe2dcbd1a0f763810879d398df743f4f7d8000000177c289fde7d4cbca4e39",
        "AES_CM_128_HMAC_SHA1_32,"
                + "800f1234decafbadcafebabec8f5e0214236e5fde9cbd62d47b0a0914abc4786,"
                + "900f1235decafbadcafebabebede000110ff0000fb2ae332f4c117597c,"
                + "81c8000bcafebabe2dcbd1a0f763810879d398df743f4f7d8000000177c289fde7d4cbca4e39",
        "AEAD_AES_128_GCM,"
                + "800f1234decafbadcafebabe4ad7d8a55fb3fd902db557c94b415ecd17ea3bd1754d1f2808104e868c1cf597,"
                + "900f1235decafbadcafebabebede000110ff0000d831fb777fc579b70d88336a0c6d43198df3a30160,"
                + "81c8000bcafebabe60b68cb97100e4206ca1c1b44a69f017d387a55d3b720ebc6a4f31cd9316b96180000001",
        "AEAD_AES_256_GCM,"
                + "800f1234decafbadcafebabed54ed632a76bff3fa2efbb5597a5d5e87c07497c6b89729d1291317aeef11ba7,"
                + "900f1235decafbadcafebabebede000110ff00008fa535100a1852763028f2ce6d34be82c2176a7be7,"
                + "81c8000bcafebabe12d596ce61c485e7bae16103356375e982b1916f80021399f9b4c28101aaa9af80000001"
    })
    void speaksAsLibsrtpDoes(SrtpProfile profile, String rtp, String extended, String rtcp) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        assertThat(protect(sender, RTP)).isEqualTo(rtp);
        assertThat(protect(sender, EXTENDED)).isEqualTo(extended);
        protectRtcp(sender, RTCP); // libsrtp counts SRTCP packets from 1, we from 0
        assertThat(protectRtcp(sender, RTCP)).isEqualTo(rtcp);

        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        assertThat(unprotect(receiver, rtp)).isEqualTo(RTP);
        assertThat(unprotect(receiver, extended)).isEqualTo(EXTENDED);
        assertThat(unprotectRtcp(receiver, rtcp)).isEqualTo(RTCP);
    }

    /** RFC 3711, section 3.1, and RFC 7714, sections 8.2 and 9.2; and from those who announce it and leave it out. */
    @ParameterizedTest
    @EnumSource
    void findsTheNameOfTheKeyInEachPacketOrDoesWithout(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile).named(new byte[] {0, 0, 0, 7})), ciphers);
        SrtpReceiver another = new SrtpReceiver(List.of(counting(profile).named(new byte[] {0, 0, 0, 8})), ciphers);
        String rtp = protect(sender, RTP);
        String rtcp = protectRtcp(sender, RTCP);
        String namedRtp = named(rtp, profile, PacketKind.RTP);
        String namedRtcp = named(rtcp, profile, PacketKind.RTCP);
        assertThat(unprotect(another, namedRtp)).isEqualTo("refused");
        assertThat(unprotectRtcp(another, namedRtcp)).isEqualTo("refused");
        assertThat(unprotect(receiver, namedRtp)).isEqualTo(RTP);
        assertThat(unprotectRtcp(receiver, namedRtcp)).isEqualTo(RTCP);
        assertThat(unprotect(receiver, namedRtp)).as("once more").isEqualTo("refused");
        assertThat(unprotect(receiver, protect(sender, EXTENDED))).as("without").isEqualTo(EXTENDED);
        assertThat(unprotectRtcp(receiver, protectRtcp(sender, RTCP))).isEqualTo(RTCP);

        byte[] wrong = HexFormat.of().parseHex(namedRtp);
        wrong[20] ^= 1;
        RtpPacket packet = new RtpPacket().wrap(wrong.clone(), 0, wrong.length);
        assertThat(receiver.unprotect(packet)).isFalse();
        assertThat(packet.getLength()).isEqualTo(wrong.length);
        assertThat(packet.getBuffer()).as("is as it was").isEqualTo(wrong);

        byte[] wrongRtcp = HexFormat.of().parseHex(namedRtcp);
        wrongRtcp[12] ^= 1;
        byte[] given = wrongRtcp.clone();
        assertThat(receiver.unprotectRtcp(given, 0, given.length)).isEqualTo(-1);
        assertThat(given).as("is as it was").isEqualTo(wrongRtcp);
    }

    /**
     * A sender that goes over to another key goes on counting (RFC 3711, sections 3.3.1 and 3.4), past the wrap of its
     * numbers too, and may go back.
     */
    @ParameterizedTest
    @EnumSource
    void takesEachPacketUnderTheKeyThatItNames(SrtpProfile profile) {
        SrtpKey other = SrtpKey.random(profile);
        SrtpSender sevens = new SrtpSender(counting(profile), ciphers);
        SrtpSender eights = new SrtpSender(other, ciphers);
        SrtpReceiver receiver = new SrtpReceiver(
                List.of(counting(profile).named(new byte[] {0, 0, 0, 7}), other.named(new byte[] {0, 0, 0, 8})),
                ciphers);
        String last = RTP.replace("1234decafbad", "fffedecafbad");
        String wrapped = RTP.replace("1234decafbad", "0001decafbad");
        for (SrtpSender sender : List.of(sevens, eights)) {
            protect(sender, last); // so that both know of the wrap
        }
        String first = named(protect(sevens, RTP.replace("1234decafbad", "ffffdecafbad")), profile, PacketKind.RTP);
        String second = named(protect(eights, wrapped), profile, PacketKind.RTP, "00000008");
        assertThat(unprotect(receiver, first)).isEqualTo(RTP.replace("1234decafbad", "ffffdecafbad"));
        assertThat(unprotect(receiver, second)).isEqualTo(wrapped);
        assertThat(unprotect(receiver, second)).as("once more").isEqualTo("refused");
        assertThat(unprotect(receiver, first)).as("once more").isEqualTo("refused");
        String third = protect(sevens, wrapped.replace("800f0001", "800f0002"));
        assertThat(unprotect(receiver, named(third, profile, PacketKind.RTP, "00000008")))
                .as("by the wrong name")
                .isEqualTo("refused");
        assertThat(unprotect(receiver, named(third, profile, PacketKind.RTP)))
                .isEqualTo(wrapped.replace("800f0001", "800f0002"));

        assertThat(unprotectRtcp(receiver, named(protectRtcp(sevens, RTCP), profile, PacketKind.RTCP)))
                .isEqualTo(RTCP);
        protectRtcp(eights, RTCP); // as its index goes on
        assertThat(unprotectRtcp(receiver, named(protectRtcp(eights, RTCP), profile, PacketKind.RTCP, "00000008")))
                .isEqualTo(RTCP);
    }

    private static String named(String sealed, SrtpProfile profile, PacketKind kind) {
        return named(sealed, profile, kind, "00000007");
    }

    private static String named(String sealed, SrtpProfile profile, PacketKind kind, String name) {
        int behind = profile.isAead() ? 0 : 2 * profile.tagLength(kind);
        int at = sealed.length() - behind;
        return sealed.substring(0, at) + name + sealed.substring(at);
    }

    @ParameterizedTest
    @EnumSource
    void refusesRepeatedPackets(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        String rtp = protect(sender, RTP);
        String rtcp = protectRtcp(sender, RTCP);
        assertThat(unprotect(receiver, rtp)).isEqualTo(RTP);
        assertThat(unprotect(receiver, rtp)).isEqualTo("refused");
        assertThat(unprotectRtcp(receiver, rtcp)).isEqualTo(RTCP);
        assertThat(unprotectRtcp(receiver, rtcp)).isEqualTo("refused");
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryTruncationAndEveryChangedBit(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        byte[] rtp = HexFormat.of().parseHex(protect(sender, RTP));
        byte[] rtcp = HexFormat.of().parseHex(protectRtcp(sender, RTCP));
        for (int n = 0; n < rtp.length; n++) {
            assertThat(unprotect(receiver, hex(Arrays.copyOf(rtp, n)))).isEqualTo("refused");
        }
        for (int n = 0; n < rtcp.length; n++) {
            assertThat(unprotectRtcp(receiver, hex(Arrays.copyOf(rtcp, n)))).isEqualTo("refused");
        }
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            assertThat(unprotect(receiver, hex(flipped(rtp, random)))).isEqualTo("refused");
            assertThat(unprotectRtcp(receiver, hex(flipped(rtcp, random)))).isEqualTo("refused");
        }
        assertThat(unprotect(receiver, hex(rtp))).isEqualTo(RTP);
        assertThat(unprotectRtcp(receiver, hex(rtcp))).isEqualTo(RTCP);
    }

    @ParameterizedTest
    @EnumSource
    void junkOfManySourcesDoesNotKeepTheGenuineOneOut(SrtpProfile profile) {
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        Random random = new Random(2);
        byte[] junk = new byte[60];
        for (int i = 0; i < 10 * SrtpReceiver.MAX_SSRCS; i++) {
            random.nextBytes(junk);
            junk[0] = (byte) 0x80;
            assertThat(unprotect(receiver, hex(junk))).isEqualTo("refused");
            assertThat(unprotectRtcp(receiver, hex(junk))).isEqualTo("refused");
        }
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        assertThat(unprotect(receiver, protect(sender, RTP))).isEqualTo(RTP);
        assertThat(unprotectRtcp(receiver, protectRtcp(sender, RTCP))).isEqualTo(RTCP);
    }

    @Test
    void holdsABoundedNumberOfSources() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        for (int ssrc = 0; ssrc <= SrtpReceiver.MAX_SSRCS; ssrc++) {
            String packet = "800f1234decafbad%08x".formatted(ssrc) + "ab".repeat(16);
            assertThat(unprotect(receiver, protect(sender, packet)))
                    .isEqualTo(ssrc < SrtpReceiver.MAX_SSRCS ? packet : "refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheWrapOfSequenceNumbersWithLossAndReordering(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        String[] packets = new String[8];
        String[] sent = new String[8];
        for (int i = 0; i < 8; i++) {
            packets[i] = "800f%04xdecafbadcafebabe".formatted(0xFFFC + i & 0xFFFF) + "ab".repeat(16);
            sent[i] = protect(sender, packets[i]);
        }
        for (int i : new int[] {0, 2, 1, 5, 3, 7, 4}) {
            assertThat(unprotect(receiver, sent[i])).isEqualTo(packets[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesRtcpThatIsAuthenticatedButNotEncrypted(SrtpProfile profile) {
        SessionKeys keys = counting(profile).session(PacketKind.RTCP);
        Envelope envelope = new Envelope(profile, PacketKind.RTCP, keys.salt);
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(RTCP), RTCP.length() / 2 + SrtpSender.OVERHEAD);
        int length = RTCP.length() / 2;
        try (PacketCipher cipher = ciphers.cipher(profile, keys)) {
            cipher.seal(envelope.rtcp(bytes, 0, length, 7));
            envelope.writeWord();
        }
        String sealed = hex(Arrays.copyOf(bytes, length + profile.tagLength(PacketKind.RTCP) + 4));
        assertThat(sealed).startsWith(RTCP).contains("00000007");
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        assertThat(unprotectRtcp(receiver, sealed.replace("00000007", "80000007")))
                .isEqualTo("refused");
        assertThat(unprotectRtcp(receiver, sealed)).isEqualTo(RTCP);
    }

    @ParameterizedTest
    @EnumSource
    void leavesWhatItRefusesAsItWas(SrtpProfile profile) {
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        SrtpSender sender = new SrtpSender(
                SrtpKey.of(profile, new byte[profile.keyLength()], new byte[profile.saltLength()]), ciphers);
        RtpPacket rtp = wrap(RTP);
        assertThat(sender.protect(rtp)).isTrue();
        String sealed = hex(rtp);
        assertThat(receiver.unprotect(rtp)).isFalse();
        assertThat(hex(rtp)).isEqualTo(sealed);
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheSamePacketAgainAsTheSame(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        assertThat(protect(sender, RTP)).isEqualTo(protect(sender, RTP));
    }

    @ParameterizedTest
    @EnumSource
    void carriesNothingWhenClosed(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(counting(profile), ciphers);
        SrtpReceiver receiver = new SrtpReceiver(List.of(counting(profile)), ciphers);
        String sealed = protect(sender, RTP);
        String sealedRtcp = protectRtcp(sender, RTCP);
        sender.close();
        sender.close();
        receiver.close();
        receiver.close();
        assertThat(sender.protect(wrap(RTP))).isFalse();
        assertThat(sender.protectRtcp(roomy(RTCP), 3, RTCP.length() / 2)).isEqualTo(-1);
        assertThat(unprotect(receiver, sealed)).isEqualTo("refused");
        assertThat(unprotectRtcp(receiver, sealedRtcp)).isEqualTo("refused");
    }

    @Test
    void protectsNothingThatIsTooLong() {
        SrtpSender sender = new SrtpSender(counting(SrtpProfile.AEAD_AES_128_GCM), ciphers);
        String longest = RTP + "ab".repeat(SrtpSender.MAX_PACKET - RTP.length() / 2);
        assertThat(sender.protect(wrap(longest))).isTrue();
        assertThat(sender.protect(wrap(longest + "ab"))).isFalse();
        assertThat(sender.protectRtcp(roomy(longest + "ab"), 3, SrtpSender.MAX_PACKET + 1))
                .isEqualTo(-1);
    }

    @Test
    void refusesTheWrongKey() {
        SrtpProfile profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        SrtpSender sender = new SrtpSender(SrtpKey.of(profile, new byte[16], new byte[14]), ciphers);
        assertThat(unprotect(new SrtpReceiver(List.of(counting(profile)), ciphers), protect(sender, RTP)))
                .isEqualTo("refused");
    }

    @Test
    void refusesKeysOfTheWrongLengthAndPrintsNone() {
        assertThatThrownBy(() -> SrtpKey.of(SrtpProfile.AEAD_AES_256_GCM, new byte[16], new byte[12]))
                .hasMessage("key and salt: 16 and 12 bytes (expected: 32 and 12)");
        assertThat(counting(SrtpProfile.AEAD_AES_128_GCM)).hasToString("SrtpKey[AEAD_AES_128_GCM]");
    }

    private static SrtpKey counting(SrtpProfile profile) {
        byte[] bytes = new byte[profile.keyLength() + profile.saltLength()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return SrtpKey.of(
                profile,
                Arrays.copyOf(bytes, profile.keyLength()),
                Arrays.copyOfRange(bytes, profile.keyLength(), bytes.length));
    }

    private static String protect(SrtpSender sender, String packet) {
        RtpPacket rtp = wrap(packet);
        assertThat(sender.protect(rtp)).isTrue();
        return hex(rtp);
    }

    private static String unprotect(SrtpReceiver receiver, String packet) {
        try {
            RtpPacket rtp = wrap(packet);
            return receiver.unprotect(rtp) ? hex(rtp) : "refused";
        } catch (MalformedPacketException e) {
            return "refused";
        }
    }

    private static String protectRtcp(SrtpSender sender, String packet) {
        byte[] bytes = roomy(packet);
        int length = sender.protectRtcp(bytes, 3, packet.length() / 2);
        return hex(Arrays.copyOfRange(bytes, 3, 3 + length));
    }

    private static String unprotectRtcp(SrtpReceiver receiver, String packet) {
        byte[] bytes = roomy(packet);
        int length = receiver.unprotectRtcp(bytes, 3, packet.length() / 2);
        return length < 0 ? "refused" : hex(Arrays.copyOfRange(bytes, 3, 3 + length));
    }

    private static RtpPacket wrap(String packet) {
        return new RtpPacket().wrap(roomy(packet), 3, packet.length() / 2);
    }

    private static byte[] roomy(String packet) {
        byte[] bytes = HexFormat.of().parseHex(packet);
        byte[] roomy = new byte[3 + bytes.length + SrtpSender.OVERHEAD];
        System.arraycopy(bytes, 0, roomy, 3, bytes.length);
        return roomy;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(RtpPacket packet) {
        return hex(Arrays.copyOfRange(packet.getBuffer(), packet.getOffset(), packet.getOffset() + packet.getLength()));
    }
}
