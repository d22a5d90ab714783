package org.courtbridge.h323.h235;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpKeysTest {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String SALT = "101112131415161718191a1b1c1d";

    /** By hand: one element; no extension, lifetime or MKI; octets of 16 and 14. */
    private static final String BARE = "01" + "00" + "10" + KEY + "0e" + SALT;

    /** The first extension of H235Key, within it paramS without anything, and one addition. */
    private static final String H235_KEY = "80" + "27" + "800020" + "23" + "22" + BARE;

    private static SrtpMasterKey key(String name) {
        return new SrtpMasterKey(Octets.ofHex(KEY), Octets.ofHex(SALT), Octets.ofHex(name));
    }

    @Test
    void readsAndWritesBothForms() {
        SrtpKeys bare = new SrtpKeys(List.of(key("")), SrtpKeys.Form.BARE);
        assertThat(bare.toH235Key()).isEqualTo(Octets.ofHex(BARE));
        assertThat(SrtpKeys.of(Octets.ofHex(BARE))).contains(bare);

        SrtpKeys usual = new SrtpKeys(List.of(key("")), SrtpKeys.Form.H235_KEY);
        assertThat(usual.toH235Key()).isEqualTo(Octets.ofHex(H235_KEY));
        assertThat(SrtpKeys.of(Octets.ofHex(H235_KEY))).contains(usual);
    }

    @ParameterizedTest
    @EnumSource
    void takesSeveralThatPacketsName(SrtpKeys.Form form) {
        SrtpKeys several = new SrtpKeys(List.of(key("0001"), key("0002")), form);
        assertThat(SrtpKeys.of(several.toH235Key())).contains(several);
    }

    /** @param names of the keys, from which a packet cannot tell its own */
    @ParameterizedTest
    @CsvSource({"01 01", "01 0002", "01 -", "- -", "01 02 03 04 05 06 07 08 09"})
    void refusesKeysThatCannotBeToldApart(String names) {
        SrtpKeys several = new SrtpKeys(
                List.of(names.split(" ")).stream()
                        .map(name -> key(name.replace("-", "")))
                        .toList(),
                SrtpKeys.Form.H235_KEY);
        assertThat(SrtpKeys.of(several.toH235Key())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"15, 14, 0", "17, 14, 0", "16, 13, 0", "16, 4, 0", "16, 0, 0", "0, 14, 0", "16, 14, 2"})
    void refusesOtherLengths(int key, int salt, int mki) {
        Sequence.Builder said = SrtpTypes.SRTP_KEY_PARAMETERS
                .build()
                .set("masterKey", Octets.of(new byte[key]))
                .set("masterSalt", Octets.of(new byte[salt]));
        if (mki > 0) {
            said.set(
                    "mki",
                    SrtpTypes.MKI
                            .build()
                            .set("length", (long) mki)
                            .set("value", Octets.of((byte) 1))
                            .done());
        }
        assertThat(SrtpKeys.of(Octets.of(SrtpTypes.SRTP_KEYS.encode(List.of(said.done())))))
                .isEmpty();
    }

    /** Lifetimes say how soon the sender takes another key, which is no matter of ours. */
    @Test
    void takesALifetime() {
        Sequence said = SrtpTypes.SRTP_KEY_PARAMETERS
                .build()
                .set("masterKey", Octets.ofHex(KEY))
                .set("masterSalt", Octets.ofHex(SALT))
                .set("lifetime", SrtpTypes.LIFETIME.value("powerOfTwo", BigInteger.valueOf(48)))
                .done();
        assertThat(SrtpKeys.of(Octets.of(SrtpTypes.SRTP_KEYS.encode(List.of(said)))))
                .contains(new SrtpKeys(List.of(key("")), SrtpKeys.Form.BARE));
    }

    @ParameterizedTest
    @CsvSource({BARE, H235_KEY})
    void refusesEveryTruncationAndWhatFollows(String whole) {
        for (int n = 0; n < whole.length(); n += 2) {
            assertThat(SrtpKeys.of(Octets.ofHex(whole.substring(0, n)))).isEmpty();
        }
        assertThat(SrtpKeys.of(Octets.ofHex(whole + "00"))).isEmpty();
    }

    /** No exception, and what is taken is as long as keys are. */
    @Test
    void takesWhateverComes() {
        Random random = new Random(2358);
        RandomValues values = new RandomValues(random);
        List<byte[]> seeds = new ArrayList<>(
                List.of(Octets.ofHex(BARE).toArray(), Octets.ofHex(H235_KEY).toArray()));
        IntStream.range(0, 50).forEach(_ -> seeds.add(SrtpTypes.SRTP_KEYS.encode(values.of(SrtpTypes.SRTP_KEYS))));
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
            for (int j = random.nextInt(3); j >= 0 && octets.length > 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            Optional<SrtpKeys> read = SrtpKeys.of(Octets.of(octets));
            read.ifPresent(keys -> assertThat(keys.all())
                    .allMatch(key -> key.key().length() == 16 && key.salt().length() == 14));
            taken += read.isPresent() ? 1 : 0;
        }
        assertThat(taken).isPositive();
    }

    @Test
    void saysNothingOfTheKey() {
        SrtpMasterKey key = SrtpMasterKey.random(new SecureRandom());
        assertThat(new SrtpKeys(List.of(key), SrtpKeys.Form.BARE).toString())
                .doesNotContain(key.key().toString())
                .doesNotContain(key.salt().toString());
        assertThat(SrtpMasterKey.random(new SecureRandom())).isNotEqualTo(key);
    }
}
