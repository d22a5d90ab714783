package org.courtbridge.benchmarks.nightly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outcomes and figures of one step of the nightly run, each time that it ran. */
final class StepFigures {

    static final String PASSED = "passed";

    private final String name;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Series> series = new LinkedHashMap<>();

    /** @param word {@link #PASSED}, or how it failed */
    record Outcome(Instant date, String commit, String word) {}

    /** A figure of one run. */
    record Value(Instant date, double value) {}

    /** One figure of all runs, the oldest first; never empty. */
    record Series(String name, String unit, List<Value> values) {

        double last() {
            return values.getLast().value();
        }

        /** @return the middle one of the latest values; the mean of both in the middle of an even number */
        double median(int count) {
            List<Double> sorted = latest(count).stream()
                    .map(Value::value)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        /** At most so many. */
        List<Value> latest(int count) {
            return values.subList(Math.max(0, values.size() - count), values.size());
        }
    }

    StepFigures(String name) {
        this.name = name;
    }

    void ended(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** @throws IllegalArgumentException if the figure had another unit before */
    void add(Instant date, Figure figure) {
        Series one = series.computeIfAbsent(figure.name(), name -> new Series(name, figure.unit(), new ArrayList<>()));
        if (!one.unit().equals(figure.unit())) {
            throw new IllegalArgumentException(
                    "%s in %s (expected: %s)".formatted(figure.name(), figure.unit(), one.unit()));
        }
        one.values().add(new Value(date, figure.value()));
    }

    String name() {
        return name;
    }

    Optional<Outcome> lastOutcome() {
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.getLast());
    }

    /** Of so many of the latest runs at most. */
    List<Outcome> outcomes(int count) {
        return outcomes.subList(Math.max(0, outcomes.size() - count), outcomes.size());
    }

    /** In the order in which they were measured first. */
    List<Series> series() {
        return List.copyOf(series.values());
    }
}
