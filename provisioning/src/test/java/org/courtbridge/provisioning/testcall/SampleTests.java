package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Tests that are over, of rooms, 30 s long. */
final class SampleTests {

    private static final Limits LIMITS = Limits.standard();

    private SampleTests() {}

    static Tested passed(String place, Instant begun, String asked, int attempt) {
        return tested(place, begun, asked, attempt, Map.of(), Set.of());
    }

    /** All pass by their limits, but for those whose figures are given, and those that could not tell. */
    static Tested tested(
            String place,
            Instant begun,
            String asked,
            int attempt,
            Map<Check, Double> figures,
            Set<Check> couldNotTell) {
        List<Verdict> verdicts = Arrays.stream(Check.values())
                .map(check -> {
                    double figure = figures.getOrDefault(check, LIMITS.of(check).pass());
                    return couldNotTell.contains(check)
                            ? Verdict.couldNotTell(check, LIMITS, Doubt.NOT_MEASURED)
                            : Verdict.of(check, OptionalDouble.of(figure), LIMITS, Doubt.NOT_MEASURED);
                })
                .toList();
        return new Tested(
                place + "-" + begun,
                new Tested.Place.Room(place, "Room " + place),
                Optional.empty(),
                asked,
                attempt,
                begun,
                begun.plusSeconds(30),
                verdicts);
    }

    static Tested tested(String place, Instant begun, Map<Check, Double> figures, Check... couldNotTell) {
        return tested(place, begun, Tested.SCHEDULE, 1, figures, Set.of(couldNotTell));
    }
}
