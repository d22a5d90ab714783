package org.courtbridge.h323.h235;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Captured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordHashTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_561_143);

    static List<PasswordHash> captured() {
        return Captured.of("d1-md5").stream()
                .filter(Captured::isRas)
                .map(captured ->
                        (Choice) captured.type().decode(captured.octets().toArray()))
                .map(message -> (Sequence) message.value())
                .flatMap(message -> message.type().components().stream()
                                .anyMatch(component -> component.name().equals("cryptoTokens"))
                        ? message.list("cryptoTokens", Choice.class).stream()
                        : Stream.of())
                .flatMap(token -> token.find("cryptoEPPwdHash", Sequence.class).stream())
                .flatMap(token -> PasswordHash.of(
                        token.get("alias", Choice.class)
                                .find("h323-ID", String.class)
                                .orElseThrow(),
                        token.number("timeStamp"),
                        token.get("token", Sequence.class))
                        .stream())
                .toList();
    }

    @Test
    void findsTheTokensOfAllMessages() {
        assertThat(captured()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void knowsWhoSentWhatWasCaptured(PasswordHash captured) {
        assertThat(captured.isOf("secret-" + captured.id())).isTrue();
        assertThat(captured.isOf("secret")).isFalse();
        assertThat(captured.isOf("")).isFalse();
        assertThat(new PasswordHash(captured.id(), captured.timeStamp() + 1, captured.hash())
                        .isOf("secret-" + captured.id()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void knowsItsOwnInEitherWriting(PasswordHash.Ending ending) {
        PasswordHash sent = PasswordHash.of("Зал 1", "құпия", ending, NOW);

        assertThat(PasswordHash.of("Зал 1\0", sent.timeStamp(), sent.toHashed()))
                .contains(sent);
        assertThat(sent.isOf("құпия")).isTrue();
        assertThat(sent.isOf("купия")).isFalse();
    }

    @Test
    void takesNoNameThatCannotBeWritten() {
        assertThat(new PasswordHash("a".repeat(256), 1, Octets.of(new byte[16])).isOf("secret"))
                .isFalse();
    }

    @Test
    void readsAndWritesAccessTokens() {
        AccessToken known = new AccessToken(
                "room1",
                NOW.getEpochSecond(),
                BigInteger.valueOf(200),
                Octets.ofHex("2067ae702365e4b698fa307710fc5d20"));

        assertThat(known.isOf("secret-Қ")).isTrue();
        assertThat(known.isOf("secret")).isFalse();
        assertThat(AccessToken.of(known.toClearToken())).contains(known);

        AccessToken own = AccessToken.of("room1", "secret", NOW, new Random(1));
        assertThat(own.isOf("secret")).isTrue();
        assertThat(AccessToken.of(own.toClearToken())).contains(own);
        assertThat(AccessToken.of(own.toClearToken().but().without("random").done()))
                .isEqualTo(Optional.empty());
        assertThat(AccessToken.of(
                        own.toClearToken().but().set("tokenOID", H235Oids.MD5).done()))
                .isEmpty();
    }

    @Test
    void takesATokenOnceAndAtItsTime() {
        RecentTokens recent = new RecentTokens();
        Duration tolerance = Duration.ofMinutes(5);
        long then = NOW.getEpochSecond();

        assertThat(recent.judge(then - 301, BigInteger.ONE, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.WRONG_TIME);
        assertThat(recent.judge(then + 301, BigInteger.ONE, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.WRONG_TIME);
        assertThat(recent.judge(then - 300, BigInteger.ONE, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.FRESH);
        assertThat(recent.judge(then, BigInteger.ONE, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.FRESH);

        for (int i = 0; i < 8; i++) {
            recent.remember(then + i, BigInteger.ONE);
        }
        assertThat(recent.judge(then + 3, BigInteger.ONE, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.REPEATED);
        assertThat(recent.judge(then + 3, BigInteger.TWO, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.FRESH);
        assertThat(recent.judge(then - 1, BigInteger.TWO, NOW, tolerance)).isEqualTo(RecentTokens.Verdict.REPEATED);
    }
}
