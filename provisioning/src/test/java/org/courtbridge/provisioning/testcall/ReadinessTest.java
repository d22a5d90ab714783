package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.courtbridge.provisioning.testcall.PlannedHearing.Seat;
import org.courtbridge.provisioning.testcall.Readiness.State;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final Instant BEGINS = Instant.parse("2026-11-26T05:00:00Z");
    private static final PlannedHearing HEARING = hearing("a", "b", "c", "d", "e", "f");

    private static PlannedHearing hearing(String... places) {
        return new PlannedHearing(
                "h",
                BEGINS,
                Arrays.stream(places)
                        .map(place -> new Seat(new Place.Room(place, place), ZoneId.of("Asia/Almaty")))
                        .toList());
    }

    private static Instant before(int minutes) {
        return BEGINS.minusSeconds(60L * minutes);
    }

    private static final List<Tested> TESTS = List.of(
            SampleTests.tested("a", before(20), Map.of()),
            SampleTests.tested("a", before(200), Map.of(Check.BLACK, 100.0)),
            SampleTests.tested("b", before(120), Map.of()),
            SampleTests.tested("b", before(30), Map.of(Check.BLACK, 100.0)),
            SampleTests.tested("c", before(30), Map.of(), Check.SPEECH_LEVEL),
            SampleTests.tested("d", before(30), Map.of()),
            SampleTests.tested("f", before(60 * 26), Map.of()));

    private final List<Fault> faults = FaultChange.of(List.of(), TESTS.get(3)).opened();
    private final Readiness readiness = Readiness.of(HEARING, TESTS, Set.of("d"), faults, Readiness.COUNTS);

    @Test
    void goesByTheNewestTestOfEachPlace() {
        assertThat(readiness.places())
                .extracting(Readiness.OfPlace::state)
                .containsExactly(
                        State.READY,
                        State.NOT_READY,
                        State.COULD_NOT_TELL,
                        State.TESTING,
                        State.UNTESTED,
                        State.UNTESTED);
        assertThat(readiness.places().get(2).newest().orElseThrow().open()).containsExactly(Check.SPEECH_LEVEL);
    }

    @Test
    void saysHowOldATestIsThoughItDoesNotCountAnyMore() {
        assertThat(readiness.places().getFirst().age(BEGINS)).contains(Duration.ofSeconds(20 * 60 - 30));
        assertThat(readiness.places().get(4).age(BEGINS)).isEmpty();
        assertThat(readiness.places().get(5).age(BEGINS)).contains(Duration.ofSeconds(26 * 3_600 - 30));
    }

    @Test
    void namesTheFaultsThatAreOpen() {
        assertThat(readiness.places().get(1).faults()).isEqualTo(faults);
        assertThat(readiness.places().getFirst().faults()).isEmpty();
    }

    @Test
    void isAsBadAsTheWorstPlace() {
        assertThat(readiness.summary().worst()).isEqualTo(State.NOT_READY);
        assertThat(readiness.summary().counts())
                .isEqualTo(Map.of(
                        State.READY, 1,
                        State.TESTING, 1,
                        State.COULD_NOT_TELL, 1,
                        State.UNTESTED, 2,
                        State.NOT_READY, 1));
        Readiness good = Readiness.of(hearing("a"), TESTS, Set.of(), List.of(), Readiness.COUNTS);
        assertThat(good.summary().worst()).isEqualTo(State.READY);
        Readiness.Summary day = Readiness.summary(List.of(readiness, good));
        assertThat(day.places()).isEqualTo(7);
        assertThat(day.counts()).containsEntry(State.READY, 2);
        assertThat(Readiness.of(hearing(), TESTS, Set.of(), List.of(), Readiness.COUNTS)
                        .summary()
                        .worst())
                .as("nobody is ready where nobody is")
                .isEqualTo(State.UNTESTED);
    }
}
