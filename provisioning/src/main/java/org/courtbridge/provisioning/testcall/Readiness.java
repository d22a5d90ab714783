package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which places of a hearing are ready for it. */
public record Readiness(PlannedHearing hearing, List<OfPlace> places) {

    /** How long before a hearing the first test of {@link PlanSettings#STANDARD} may be. */
    public static final Duration COUNTS = Duration.ofHours(25);

    /** From the best to the worst. */
    public enum State {
        READY,
        /** It is being tested now. */
        TESTING,
        /** Tested, and nobody can say: {@link Tested#open} says what is missing. */
        COULD_NOT_TELL,
        /** Not tested, or not lately enough for this hearing. */
        UNTESTED,
        NOT_READY
    }

    /**
     * @param newest test of the place, whatever it was for; it may be too old to count
     * @param faults that are open
     */
    public record OfPlace(Tested.Place place, State state, Optional<Tested> newest, List<Fault> faults) {

        /** How long the newest test is over. */
        public Optional<Duration> age(Instant now) {
            return newest.map(test -> Duration.between(test.ended(), now));
        }
    }

    /**
     * How many places are in each state.
     *
     * @param counts of all states, 0 where there is none
     * @param worst of all; {@link State#UNTESTED} if there is no place
     */
    public record Summary(Map<State, Integer> counts, State worst) {

        private static Summary of(List<OfPlace> places) {
            Map<State, Integer> counts = new EnumMap<>(State.class);
            for (State state : State.values()) {
                counts.put(state, 0);
            }
            places.forEach(place -> counts.merge(place.state(), 1, Integer::sum));
            State worst = places.stream()
                    .map(OfPlace::state)
                    .max(Comparator.naturalOrder())
                    .orElse(State.UNTESTED);
            return new Summary(counts, worst);
        }

        public int places() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public Readiness {
        places = List.copyOf(places);
    }

    /**
     * @param tests of its places, at least the newest of each, whatever they were for, in any order
     * @param testing the places that are being tested now, by id
     * @param open all faults of its places that are
     * @param counts how long before the hearing's begin a test may have begun to say anything of it
     */
    public static Readiness of(
            PlannedHearing hearing,
            Collection<Tested> tests,
            Set<String> testing,
            Collection<Fault> open,
            Duration counts) {
        Instant since = hearing.begins().minus(counts);
        List<OfPlace> places = new ArrayList<>();
        for (PlannedHearing.Seat seat : hearing.places()) {
            String id = seat.place().id();
            Optional<Tested> newest = tests.stream()
                    .filter(test -> test.place().id().equals(id))
                    .max(Comparator.comparing(Tested::begun));
            State state = testing.contains(id)
                    ? State.TESTING
                    : newest.filter(test -> !test.begun().isBefore(since))
                            .map(test -> state(test.outcome()))
                            .orElse(State.UNTESTED);
            List<Fault> faults = open.stream()
                    .filter(fault -> fault.isOpen() && fault.place().id().equals(id))
                    .toList();
            places.add(new OfPlace(seat.place(), state, newest, faults));
        }
        return new Readiness(hearing, places);
    }

    private static State state(Outcome outcome) {
        return switch (outcome) {
            case PASS -> State.READY;
            case FAIL -> State.NOT_READY;
            case COULD_NOT_TELL -> State.COULD_NOT_TELL;
        };
    }

    public Summary summary() {
        return Summary.of(places);
    }

    /** Of a whole day, say: each place counts for each of its hearings. */
    public static Summary summary(Collection<Readiness> hearings) {
        return Summary.of(
                hearings.stream().flatMap(hearing -> hearing.places().stream()).toList());
    }
}
