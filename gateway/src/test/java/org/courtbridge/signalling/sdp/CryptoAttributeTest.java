package org.courtbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoAttributeTest {

    /** RFC 4568, section 4. */
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    private static final String NINE_MORE = ";inline:" + KEY + "|2:1;inline:" + KEY + "|3:1;inline:" + KEY
            + "|4:1;inline:" + KEY + "|5:1;inline:" + KEY + "|6:1;inline:" + KEY + "|7:1;inline:" + KEY + "|8:1;inline:"
            + KEY
            + "|9:1;inline:" + KEY + "|10:1";

    @Test
    void readsTheExampleOfTheStandard() {
        String value = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4 FEC_ORDER=FEC_SRTP";
        CryptoAttribute crypto = CryptoAttribute.parse(value);
        assertThat(crypto.tag()).isEqualTo(1);
        assertThat(crypto.suite()).isEqualTo("AES_CM_128_HMAC_SHA1_80");
        assertThat(crypto.keys()).containsExactly(new CryptoAttribute.Key(KEY, "2^20", "1:4"));
        assertThat(crypto.keys().getFirst().packets()).isEqualTo(1_048_576);
        assertThat(crypto.sessionParameters()).containsExactly("FEC_ORDER=FEC_SRTP");
        assertThat(crypto.usableKeys()).isEmpty();
        assertThat(crypto.write()).isEqualTo(value);
        assertThat(crypto.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatItReads(SrtpProfile profile) {
        SrtpKey key = SrtpKey.random(profile);
        CryptoAttribute crypto =
                CryptoAttribute.parse(CryptoAttribute.of(7, key).write());
        assertThat(crypto).isEqualTo(CryptoAttribute.of(7, key));
        assertThat(crypto.usableKeys()).containsExactly(key);
        assertThat(SrtpKey.random(profile)).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^48",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1000000 WSH=128 -unknown",
                "999999999  AES_CM_128_HMAC_SHA1_32\tinline:" + KEY,
                "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
                "2 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31|1:1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|340282366920938463463374607431768211455:128"
            })
    void takesWhatIsOfNoConsequence(String value) {
        assertThat(CryptoAttribute.parse(value).usableKeys()).hasSize(1);
    }

    /** RFC 4568, section 6.1. */
    @Test
    void takesAllKeysOfALineThatPacketsName() {
        SrtpKey first = SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        SrtpKey second = SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        CryptoAttribute crypto =
                CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:%s|2^20|1:4;inline:%s|500|258:4"
                        .formatted(first.inline(), second.inline()));
        assertThat(crypto.usableKeys())
                .containsExactly(first.named(new byte[] {0, 0, 0, 1}), second.named(new byte[] {0, 0, 1, 2}));
        assertThat(crypto.keys()).extracting(CryptoAttribute.Key::packets).containsExactly(1_048_576L, 500L);
    }

    @ParameterizedTest
    @CsvSource({"'', 281474976710656", "|2^48, 281474976710656", "|2^0, 1", "|1, 1", "|281474976710656, 281474976710656"
    })
    void readsForHowManyPacketsAKeyIs(String lifetime, long packets) {
        CryptoAttribute crypto = CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + lifetime);
        assertThat(crypto.keys().getFirst().packets()).isEqualTo(packets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_64_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + KEY + "|2:2",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + KEY + "|01:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:1" + NINE_MORE,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTCP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNAUTHENTICATED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " unknown"
            })
    void usesNothingThatItCannotHonour(String value) {
        assertThat(CryptoAttribute.parse(value).usableKeys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 AES_CM_128_HMAC_SHA1_80",
                "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1234567890 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|0",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^49",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^99",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|281474976710657",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4;inline:" + KEY + "|2^20|",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";",
                "1 AEAD_AES_128_GCM inline:" + KEY
            })
    void refusesWhatIsMalformedWithoutTellingTheKey(String value) {
        assertThatThrownBy(() -> CryptoAttribute.parse(value))
                .isInstanceOf(SdpException.class)
                .hasMessageStartingWith("crypto")
                .hasMessageContaining("expected")
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void survivesEveryTruncationAndMutation() {
        String whole = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4;inline:" + KEY + " WSH=64";
        for (int n = 0; n < whole.length(); n++) {
            reads(whole.substring(0, n));
        }
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(whole);
            changed.setCharAt(random.nextInt(whole.length()), (char) (32 + random.nextInt(95)));
            reads(changed.toString());
        }
    }

    private static void reads(String value) {
        try {
            CryptoAttribute crypto = CryptoAttribute.parse(value);
            assertThat(CryptoAttribute.parse(crypto.write())).isEqualTo(crypto);
            crypto.usableKeys()
                    .forEach(key ->
                            assertThat(SrtpProfile.ofSuite(crypto.suite())).contains(key.profile()));
        } catch (SdpException e) {
            assertThat(e).hasMessageStartingWith("crypto");
        }
    }

    /** As devices write that were made after the drafts of RFC 6188; the answer must say it as they do. */
    @Test
    void answersASuiteByTheNameThatItWasOfferedBy() {
        SrtpKey theirs = SrtpKey.random(SrtpProfile.AES_256_CM_HMAC_SHA1_80);
        CryptoAttribute offered =
                CryptoAttribute.parse("3 AES_CM_256_HMAC_SHA1_80 inline:" + theirs.inline() + "|2^31|1:1");
        assertThat(offered.usableKeys().getFirst().profile()).isEqualTo(SrtpProfile.AES_256_CM_HMAC_SHA1_80);
        SrtpKey ours = SrtpKey.random(SrtpProfile.AES_256_CM_HMAC_SHA1_80);
        assertThat(offered.answer(ours).write()).isEqualTo("3 AES_CM_256_HMAC_SHA1_80 inline:" + ours.inline());
    }

    @Test
    void takesKeysWithoutPadding() {
        SrtpKey key = SrtpKey.random(SrtpProfile.AES_256_CM_HMAC_SHA1_80);
        String unpadded = key.inline().replace("=", "");
        assertThat(Base64.getDecoder().decode(unpadded)).hasSize(46);
        assertThat(CryptoAttribute.parse("1 AES_256_CM_HMAC_SHA1_80 inline:" + unpadded)
                        .usableKeys())
                .containsExactly(key);
    }
}
