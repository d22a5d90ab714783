package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = Base32.toBase32String(KEY);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);

    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void isWhatTheStandardSays(long time, String code) {
        assertThat(Totp.code(KEY, time / 30, 8)).isEqualTo(code);
        assertThat(Totp.stepOf(code.substring(2), SECRET, Instant.ofEpochSecond(time)))
                .hasValue(time / 30);
    }

    @Test
    void isGoodOneStepBeforeAndAfter() {
        long step = NOW.getEpochSecond() / 30;
        for (int off = -3; off <= 3; off++) {
            OptionalLong found = Totp.stepOf(Totp.code(KEY, step + off, 6), SECRET, NOW);
            assertThat(found)
                    .as("%d steps off", off)
                    .isEqualTo(Math.abs(off) <= 1 ? OptionalLong.of(step + off) : OptionalLong.empty());
        }
        assertThat(Totp.stepOf("", SECRET, NOW)).isEmpty();
        assertThat(Totp.stepOf("07081804", SECRET, NOW)).as("eight digits").isEmpty();
    }

    @Test
    void secretsAreLongAndSaidAsAppsReadThem() {
        assertThat(Totp.newSecret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.newSecret());
        assertThat(Totp.uri("Courtbridge court.example", "aigul", "ABC"))
                .isEqualTo("otpauth://totp/Courtbridge%20court.example:aigul?secret=ABC"
                        + "&issuer=Courtbridge%20court.example");
    }
}
