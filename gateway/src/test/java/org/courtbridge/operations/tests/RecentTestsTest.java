package org.courtbridge.operations.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.Test;

class RecentTestsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T07:00:00Z");

    private final List<Tested> all = new ArrayList<>();
    private final List<Instant> readFrom = new ArrayList<>();
    private final RecentTests recent = new RecentTests(new Shelf());

    private final class Shelf implements TestBook {

        @Override
        public void add(Tested test) {
            all.add(test);
        }

        @Override
        public Optional<Tested> test(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tested> of(Tested.Place place, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tested> latestOfRooms(Collection<String> devices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tested> latestFor(String hearing) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tested> between(Instant from, Instant until, int most) {
            readFrom.add(from);
            return all.stream()
                    .filter(test -> !test.ended().isBefore(from) && test.ended().isBefore(until))
                    .toList();
        }
    }

    private void ended(String id, int minute) {
        Instant at = NOON.plusSeconds(60L * minute);
        List<Verdict> verdicts = List.of(
                Verdict.of(Check.CONNECTION, OptionalDouble.of(0), Limits.standard(), Doubt.NOT_MEASURED),
                Verdict.of(Check.LOSS, OptionalDouble.of(0), Limits.standard(), Doubt.NOT_MEASURED));
        all.add(new Tested(id, new Tested.Place.Room("d", "d"), Optional.of("h"), "schedule", 2, at, at, verdicts));
    }

    private List<String> since(int minute, int now) {
        return recent.since(NOON.plusSeconds(60L * minute), NOON.plusSeconds(60L * now)).stream()
                .map(Tested::id)
                .sorted()
                .toList();
    }

    @Test
    void readsEachOnceButForThoseOfAMomentAgo() {
        ended("a", 0);
        ended("b", 30);
        assertThat(since(0, 60)).containsExactly("a", "b");
        ended("late", 59);
        ended("c", 61);
        assertThat(since(10, 62)).containsExactly("b", "c", "late");
        assertThat(readFrom).containsExactly(NOON, NOON.plusSeconds(60 * 58));
    }

    @Test
    void readsAllAgainWhenMoreIsWanted() {
        ended("a", 0);
        ended("b", 30);
        assertThat(since(10, 60)).containsExactly("b");
        assertThat(since(0, 61)).containsExactly("a", "b");
    }

    @Test
    void readsAgainWhatItHasForgotten() {
        ended("a", 0);
        ended("b", 7);
        ended("c", 12);
        assertThat(since(0, 60)).containsExactly("a", "b", "c");
        assertThat(since(10, 61)).containsExactly("c");
        assertThat(since(5, 62)).containsExactly("b", "c");
    }

    @Test
    void keepsThatTheGatewayWasTooBusy() {
        all.add(new Tested(
                "a",
                new Tested.Place.Room("d", "d"),
                Optional.of("h"),
                "schedule",
                1,
                NOON,
                NOON,
                List.of(Verdict.couldNotTell(Check.CONNECTION, Limits.standard(), Doubt.GATEWAY))));
        assertThat(recent.since(NOON, NOON.plusSeconds(60))).allMatch(Tested::isGatewaysFault);
    }

    @Test
    void keepsWhatThePlanAsksFor() {
        ended("a", 0);
        Tested kept = recent.since(NOON, NOON.plusSeconds(60)).iterator().next();
        assertThat(kept.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(kept.attempt()).isEqualTo(2);
        assertThat(kept.failed()).containsExactly(Check.CONNECTION);
        assertThat(kept.verdicts()).hasSize(1);
    }
}
