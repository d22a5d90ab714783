package org.courtbridge.codecs.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Master keys, and the profiles that they are of. */
class SrtpKeyTest {

    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;

    private static byte[] counting(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    /** Each byte is drawn: one that were always the same would be known to everybody. */
    @ParameterizedTest
    @EnumSource
    void aRandomKeyIsRandomInEveryByte(SrtpProfile profile) {
        int length = profile.keyLength() + profile.saltLength();
        boolean[] varies = new boolean[length];
        byte[] first = Base64.getDecoder().decode(SrtpKey.random(profile).inline());
        assertThat(first).hasSize(length);
        for (int i = 0; i < 20; i++) {
            byte[] other = Base64.getDecoder().decode(SrtpKey.random(profile).inline());
            for (int at = 0; at < length; at++) {
                varies[at] |= other[at] != first[at];
            }
        }
        assertThat(varies).containsOnly(true);
    }

    /** RFC 4568, section 6.1: the key, and right behind it the salt. */
    @Test
    void isWrittenAndReadInline() {
        String text = "AAECAwQFBgcICQoLDA0OD2RlZmdoaWprbG1ub3Bx";
        SrtpKey key = SrtpKey.of(PROFILE, counting(0, 16), counting(100, 14));
        assertThat(key.inline()).isEqualTo(text);
        assertThat(SrtpKey.ofInline(PROFILE, text)).isEqualTo(key);
        SrtpKey longer = SrtpKey.of(SrtpProfile.AEAD_AES_128_GCM, counting(0, 16), counting(0, 12));
        assertThat(longer.inline()).endsWith("=");
        assertThat(SrtpKey.ofInline(
                        SrtpProfile.AEAD_AES_128_GCM, longer.inline().replace("=", "")))
                .as("without padding")
                .isEqualTo(longer);
    }

    @Test
    void refusesWhatIsNotItsLength() {
        for (int length : new int[] {0, 15, 16, 29, 31}) {
            String text = Base64.getEncoder().encodeToString(new byte[length]);
            assertThatThrownBy(() -> SrtpKey.ofInline(PROFILE, text))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("key and salt: %d and %d bytes (expected: 16 and 14)"
                            .formatted(Math.min(length, 16), Math.max(length - 16, 0)));
        }
        assertThatThrownBy(() -> SrtpKey.of(PROFILE, new byte[16], new byte[13]))
                .hasMessage("key and salt: 16 and 13 bytes (expected: 16 and 14)");
        assertThatThrownBy(() -> SrtpKey.ofInline(PROFILE, "no base 64")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTheSameIfAllOfItIs() {
        SrtpKey key = SrtpKey.of(PROFILE, counting(0, 16), counting(0, 14));
        assertThat(key)
                .isEqualTo(SrtpKey.of(PROFILE, counting(0, 16), counting(0, 14)))
                .hasSameHashCodeAs(SrtpKey.of(PROFILE, counting(0, 16), counting(0, 14)))
                .isNotEqualTo(SrtpKey.of(PROFILE, counting(1, 16), counting(0, 14)))
                .isNotEqualTo(SrtpKey.of(PROFILE, counting(0, 16), counting(1, 14)))
                .isNotEqualTo(SrtpKey.of(SrtpProfile.AES_CM_128_HMAC_SHA1_32, counting(0, 16), counting(0, 14)))
                .isNotEqualTo(key.named(new byte[] {1}))
                .isNotEqualTo("key");
        assertThat(key.named(new byte[] {1})).isEqualTo(key.named(new byte[] {1}));
        assertThat(key.profile()).isEqualTo(PROFILE);
        Set<Integer> codes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            codes.add(SrtpKey.of(PROFILE, counting(i, 16), counting(0, 14)).hashCode());
            codes.add(
                    SrtpKey.of(PROFILE, counting(0, 16), counting(100 + i, 14)).hashCode());
        }
        assertThat(codes).hasSizeGreaterThan(15);
    }

    /** Whoever wipes the arrays that a key was made of does not wipe the key. */
    @Test
    void isNotChangedByWhoeverMadeIt() {
        byte[] master = counting(0, 16);
        byte[] salt = counting(0, 14);
        byte[] name = {7};
        SrtpKey key = SrtpKey.of(PROFILE, master, salt).named(name);
        Arrays.fill(master, (byte) 0);
        Arrays.fill(salt, (byte) 0);
        name[0] = 0;
        assertThat(key)
                .isEqualTo(SrtpKey.of(PROFILE, counting(0, 16), counting(0, 14)).named(new byte[] {7}));
    }

    /** RFC 4568, section 6.2; RFC 6188, section 2; RFC 7714, section 12: bytes of master key, salt and tags. */
    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM, 16, 12, 16, 16, 7",
        "AEAD_AES_256_GCM, 32, 12, 16, 16, 8",
        "AES_CM_128_HMAC_SHA1_80, 16, 14, 10, 10, 1",
        "AES_CM_128_HMAC_SHA1_32, 16, 14, 4, 10, 2",
        "AES_192_CM_HMAC_SHA1_80, 24, 14, 10, 10, -1",
        "AES_192_CM_HMAC_SHA1_32, 24, 14, 4, 10, -1",
        "AES_256_CM_HMAC_SHA1_80, 32, 14, 10, 10, -1",
        "AES_256_CM_HMAC_SHA1_32, 32, 14, 4, 10, -1",
        "F8_128_HMAC_SHA1_80, 16, 14, 10, 10, -1"
    })
    void profilesAreThoseOfTheStandards(SrtpProfile profile, int key, int salt, int rtp, int rtcp, int dtls) {
        assertThat(profile.keyLength()).isEqualTo(key);
        assertThat(profile.saltLength()).isEqualTo(salt);
        assertThat(profile.tagLength(PacketKind.RTP)).isEqualTo(rtp);
        assertThat(profile.tagLength(PacketKind.RTCP)).isEqualTo(rtcp);
        assertThat(profile.dtlsId()).isEqualTo(dtls < 0 ? OptionalInt.empty() : OptionalInt.of(dtls));
        assertThat(profile.isLastResort()).isEqualTo(profile.name().startsWith("F8"));
        assertThat(SrtpProfile.ofSuite(profile.name())).contains(profile);
        assertThat(SrtpSender.OVERHEAD).isGreaterThanOrEqualTo(Math.max(rtp, rtcp + 4));
    }

    /** As devices still call them, from the drafts of RFC 6188; in capitals alone. */
    @Test
    void suitesAreKnownByTheirDraftsNamesToo() {
        Stream.of("192", "256")
                .forEach(bits -> assertThat(SrtpProfile.ofSuite("AES_CM_" + bits + "_HMAC_SHA1_80"))
                        .contains(SrtpProfile.valueOf("AES_" + bits + "_CM_HMAC_SHA1_80")));
        for (String other : new String[] {
            "aes_cm_128_hmac_sha1_80", "AES_128_CM_HMAC_SHA1_80", "xAES_CM_192_HMAC_SHA1_80", "NULL_HMAC_SHA1_80", ""
        }) {
            assertThat(SrtpProfile.ofSuite(other)).as(other).isEqualTo(Optional.empty());
        }
    }
}
