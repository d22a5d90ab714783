package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FoldedLinesTest {

    private static void hold(String line) {
        String folded = FoldedLines.of(line + "\r\n");
        assertThat(folded.lines())
                .allSatisfy(part ->
                        assertThat(part.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(UnfoldedLines.of(folded)).isEqualTo(line + "\r\n");
    }

    @Test
    void countsOctetsAndCutsNoCharacter() {
        assertThat(FoldedLines.of("x".repeat(75) + "\r\n")).isEqualTo("x".repeat(75) + "\r\n");
        assertThat(FoldedLines.of("x".repeat(76) + "\r\n")).isEqualTo("x".repeat(75) + "\r\n x\r\n");
        for (int before = 0; before < 80; before++) {
            hold("SUMMARY:" + "x".repeat(before) + "Сот отырысы: Қазақстан ".repeat(9));
            hold("x".repeat(before) + "⚖️🏛".repeat(30));
        }
    }

    @Test
    void keepsLinesApart() {
        assertThat(FoldedLines.of("A:1\r\nB:2\r\n")).isEqualTo("A:1\r\nB:2\r\n");
        assertThat(FoldedLines.of("")).isEmpty();
    }
}
