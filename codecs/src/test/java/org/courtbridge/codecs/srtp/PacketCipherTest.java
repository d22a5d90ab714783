package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jitsi.srtp.crypto.SrtpCipherF8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class PacketCipherTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] GCM_SALT = HEX.parseHex("517569642070726f2071756f");

    private final CipherSource ciphers;

    PacketCipherTest(CipherSource ciphers) {
        this.ciphers = ciphers;
    }

    /** RFC 7714, sections 16.1 and 17.1. */
    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM, f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce",
        "AEAD_AES_256_GCM, 32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                + "7aa3db36dfffd6b0f9bb7878d7a76c13"
    })
    void sealsRtpInGcmAsTheStandardShows(SrtpProfile profile, String sealed) {
        String header = "8040f17b8041f8d35501a0b2";
        String payload = "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
        Envelope envelope = new Envelope(profile, PacketKind.RTP, GCM_SALT);
        byte[] bytes = HEX.parseHex(header + payload + "00".repeat(16));
        envelope.rtp(bytes, 0, 12, 50, 0x5501a0b2, 0xf17b);
        try (PacketCipher cipher = ciphers.cipher(profile, keys(profile))) {
            cipher.seal(envelope);
            assertThat(HEX.formatHex(bytes)).isEqualTo(header + sealed);
            assertThat(cipher.open(envelope)).isTrue();
            assertThat(HEX.formatHex(bytes, 0, 50)).isEqualTo(header + payload);
        }
    }

    /** RFC 7714, sections 16.2 and 17.2. */
    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM, 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
                + "c84aa45896cf4d2fc5abf87245d9eade",
        "AEAD_AES_256_GCM, d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad"
                + "1d1eb30c4446839f57ff6f6cb26ac3be"
    })
    void sealsRtcpInGcmAsTheStandardShows(SrtpProfile profile, String sealed) {
        String header = "81c8000d4d617273";
        String body = "4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
        Envelope envelope = new Envelope(profile, PacketKind.RTCP, GCM_SALT);
        byte[] bytes = HEX.parseHex(header + body + "00".repeat(20));
        envelope.rtcp(bytes, 0, 52, Envelope.encrypted(0x5d4));
        try (PacketCipher cipher = ciphers.cipher(profile, keys(profile))) {
            cipher.seal(envelope);
            envelope.writeWord();
            assertThat(HEX.formatHex(bytes)).isEqualTo(header + sealed + "800005d4");
            assertThat(cipher.open(envelope)).isTrue();
            assertThat(HEX.formatHex(bytes, 0, 52)).isEqualTo(header + body);
        }
    }

    /** RFC 3711, appendix B.2: what zeros become is the keystream. */
    @Test
    void countsAsTheStandardShows() {
        SrtpProfile profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        SessionKeys keys = new SessionKeys(
                HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"),
                new byte[20],
                HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd"));
        Envelope envelope = new Envelope(profile, PacketKind.RTP, keys.salt);
        byte[] bytes = new byte[12 + 48 + 10];
        envelope.rtp(bytes, 0, 12, 60, 0, 0);
        try (PacketCipher cipher = ciphers.cipher(profile, keys)) {
            cipher.seal(envelope);
        }
        assertThat(HEX.formatHex(bytes, 12, 60))
                .isEqualTo("e03ead0935c95e80e166b16dd92b4eb4" + "d23513162b02d0f72a43a2fe4a5f97ab"
                        + "41e95b3bb0a2e8dd477901e4fca894c0");
    }

    /** RFC 3711, appendix B.1. */
    @Test
    void feedsBackAsTheStandardShows() {
        SessionKeys keys = new SessionKeys(
                HEX.parseHex("234829008467be186c3de14aae72d62c"), new byte[20], HEX.parseHex("32f2870d"));
        Envelope envelope = new Envelope(SrtpProfile.F8_128_HMAC_SHA1_80, PacketKind.RTP, keys.salt);
        String header = "806e5cba50681de55c621599";
        String payload = "70736575646f72616e646f6d6e657373" + "20697320746865206e65787420626573" + "74207468696e67";
        byte[] bytes = HEX.parseHex(header + payload + "00".repeat(10));
        envelope.rtp(bytes, 0, 12, bytes.length - 10, 0x5c621599, 0xd462564aL << 16 | 0x5cba);
        try (PacketCipher cipher = ciphers.cipher(SrtpProfile.F8_128_HMAC_SHA1_80, keys)) {
            cipher.seal(envelope);
            assertThat(HEX.formatHex(bytes, 0, bytes.length - 10))
                    .isEqualTo(header + "019ce7a26e7854014a6366aa95d4eefd" + "1ad4172a14f9faf455b7f1d4b62bd08f"
                            + "562c0eef7c4802");
            assertThat(cipher.open(envelope)).isTrue();
            assertThat(HEX.formatHex(bytes, 0, bytes.length - 10)).isEqualTo(header + payload);
        }
    }

    /** What f8 begins with is put together here as RFC 3711, sections 4.1.2.2 and 4.1.2.3 have it. */
    @Test
    void feedsBackAsAnotherCipherDoes() throws GeneralSecurityException {
        SrtpProfile profile = SrtpProfile.F8_128_HMAC_SHA1_80;
        byte[] master = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
        byte[] salt = HEX.parseHex("101112131415161718191a1b1c1d");
        String body = "ab".repeat(41);
        try (SrtpSender sender = new SrtpSender(SrtpKey.of(profile, master, salt), ciphers)) {
            String header = "80ef1234decafbadcafebabe";
            RtpPacket rtp = new RtpPacket().wrap(HEX.parseHex(header + body), 0, 53);
            assertThat(sender.protect(rtp)).isTrue();
            assertThat(HEX.formatHex(rtp.getBuffer(), 12, 53))
                    .isEqualTo(jitsiF8(master, salt, PacketKind.RTP, "00ef1234decafbadcafebabe" + "00000000", body));

            byte[] rtcp = HEX.parseHex("81c8000bcafebabe" + body + "00".repeat(SrtpSender.OVERHEAD));
            assertThat(sender.protectRtcp(rtcp, 0, 49)).isEqualTo(49 + 4 + 10);
            assertThat(HEX.formatHex(rtcp, 8, 49))
                    .isEqualTo(
                            jitsiF8(master, salt, PacketKind.RTCP, "00000000" + "80000000" + "81c8000bcafebabe", body));
        }
    }

    private static String jitsiF8(byte[] master, byte[] salt, PacketKind kind, String vector, String plain)
            throws GeneralSecurityException {
        SessionKeys keys = SessionKeys.derive(SrtpProfile.F8_128_HMAC_SHA1_80, master, salt, kind);
        SrtpCipherF8 cipher = new SrtpCipherF8(Cipher.getInstance("AES/ECB/NoPadding"));
        cipher.init(keys.encryption, keys.salt);
        cipher.setIV(HEX.parseHex(vector), Cipher.ENCRYPT_MODE);
        byte[] bytes = HEX.parseHex(plain);
        cipher.process(bytes, 0, bytes.length);
        return HEX.formatHex(bytes);
    }

    private static SessionKeys keys(SrtpProfile profile) {
        byte[] key = new byte[profile.keyLength()];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return new SessionKeys(key, new byte[0], Arrays.copyOf(GCM_SALT, GCM_SALT.length));
    }
}
