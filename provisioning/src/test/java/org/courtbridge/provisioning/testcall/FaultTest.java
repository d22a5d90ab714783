package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final Instant BEGIN = Instant.parse("2026-11-26T04:00:00Z");
    private static final Map<Check, Double> BLACK = Map.of(Check.BLACK, 100.0);
    private static final Map<Check, Double> HUM = Map.of(Check.HUM, -40.0);

    private static Tested test(int minute, Map<Check, Double> figures, Check... couldNotTell) {
        return SampleTests.tested("a", BEGIN.plusSeconds(60L * minute), figures, couldNotTell);
    }

    @Test
    void lastsFromTheFirstTestThatFailedToTheFirstThatPassed() {
        Tested first = test(0, BLACK);
        FaultChange found = FaultChange.of(List.of(), first);
        assertThat(found.opened()).hasSize(1);
        Fault fault = found.opened().getFirst();
        assertThat(fault.checks()).containsExactly(Check.BLACK);
        assertThat(fault.impedes()).isTrue();
        assertThat(fault.timeToRestore()).isEmpty();
        FaultChange again = FaultChange.of(found.opened(), test(10, BLACK));
        assertThat(again.opened()).as("the same").isEmpty();
        assertThat(again.lasting()).containsExactly(fault);
        FaultChange over = FaultChange.of(again.lasting(), test(50, Map.of()));
        assertThat(over.opened()).isEmpty();
        assertThat(over.lasting()).isEmpty();
        assertThat(over.restored().getFirst().timeToRestore()).contains(Duration.ofMinutes(50));
        assertThat(over.restored().getFirst().id()).isEqualTo(first.id());
        assertThat(FaultChange.of(List.of(), test(60, BLACK))
                        .opened()
                        .getFirst()
                        .id())
                .as("another")
                .isNotEqualTo(first.id());
    }

    @Test
    void tellsFaultsApart() {
        List<Fault> open = FaultChange.of(List.of(), test(0, BLACK)).opened();
        FaultChange both = FaultChange.of(open, test(10, Map.of(Check.BLACK, 100.0, Check.HUM, -40.0)));
        assertThat(both.lasting()).isEqualTo(open);
        assertThat(both.opened()).extracting(Fault::checks).containsExactly(Set.of(Check.HUM));
        assertThat(both.opened().getFirst().impedes()).isFalse();
        List<Fault> all = new ArrayList<>(both.lasting());
        all.addAll(both.opened());
        FaultChange hum = FaultChange.of(all, test(20, HUM));
        assertThat(hum.restored()).extracting(Fault::checks).containsExactly(Set.of(Check.BLACK));
        assertThat(hum.lasting()).isEqualTo(both.opened());
        assertThat(hum.opened()).isEmpty();
    }

    @Test
    void isOverWhenEachOfItsChecksHasPassed() {
        Tested first = test(0, Map.of(Check.BLACK, 100.0, Check.HUM, -40.0));
        List<Fault> open = FaultChange.of(List.of(), first).opened();
        FaultChange half = FaultChange.of(open, test(10, HUM));
        assertThat(half.lasting().getFirst().lasting()).containsExactly(Check.HUM);
        assertThat(half.lasting().getFirst().impedes()).as("any more").isFalse();
        assertThat(FaultChange.of(half.lasting(), test(20, BLACK)).opened())
                .as("black again, which is another fault")
                .extracting(Fault::checks)
                .containsExactly(Set.of(Check.BLACK));
        assertThat(FaultChange.of(half.lasting(), test(20, Map.of())).restored())
                .extracting(Fault::checks)
                .containsExactly(Set.of(Check.BLACK, Check.HUM));
    }

    @Test
    void lastsWhileATestCannotTell() {
        List<Fault> open = FaultChange.of(List.of(), test(0, BLACK)).opened();
        FaultChange change = FaultChange.of(open, test(10, Map.of(), Check.BLACK));
        assertThat(change.lasting()).isEqualTo(open);
        assertThat(change.restored()).isEmpty();
    }

    @Test
    void isNotMendedByWhatWasBefore() {
        List<Fault> open = FaultChange.of(List.of(), test(10, BLACK)).opened();
        assertThat(FaultChange.of(open, test(5, Map.of())).lasting()).isEqualTo(open);
    }

    @Test
    void keepsWhatTheTechnicianSaid() {
        Fault fault = FaultChange.of(List.of(), test(0, BLACK)).opened().getFirst();
        Fault.Expectation noon = new Fault.Expectation(BEGIN.plusSeconds(3_600), "marat", BEGIN.plusSeconds(60));
        List<Fault> said = List.of(fault.expecting(noon));
        assertThat(FaultChange.of(said, test(10, BLACK)).lasting().getFirst().expectation())
                .contains(noon);
        assertThat(FaultChange.of(said, test(10, Map.of()))
                        .restored()
                        .getFirst()
                        .expectation())
                .contains(noon);
    }

    @Test
    void knowsHowLongSuchFaultsTook() {
        Fault fault = FaultChange.of(List.of(), test(0, BLACK)).opened().getFirst();
        List<Fault> earlier = IntStream.of(5, 90, 20, 30)
                .mapToObj(minutes -> fault.after(test(minutes, Map.of())))
                .toList();
        assertThat(fault.usualTimeToRestore(earlier)).contains(Duration.ofMinutes(30));
        assertThat(fault.usualTimeToRestore(earlier.subList(0, 2))).isEmpty();
        Fault hum = FaultChange.of(List.of(), test(0, HUM)).opened().getFirst();
        assertThat(hum.usualTimeToRestore(earlier)).as("another kind").isEmpty();
    }

    @Test
    void isEitherOpenOrRestored() {
        Fault fault = FaultChange.of(List.of(), test(0, BLACK)).opened().getFirst();
        assertThatThrownBy(() -> new Fault(
                        fault.id(),
                        fault.place(),
                        fault.hearing(),
                        fault.checks(),
                        Set.of(),
                        fault.opened(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("expected: some until it is restored");
    }
}
