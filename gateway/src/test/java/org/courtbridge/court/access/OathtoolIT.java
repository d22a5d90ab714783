package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The codes of oathtool, which we did not write, are ours. */
class OathtoolIT {

    private static String oathtool(String secret, Instant at) throws Exception {
        Process process = new ProcessBuilder(
                        "oathtool", "--totp", "--base32", "--now", "@" + at.getEpochSecond(), secret)
                .redirectErrorStream(true)
                .start();
        String code = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(process.waitFor()).as(code).isZero();
        return code;
    }

    @Test
    void makesTheSameCodesOfTheSameSecret() throws Exception {
        Instant start = Instant.parse("2026-11-25T05:00:00Z");
        for (int i = 0; i < 20; i++) {
            Instant at = start.plusSeconds(i * 7_919L);
            String secret = Totp.newSecret();
            assertThat(Totp.stepOf(oathtool(secret, at), secret, at))
                    .as("%s", at)
                    .hasValue(at.getEpochSecond() / 30);
        }
    }
}
