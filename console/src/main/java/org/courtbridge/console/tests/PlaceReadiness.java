package org.courtbridge.console.tests;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Readiness of a place.
 *
 * @param last its newest test, whatever that was for
 * @param running its test that waits or goes on
 */
public record PlaceReadiness(
        Tested.Place place, PlaceState state, Optional<Tested> last, Optional<TestDesk.Running> running) {

    /** @param today when it began: what passed before has to be tested again */
    static PlaceReadiness of(
            Tested.Place place, Optional<Tested> last, Optional<TestDesk.Running> running, Instant today) {
        PlaceState state = running.map(test -> switch (test.phase()) {
                    case WAITING -> PlaceState.WAITING;
                    case TESTING -> PlaceState.TESTING;
                })
                .or(() -> last.map(test -> switch (test.outcome()) {
                    case FAIL -> PlaceState.NOT_READY;
                    case COULD_NOT_TELL -> PlaceState.COULD_NOT_TELL;
                    case PASS -> test.ended().isBefore(today) ? PlaceState.STALE : PlaceState.READY;
                }))
                .orElse(PlaceState.UNTESTED);
        return new PlaceReadiness(place, state, last, running);
    }

    /**
     * Verdicts that keep it from being ready, the worst first: those that fail; or, if none does, those that are needed and
     * left open.
     */
    public List<Verdict> findings() {
        return last.map(PlaceReadiness::findings).orElse(List.of());
    }

    static List<Verdict> findings(Tested test) {
        Outcome outcome = test.outcome();
        if (outcome == Outcome.PASS) {
            return List.of();
        }
        return test.verdicts().stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .filter(verdict -> outcome == Outcome.FAIL || verdict.check().isNecessary())
                .sorted(Comparator.comparing(
                        (Verdict verdict) -> !verdict.check().isNecessary()))
                .toList();
    }
}
