package org.courtbridge.benchmarks.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that runs everything, with steps that are done at once. */
class NightlyScriptTest {

    private static final Path SCRIPT =
            Path.of("../gateway/src/test/scripts/nightly").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    private Path parent;

    private Path into = Path.of("");

    private record Ended(int status, String said) {}

    @BeforeEach
    void folder() {
        into = parent.resolve("nightly");
    }

    private Ended run(String table, String... arguments) throws IOException, InterruptedException {
        Path steps = Files.writeString(parent.resolve("steps"), table);
        List<String> command = new ArrayList<>(
                List.of("bash", SCRIPT.toString(), "--table", steps.toString(), "--into", into.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path said = parent.resolve("said");
        Process process = builder.redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("done")
                    .isTrue();
        } finally {
            // It ends what it has started.
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    /** Without date and commit. */
    private List<String> kept() throws IOException {
        return Files.readAllLines(into.resolve("figures.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", 3)[2])
                .toList();
    }

    @Test
    void keepsTheFiguresOfWhatPasses() throws Exception {
        Ended ended = run("""
                test-good | echo "a word"; echo "figure: packets 1 packets"; echo "figure: delay 2.5 ms"; echo "figure: packets 3 packets" | 1 |
                """);
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("test-good: passed, ").contains("All passed");
        assertThat(kept())
                .startsWith("test-good,packets,3,packets", "test-good,delay,2.5,ms")
                .contains("test-good,outcome,passed,outcome")
                .anyMatch(line -> line.matches("test-good,seconds,\\d+\\.\\d,s"));
        assertThat(parent.resolve("nightly.md")).content().contains("| delay | ms | 2.5 | 2.5 |");
        assertThat(into.resolve("test-good.svg")).exists();
    }

    @Test
    void goesOnAfterWhatFailsIsLateOrIsMissingAndFails() throws Exception {
        Ended ended = run("""
                test-bad     | echo "figure: delay 1 ms"; false                       | 1     |
                test-late    | exec tail -f /dev/null                                 | 0.02  |
                test-missing | echo never                                             | 1     | no-such-program
                test-good    | true                                                   | 1     | bash true
                """);
        assertThat(ended.status()).as(ended.said()).isEqualTo(1);
        assertThat(kept())
                .contains(
                        "test-bad,delay,1,ms",
                        "test-bad,outcome,failed,outcome",
                        "test-late,outcome,could not finish,outcome",
                        "test-missing,outcome,missing: no-such-program,outcome",
                        "test-good,outcome,passed,outcome");
        assertThat(ended.said()).contains("3 did not pass").doesNotContain("never");
    }

    @Test
    void failsOnFiguresThatCannotBeReadOnLeaksAndOnSoaksWithoutATest() throws Exception {
        Ended ended = run("""
                test-garbled | echo "figure: delay 1,5 ms"                      | 1 |
                test-leak    | echo "ERROR LEAK: ByteBuf.release"               | 1 |
                test-nothing | : ./courtbridge soak nothing                     | 1 |
                """);
        assertThat(ended.status()).as(ended.said()).isEqualTo(1);
        assertThat(kept())
                .contains(
                        "test-garbled,outcome,failed,outcome",
                        "test-leak,outcome,failed,outcome",
                        "test-nothing,outcome,ran nothing,outcome");
    }

    @Test
    void takesNoLongerThanAllMayTakeTogether() throws Exception {
        Ended ended = run("""
                test-first  | echo began; exec tail -f /dev/null | 10 |
                test-second | true                               | 10 |
                """, "--minutes", "0.05");
        assertThat(ended.status()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said())
                .contains("test-first: could not finish", "no time left\ntest-second: could not finish");
    }

    @Test
    void addsToWhatIsKeptAndRunsOnlyWhatIsNamed() throws Exception {
        String table = """
                test-one | echo "figure: delay 1 ms" | 1 |
                test-two | echo "figure: delay 2 ms" | 1 |
                """;
        run(table, "test-two");
        run(table);
        assertThat(kept().stream().filter(line -> line.contains(",delay,")))
                .containsExactly("test-two,delay,2,ms", "test-one,delay,1,ms", "test-two,delay,2,ms");
        assertThat(run(table, "test-three").said()).contains("no such step: test-three");
    }
}
