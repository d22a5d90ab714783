package org.courtbridge.gateway.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FurtherAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T18:00:00.5Z");

    @TempDir
    Path folder;

    @Test
    void eachIsALineThatCanBeReadAgain() throws Exception {
        Path file = folder.resolve("not/there/yet.tsv");
        FurtherAttempts attempts = new FurtherAttempts(file, InstantSource.fixed(NOW));
        RunningTest test = new RunningTest(FurtherAttemptsTest.class, "something");
        attempts.record(test, 2, "two\nlines\tand a tab");
        attempts.record(test, 3, "");
        String name = "org.courtbridge.gateway.measuring.FurtherAttemptsTest#something";
        Instant second = Instant.parse("2026-11-30T18:00:00Z");
        assertThat(Files.readAllLines(file))
                .map(FurtherAttempts.Note::parse)
                .containsExactly(
                        new FurtherAttempts.Note(second, name, 2, "two lines and a tab"),
                        new FurtherAttempts.Note(second, name, 3, ""));
    }

    @Test
    void whatIsNoLineOfThemIsRefused() {
        assertThatThrownBy(() -> FurtherAttempts.Note.parse("2026-11-30T18:00:00Z\tx#y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRunningTestIsTheOneThatIsCalledFirst() {
        assertThat(find()).isEqualTo(new RunningTest(getClass(), "theRunningTestIsTheOneThatIsCalledFirst"));
    }

    private static RunningTest find() {
        return RunningTest.find();
    }
}
