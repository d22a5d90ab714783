package org.courtbridge.benchmarks.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "12, 12", "0.12345, 0.123", "0.0005, 0.001", "-2.50, -2.5", "12345678.9, 12345678.9"
    })
    void isSaidWithThreeDecimalsAtMostAndNoExponent(double value, String text) {
        assertThat(new Figure("sound.plain_to-plain.p95", value, "ns/packet"))
                .hasToString("figure: sound.plain_to-plain.p95 " + text + " ns/packet");
    }

    @ParameterizedTest
    @CsvSource({"Sound, ms", "so und, ms", "sound., ms", "'', ms", "sound, ''", "sound, m s", "'so,und', ms"})
    void refusesWhatCouldNotBeReadAgain(String name, String unit) {
        assertThatThrownBy(() -> new Figure(name, 1, unit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> new Figure("sound", Double.NaN, "ms")).hasMessage("figure: sound NaN ms");
        assertThatThrownBy(() -> new Figure("sound", Double.POSITIVE_INFINITY, "ms"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
