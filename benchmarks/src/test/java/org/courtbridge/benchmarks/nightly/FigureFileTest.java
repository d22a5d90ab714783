package org.courtbridge.benchmarks.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureFileTest {

    @TempDir
    private Path folder;

    private List<StepFigures> read(String... lines) throws IOException {
        String text = FigureFile.HEADER + "\n" + String.join("\n", lines);
        return FigureFile.read(Files.writeString(folder.resolve("figures.csv"), text));
    }

    @Test
    void hasEachStepsFiguresInTheirOrder() throws IOException {
        List<StepFigures> steps = read(
                "2026-12-01T02:00:00Z,abc,bench-mix,opus.5-speaking,1.5,ms/leg",
                "2026-12-01T02:00:00Z,abc,bench-mix,seconds,60,s",
                "2026-12-01T02:00:00Z,abc,bench-mix,outcome,passed,outcome",
                "2026-12-01T02:00:00Z,abc,soak-six,outcome,could not finish,outcome",
                "2026-12-02T02:00:00Z,def,bench-mix,opus.5-speaking,2.5,ms/leg");
        assertThat(steps).extracting(StepFigures::name).containsExactly("bench-mix", "soak-six");
        assertThat(steps.getFirst().series())
                .extracting(StepFigures.Series::name)
                .containsExactly("opus.5-speaking", "seconds");
        assertThat(steps.getFirst().series().getFirst().values())
                .extracting(StepFigures.Value::value)
                .containsExactly(1.5, 2.5);
        assertThat(steps.getLast().lastOutcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.word()).isEqualTo("could not finish"));
    }

    @Test
    void hasMediansOfTheLatestValues() throws IOException {
        StepFigures.Series series = read(
                        "2026-12-01T02:00:00Z,abc,bench-mix,opus,100,ms",
                        "2026-12-02T02:00:00Z,abc,bench-mix,opus,3,ms",
                        "2026-12-03T02:00:00Z,abc,bench-mix,opus,1,ms",
                        "2026-12-04T02:00:00Z,abc,bench-mix,opus,2,ms")
                .getFirst()
                .series()
                .getFirst();
        assertThat(series.median(3)).isEqualTo(2);
        assertThat(series.median(2)).isEqualTo(1.5);
        assertThat(series.median(10)).isEqualTo(2.5);
        assertThat(series.last()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-01T02:00:00Z,abc,bench-mix,opus,1",
                "2026-12-01T02:00:00Z,abc,bench-mix,opus,1,ms,",
                "2026-12-01,abc,bench-mix,opus,1,ms",
                "2026-12-01T02:00:00Z,abc,bench-mix,opus,one,ms",
                "2026-12-01T02:00:00Z,abc,bench-mix,seconds,1,ms",
                ""
            })
    void namesTheLineThatIsNotAsItShouldBe(String line) {
        assertThatThrownBy(() -> read("2026-12-01T02:00:00Z,abc,bench-mix,seconds,60,s", line, "end"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("figures.csv:3: ");
    }

    @Test
    void refusesAnotherHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("figures.csv"), "date,step\n");
        assertThatThrownBy(() -> FigureFile.read(file)).hasMessageContaining("figures.csv:1: expected: date,commit");
    }
}
