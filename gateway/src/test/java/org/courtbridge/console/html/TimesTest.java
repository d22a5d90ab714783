package org.courtbridge.console.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.courtbridge.media.language.Language;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Instant NOW = Instant.parse("2026-11-25T03:30:00Z");

    @Test
    void areByTheClockOfTheCourt() {
        assertThat(Times.second(Language.RUSSIAN, ALMATY, NOW, NOW)).isEqualTo("08:30:00");
        assertThat(Times.second(Language.RUSSIAN, ALMATY, Instant.parse("2026-11-24T19:00:01Z"), NOW))
                .as("past midnight in Almaty")
                .isEqualTo("00:00:01");
        assertThat(Times.second(Language.RUSSIAN, ALMATY, Instant.parse("2026-11-24T18:59:59Z"), NOW))
                .contains("24")
                .contains("2026")
                .endsWith("23:59:59");
    }

    @Test
    void nameTheDayInTheLanguageOfThePage() {
        assertThat(Times.day(Language.RUSSIAN, ALMATY, NOW)).contains("25 ноября 2026");
        assertThat(Times.day(Language.KAZAKH, ALMATY, NOW)).contains("қараша");
        assertThat(Times.day(Language.ENGLISH, ALMATY, NOW)).contains("November");
    }
}
