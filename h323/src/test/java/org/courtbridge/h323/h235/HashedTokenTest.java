package org.courtbridge.h323.h235;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.SecurityTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HashedTokenTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_561_159);

    /** A message with its token, and whose password it is. */
    record Signed(Captured captured, HashedToken token, String password) {}

    static List<Signed> captured() {
        return Captured.of("d1-h2351").stream()
                .filter(Captured::isRas)
                .flatMap(captured -> tokens(captured.octets().toArray())
                        .map(token -> new Signed(captured, token, password(captured, token))))
                .toList();
    }

    private static Stream<HashedToken> tokens(byte[] message) {
        Choice ras = (Choice) Ras.RAS_MESSAGE.decode(message);
        return ((Sequence) ras.value())
                .list("cryptoTokens", Choice.class).stream()
                        .flatMap(token -> token.find("nestedcryptoToken", Choice.class).stream())
                        .flatMap(token -> HashedToken.of(token).stream());
    }

    /** Bob's endpoint identifier begins with 375. */
    private static String password(Captured captured, HashedToken token) {
        String endpoint =
                (captured.sender().equals("gatekeeper") ? token.generalId() : token.sendersId()).orElseThrow();
        return endpoint.equals("bob") || endpoint.startsWith("375") ? "secret-bob" : "secret-alice";
    }

    @Test
    void findsTheTokensOfAllMessages() {
        assertThat(captured()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void knowsWhoSentWhatWasCaptured(Signed signed) {
        byte[] message = signed.captured.octets().toArray();

        assertThat(signed.token.isOf(message, signed.password)).isTrue();
        assertThat(signed.token.isOf(message, signed.password + "x")).isFalse();
        for (int i = 0; i < message.length; i++) {
            byte[] changed = message.clone();
            changed[i] ^= 1;
            assertThat(signed.token.isOf(changed, signed.password)).isFalse();
        }
    }

    @Test
    void sealsWhatItSends() {
        HashedToken unsealed = HashedToken.unsealed("room1", Optional.of("GK"), NOW, new Random(1));
        byte[] message = Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(
                "registrationConfirm",
                Ras.REGISTRATION_CONFIRM
                        .build()
                        .set("requestSeqNum", 1)
                        .set("protocolIdentifier", H235Oids.MD5)
                        .set("callSignalAddress", List.of())
                        .set("endpointIdentifier", "1")
                        .set(
                                "cryptoTokens",
                                List.of(SecurityTypes.CRYPTO_H323_TOKEN.value(
                                        "nestedcryptoToken", unsealed.toCryptoToken())))
                        .set("willRespondToIRR", false)
                        .set("maintainConnection", false)
                        .done()));

        unsealed.seal(message, "secret");

        HashedToken received = tokens(message).findFirst().orElseThrow();
        assertThat(received.isOf(message, "secret")).isTrue();
        assertThat(received.sendersId()).contains("room1");
        assertThat(received.generalId()).contains("GK");
        assertThat(received.timeStamp()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void looksForTheHashInFewPlaces() {
        Octets hash = Octets.of(new byte[12]);
        HashedToken token = new HashedToken(Optional.empty(), Optional.empty(), 1, BigInteger.ONE, hash);

        assertThat(token.isOf(new byte[60_000], "secret")).isFalse();
    }

    @Test
    void sealsOnlyWhatHasItsTokenOnce() {
        HashedToken unsealed = HashedToken.unsealed("room1", Optional.of("GK"), NOW, new Random(1));
        byte[] twice = new byte[30];
        System.arraycopy(unsealed.hash().toArray(), 0, twice, 1, 12);
        System.arraycopy(unsealed.hash().toArray(), 0, twice, 15, 12);

        assertThatThrownBy(() -> unsealed.seal(twice, "secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> unsealed.seal(Arrays.copyOf(twice, 12), "secret"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
