package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenPainterTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private static PromptScreen typed(String keys) {
        Menu menu = Menu.open(Menu.Asked.NUMBER_AND_PIN, Language.KAZAKH, NOW).menu();
        for (char key : keys.toCharArray()) {
            menu = menu.key(key, NOW).menu();
        }
        return MenuScreen.of(menu, NOW);
    }

    /** Pixels that differ clearly, within rows given in hundredths of the height. */
    private static long different(I420Picture one, I420Picture other, int from, int to) {
        int width = one.width();
        return IntStream.range(from * one.height() / 100 * width, to * one.height() / 100 * width)
                .filter(i -> Math.abs((one.luma()[i] & 0xFF) - (other.luma()[i] & 0xFF)) > 60)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"1280, 720", "1024, 576", "640, 360", "512, 288", "352, 288", "176, 144"})
    void everyDigitTypedIsSeen(int width, int height) {
        I420Picture before = typed("").draw(width, height);
        for (String digits : List.of("1", "10", "100", "1002003004005006007")) {
            I420Picture after = typed(digits).draw(width, height);
            assertThat(different(before, after, 25, 80)).as(digits).isGreaterThan(width * height / 3_000);
            assertThat(different(before, after, 0, 14)).as("heading").isZero();
            before = after;
        }
    }

    @Test
    void whiteStaysWhiteAndColoursKeepTheirSides() {
        I420Picture picture = typed("").draw(1280, 720);
        int max = IntStream.range(0, picture.luma().length)
                .map(i -> picture.luma()[i] & 0xFF)
                .max()
                .orElseThrow();
        assertThat(max).isBetween(215, 235);
        assertThat(picture.lumaAt(1279, 719)).isBetween(30, 60);
        assertThat(picture.cb()[picture.cb().length - 1] & 0xFF)
                .as("blue ground")
                .isGreaterThan(130);
        assertThat(picture.cr()[picture.cr().length - 1] & 0xFF)
                .as("blue ground")
                .isLessThan(126);
    }

    @Test
    void longTitlesStayOnTheScreen() {
        PromptScreen screen = PromptScreen.of("Күту бөлмесі", "Қ".repeat(400) + " " + "ұзақ атау ".repeat(60))
                .withNotice("Ә".repeat(300))
                .withClock("14:05");
        I420Picture picture = screen.draw(640, 360);
        for (int y = 60; y < 360; y++) {
            assertThat(picture.lumaAt(639, y)).as("right edge").isLessThan(60);
        }
    }
}
