package org.courtbridge.gateway.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class MeasurementTest {

    private static final Instant NOW = Instant.parse("2026-11-30T18:00:00Z");
    private static final long MILLI = 1_000_000;
    private static final List<String> GOOD = List.of();
    private static final List<String> BAD = List.of("a gap of 300 ms");

    @TempDir
    Path folder;

    private Path pressureFile;
    private Path attemptsFile;
    private final Machine machine = new Machine();
    private int attempts;

    /** One whose time passes with each attempt. */
    private static final class Machine implements ControlLoop.Machine {

        private long now;
        private long late;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long processorNanos() {
            return 0;
        }

        @Override
        public void sleepUntil(long until) {
            now = until + late;
        }

        @Override
        public void work() {
            // Takes no time.
        }
    }

    @BeforeEach
    void name() {
        pressureFile = folder.resolve("cpu");
        attemptsFile = folder.resolve("target").resolve("attempts.tsv");
    }

    /** One second: what the sources say of it, and what there is to complain of. */
    private record Second(OptionalDouble pressure, long lateMillis, List<String> complaints) {

        static Second idle(List<String> complaints) {
            return new Second(OptionalDouble.of(0.1), 0, complaints);
        }
    }

    private Optional<String> judge(Second... seconds) throws Exception {
        double[] total = {0};
        ControlLoop[] loop = new ControlLoop[1];
        if (seconds[0].pressure.isPresent()) {
            pressure(0);
        }
        Measurement measurement = new Measurement(
                new RunningTest(MeasurementTest.class, "judge"),
                () -> {
                    loop[0] = new ControlLoop(machine);
                    return new ShortageWatch(new CpuPressure(pressureFile, machine::nanoTime), loop[0]);
                },
                new FurtherAttempts(attemptsFile, InstantSource.fixed(NOW)),
                Duration.ofMillis(200));
        return measurement.judge(() -> {
            Second second = seconds[attempts++];
            long end = machine.now + 1_000 * MILLI;
            machine.late = second.lateMillis * MILLI;
            while (machine.now < end) {
                loop[0].round();
            }
            if (second.pressure.isPresent()) {
                total[0] += second.pressure.getAsDouble() * 1e6;
                pressure((long) total[0]);
            }
            return second.complaints;
        });
    }

    private void pressure(long total) throws Exception {
        Files.writeString(pressureFile, "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + total + "\n");
    }

    private List<FurtherAttempts.Note> notes() throws Exception {
        return Files.exists(attemptsFile)
                ? Files.readAllLines(attemptsFile).stream()
                        .map(FurtherAttempts.Note::parse)
                        .toList()
                : List.of();
    }

    @Test
    void whatIsGoodHolds() throws Exception {
        assertThat(judge(Second.idle(GOOD))).isEmpty();
        assertThat(notes()).isEmpty();
    }

    @Test
    void whatIsGoodHoldsOnABusyMachineToo() throws Exception {
        assertThat(judge(new Second(OptionalDouble.of(0.9), 50, GOOD))).isEmpty();
    }

    @Test
    void whatIsBadThoughTheMachineHadTimeFailsAtOnce() {
        assertThatThrownBy(() -> judge(Second.idle(BAD), Second.idle(GOOD)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("though the machine had time")
                .hasMessageContaining("a gap of 300 ms");
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void whatIsBadUnderPressureIsMeasuredAgainAndThatIsNoted() throws Exception {
        assertThat(judge(new Second(OptionalDouble.of(0.4), 0, BAD), Second.idle(GOOD)))
                .isEmpty();
        assertThat(notes()).singleElement().satisfies(note -> {
            assertThat(note.at()).isEqualTo(NOW);
            assertThat(note.test()).isEqualTo(MeasurementTest.class.getName() + "#judge");
            assertThat(note.number()).isEqualTo(2);
            assertThat(note.complaint()).contains("a gap of 300 ms", "40 % by Linux");
        });
    }

    /** Where Linux does not count, and where it sees nothing: its own processors were not short of time, but those that it runs on. */
    @Test
    void theControlLoopAloneIsEnough() throws Exception {
        for (OptionalDouble linux : List.of(OptionalDouble.empty(), OptionalDouble.of(0))) {
            attempts = 0;
            Second late = new Second(linux, 3, BAD);
            assertThat(judge(late, late, late))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("23 % by the control loop"));
        }
    }

    @Test
    void withoutPressureAMachineThatTheControlLoopFoundIdleHasNoExcuse() {
        assertThatThrownBy(() -> judge(new Second(OptionalDouble.empty(), 0, BAD)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not counted by Linux");
    }

    @Test
    void aStandstillIsEnoughWhereItIsAsLongAsWhatIsMeasured() {
        Shortage once = new Shortage(OptionalDouble.of(0.1), 0.01, 60);
        assertThat(once.isShort(Duration.ofMillis(40))).isTrue();
        assertThat(once.isShort(Duration.ofMillis(200))).isFalse();
    }

    @Test
    void whatIsBadInEveryAttemptOfABusyMachineCouldNotBeMeasured() throws Exception {
        Second busy = new Second(OptionalDouble.of(0.8), 0, BAD);
        assertThat(judge(busy, busy, busy, Second.idle(GOOD)))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("short of processor in each of 3 attempts", "a gap of 300 ms", "80 % by Linux"));
        assertThat(attempts).isEqualTo(3);
        assertThat(notes()).extracting(FurtherAttempts.Note::number).containsExactly(2, 3);
    }

    @Test
    void aBusyMachineThatIsBadAgainWithTimeFails() {
        assertThatThrownBy(() -> judge(new Second(OptionalDouble.of(0.8), 0, BAD), Second.idle(BAD)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void isAbortedInOneLine() {
        assertThat(Measurement.couldNotMeasure("line\n  and line"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("could not measure: line and line");
    }

    @Test
    void aTestWithoutTheTagMayNotMeasure() {
        assertThatThrownBy(() -> Measurement.holds(() -> GOOD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MeasurementTest#aTestWithoutTheTagMayNotMeasure")
                .hasMessageContaining("@Tag(\"measures\")");
    }

    @Test
    @Tag(Measurement.TAG)
    void aTestWithTheTagMeasures() throws Exception {
        Measurement.holds(() -> GOOD);
    }

    @Nested
    @Tag(Measurement.TAG)
    class OfATaggedClass {

        @Test
        void everyTestMeasures() throws Exception {
            Measurement.holds(() -> GOOD);
        }
    }
}
