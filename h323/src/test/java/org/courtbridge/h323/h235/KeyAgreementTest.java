package org.courtbridge.h323.h235;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyAgreementTest {

    private static final List<DhGroup> SHORT = List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH2048);

    /** As they go over the wire. */
    private static List<Sequence> sent(List<Sequence> tokens) {
        return tokens.stream()
                .map(token -> (Sequence) H235Types.CLEAR_TOKEN.decode(Octets.of(H235Types.CLEAR_TOKEN.encode(token))))
                .toList();
    }

    private static ObjectIdentifier identifier(Sequence token) {
        return token.get("tokenOID", ObjectIdentifier.class);
    }

    /** RFC 2409, section 6.2, and RFC 3526, sections 2 and 3. */
    @ParameterizedTest
    @CsvSource({
        "DH1024, FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
        "DH1536, FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
                + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF",
        "DH2048, FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
                + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
                + "15728E5A8AACAA68FFFFFFFFFFFFFFFF"
    })
    void makesThePrimesOfTheStandard(DhGroup group, String prime) {
        assertThat(group.prime()).isEqualTo(new BigInteger(prime, 16));
    }

    /** By their SHA-256 (RFC 3526, sections 5 to 7). */
    @ParameterizedTest
    @CsvSource({
        "DH4096, 4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33",
        "DH6144, d1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd",
        "DH8192, 39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf"
    })
    void makesTheLongPrimesOfTheStandard(DhGroup group, String hash) throws NoSuchAlgorithmException {
        byte[] octets = group.prime().toByteArray();
        byte[] unsigned = Arrays.copyOfRange(octets, octets.length - group.bits() / 8, octets.length);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(unsigned)))
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @EnumSource(names = {"DH1024", "DH1536", "DH2048", "DH4096"})
    void bothSidesComeToTheSameSecret(DhGroup group) {
        KeyAgreement caller = KeyAgreement.offer(List.of(group));
        KeyAgreement.Answer answer =
                KeyAgreement.answer(sent(caller.tokens()), List.of(group)).orElseThrow();
        assertThat(caller.complete(sent(answer.tokens()))).contains(answer.secret());
        assertThat(answer.secret().group()).isEqualTo(group);

        KeyAgreement other = KeyAgreement.offer(List.of(group));
        assertThat(other.complete(sent(answer.tokens()))).isPresent().isNotEqualTo(answer.secret());
    }

    @Test
    void agreesOnTheStrongestGroupThatBothHave() {
        KeyAgreement caller = KeyAgreement.offer(SHORT);
        assertThat(caller.tokens().stream().map(KeyAgreementTest::identifier))
                .containsExactly(
                        DhGroup.DH2048.identifier(),
                        DhGroup.DH1536.identifier(),
                        DhGroup.DH1024.identifier(),
                        H235Oids.VERSION_3);
        KeyAgreement.Answer answer = KeyAgreement.answer(
                        caller.tokens(), List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH4096))
                .orElseThrow();
        assertThat(answer.secret().group()).isEqualTo(DhGroup.DH1536);
        assertThat(answer.tokens().stream().map(KeyAgreementTest::identifier))
                .containsExactly(DhGroup.DH1536.identifier(), H235Oids.VERSION_3);
        assertThat(caller.complete(answer.tokens())).contains(answer.secret());
    }

    @Test
    void agreesOnNothingWithWhoHasNoneOfOurs() {
        List<Sequence> offer = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        assertThat(KeyAgreement.answer(offer, List.of(DhGroup.DH2048))).isEmpty();
        assertThat(KeyAgreement.isOffered(offer, List.of(DhGroup.DH2048))).isFalse();
        assertThat(KeyAgreement.isOffered(offer, SHORT)).isTrue();
        assertThat(KeyAgreement.answer(List.of(), SHORT)).isEmpty();
    }

    @Test
    void takesNoGroupThatWasNotOffered() {
        KeyAgreement caller = KeyAgreement.offer(List.of(DhGroup.DH2048));
        List<Sequence> other = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        assertThat(caller.complete(other)).isEmpty();
    }

    @Test
    void takesNobodyWhoDoesNotUnderstandSessionKeysOfVersion3() {
        KeyAgreement caller = KeyAgreement.offer(List.of(DhGroup.DH1024));
        List<Sequence> offer = caller.tokens();
        assertThat(KeyAgreement.answer(offer.subList(0, 1), SHORT)).isEmpty();
        assertThat(KeyAgreement.isOffered(offer.subList(0, 1), SHORT)).isFalse();
        KeyAgreement.Answer answer = KeyAgreement.answer(offer, SHORT).orElseThrow();
        assertThat(caller.complete(answer.tokens().subList(0, 1))).isEmpty();
    }

    record BadHalf(String what, UnaryOperator<BigInteger> ofPrime) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<BadHalf> badHalves() {
        return Stream.of(
                new BadHalf("0", prime -> BigInteger.ZERO),
                new BadHalf("1", prime -> BigInteger.ONE),
                new BadHalf("p - 1", prime -> prime.subtract(BigInteger.ONE)),
                new BadHalf("p", prime -> prime),
                new BadHalf("p + 1", prime -> prime.add(BigInteger.ONE)),
                new BadHalf("longer than p", prime -> prime.shiftLeft(9)));
    }

    private static Sequence withHalf(Sequence token, BitString half) {
        return token.but()
                .set(
                        "dhkey",
                        token.get("dhkey", Sequence.class)
                                .but()
                                .set("halfkey", half)
                                .done())
                .done();
    }

    private static BitString bits(BigInteger number) {
        return BitString.ofOctets(number.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("badHalves")
    void takesNoHalfThatMakesNoSecret(BadHalf bad) {
        KeyAgreement caller = KeyAgreement.offer(List.of(DhGroup.DH1024));
        List<Sequence> offer = caller.tokens();
        BitString half = bits(bad.ofPrime().apply(DhGroup.DH1024.prime()));
        List<Sequence> forged = List.of(withHalf(offer.getFirst(), half), offer.getLast());
        assertThat(KeyAgreement.answer(forged, SHORT)).isEmpty();
        assertThat(caller.complete(forged)).isEmpty();
    }

    @Test
    void takesTheSmallestAndTheLargestHalf() {
        List<Sequence> offer = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        for (BigInteger half : List.of(BigInteger.TWO, DhGroup.DH1024.prime().subtract(BigInteger.TWO))) {
            assertThat(KeyAgreement.answer(List.of(withHalf(offer.getFirst(), bits(half)), offer.getLast()), SHORT))
                    .isPresent();
        }
    }

    @Test
    void readsAHalfOfAnyNumberOfBits() {
        List<Sequence> offer = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        assertThat(DhGroup.DH1024.half(withHalf(offer.getFirst(), BitString.of("1001"))))
                .contains(BigInteger.valueOf(9));
        assertThat(DhGroup.DH1024.half(withHalf(offer.getFirst(), BitString.of(""))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"modSize", "generator"})
    void takesNoGroupThatSomebodyMadeUp(String parameter) {
        List<Sequence> offer = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        Sequence token = offer.getFirst();
        Sequence set = token.get("dhkey", Sequence.class);
        for (BitString made : List.of(BitString.of("0111"), BitString.ofOctets(new byte[128]))) {
            Sequence forged = token.but()
                    .set("dhkey", set.but().set(parameter, made).done())
                    .done();
            assertThat(KeyAgreement.answer(List.of(forged, offer.getLast()), SHORT))
                    .isEmpty();
        }
        Sequence silent = token.but()
                .set("dhkey", set.but().set(parameter, BitString.of("")).done())
                .done();
        assertThat(KeyAgreement.answer(List.of(silent, offer.getLast()), SHORT)).isPresent();
    }

    @Test
    void goesOnToAnotherTokenIfTheBestIsBad() {
        KeyAgreement caller = KeyAgreement.offer(List.of(DhGroup.DH1024, DhGroup.DH2048));
        List<Sequence> offer = caller.tokens();
        List<Sequence> forged =
                List.of(withHalf(offer.getFirst(), bits(BigInteger.ONE)), offer.get(1), offer.getLast());
        assertThat(KeyAgreement.answer(forged, SHORT).orElseThrow().secret().group())
                .isEqualTo(DhGroup.DH1024);
    }

    @Test
    void knowsWhatASecretIsStrongEnoughFor() {
        assertThat(secret(DhGroup.DH1024).algorithms()).containsExactly(EncryptionAlgorithm.AES_128_CBC);
        assertThat(secret(DhGroup.DH1536).algorithms())
                .containsExactly(EncryptionAlgorithm.AES_256_CBC, EncryptionAlgorithm.AES_128_CBC);
    }

    private static SharedSecret secret(DhGroup group) {
        KeyAgreement caller = KeyAgreement.offer(List.of(group));
        return KeyAgreement.answer(caller.tokens(), List.of(group))
                .orElseThrow()
                .secret();
    }

    private static Octets key(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return Octets.of(octets);
    }

    @ParameterizedTest
    @EnumSource
    void sealsKeysThatOnlyTheSecretOpens(EncryptionAlgorithm algorithm) {
        SharedSecret secret = secret(DhGroup.DH2048);
        Octets key = key(algorithm.keyLength());
        Octets sealed = secret.seal(algorithm, key);
        assertThat(secret.open(algorithm, sealed)).contains(key);
        assertThat(sealed.toString()).doesNotContain(key.toString());
        assertThat(secret(DhGroup.DH2048).open(algorithm, sealed)).isNotEqualTo(Optional.of(key));
    }

    @Test
    void sealsWithTheLastOctetsOfTheSecret() {
        byte[] octets = new byte[128];
        Octets last = Octets.ofHex("2b7e151628aed2a6abf7158809cf4f3c");
        System.arraycopy(last.toArray(), 0, octets, 112, 16);
        SharedSecret secret = new SharedSecret(DhGroup.DH1024, octets);
        // FIPS 197's example, as an initial value of zeros changes nothing: SP 800-38A, F.1.1.
        Octets sealed = secret.seal(EncryptionAlgorithm.AES_128_CBC, Octets.ofHex("6bc1bee22e409f96e93d7e117393172a"));
        assertThat(sealed.toString()).contains("3ad77bb40d7a3660a89ecaf32466ef97");
    }

    @Test
    void opensWhatIsSealedFromAnotherInitialValue() {
        SharedSecret secret = secret(DhGroup.DH1024);
        EncryptionAlgorithm aes = EncryptionAlgorithm.AES_128_CBC;
        Octets key = key(16);
        byte[] shifted = key.toArray();
        shifted[0] ^= 0x40;
        for (String component : List.of("iv16", "iv")) {
            Octets initial = Octets.ofHex("40" + "00".repeat(15));
            Octets sealed = withParams(
                    secret.seal(aes, Octets.of(shifted)),
                    H235Types.PARAMS.build().set(component, initial).done());
            assertThat(secret.open(aes, sealed)).contains(key);
        }
        Octets wrong = withParams(
                secret.seal(aes, key),
                H235Types.PARAMS.build().set("iv", Octets.ofHex("40")).done());
        assertThat(secret.open(aes, wrong)).isEmpty();
    }

    private static Octets withParams(Octets sealed, Sequence params) {
        Choice key = (Choice) H235Types.H235_KEY.decode(sealed);
        Sequence material = ((Sequence) key.value()).but().set("paramS", params).done();
        return Octets.of(H235Types.H235_KEY.encode(H235Types.H235_KEY.value("secureSharedSecret", material)));
    }

    @Test
    void opensNothingElse() {
        SharedSecret secret = secret(DhGroup.DH2048);
        EncryptionAlgorithm aes = EncryptionAlgorithm.AES_128_CBC;
        Octets sealed = secret.seal(aes, key(16));
        assertThat(secret.open(EncryptionAlgorithm.AES_256_CBC, sealed)).isEmpty();
        assertThat(secret.open(aes, Octets.of())).isEmpty();
        Octets open = Octets.of(
                H235Types.H235_KEY.encode(H235Types.H235_KEY.value("secureChannel", BitString.ofOctets(new byte[16]))));
        assertThat(secret.open(aes, open)).isEmpty();
    }

    @Test
    void survivesEveryTruncationAndMutation() {
        SharedSecret secret = secret(DhGroup.DH1024);
        EncryptionAlgorithm aes = EncryptionAlgorithm.AES_128_CBC;
        byte[] sealed = secret.seal(aes, key(16)).toArray();
        for (int n = 0; n < sealed.length; n++) {
            assertThat(secret.open(aes, Octets.of(sealed, 0, n))).isEmpty();
        }
        byte[] token = H235Types.CLEAR_TOKEN.encode(
                KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens().getFirst());
        Random random = new Random(9);
        int understood = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bad = (i % 2 == 0 ? sealed : token).clone();
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                if (i % 2 == 0) {
                    secret.open(aes, Octets.of(bad))
                            .ifPresent(key -> assertThat(key.length()).isEqualTo(16));
                } else {
                    Sequence read = (Sequence) H235Types.CLEAR_TOKEN.decode(Octets.of(bad));
                    understood += DhGroup.DH1024.half(read).isPresent() ? 1 : 0;
                }
            } catch (PerException e) {
                assertThat(i % 2).isEqualTo(1);
            }
        }
        assertThat(understood).isPositive();
    }

    @Test
    void showsNoSecret() {
        assertThat(secret(DhGroup.DH1024)).hasToString("a secret of DH1024");
    }
}
