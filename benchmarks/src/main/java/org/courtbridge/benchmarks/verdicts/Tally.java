package org.courtbridge.benchmarks.verdicts;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Verdict;

/** Counts how often each check was right. */
public final class Tally {

    private static final class Counts {
        private int faults;
        private int found;
        private int borderline;
        private int good;
        private int alarms;
        private int passed;
    }

    private final Map<Check, Counts> counts = new EnumMap<>(Check.class);
    private final List<String> misses = new ArrayList<>();

    /** Faults that one of several checks may find. */
    private final Counts alternatives = new Counts();

    private int clips;

    /** Counts what was said of one clip. */
    public void add(Clip clip, List<Verdict> verdicts) {
        clips++;
        for (Verdict verdict : verdicts) {
            clip.expectation(verdict.check()).ifPresent(expected -> add(clip, verdict, expected));
        }
        for (Set<Check> oneOf : clip.oneOf()) {
            alternatives.faults++;
            if (verdicts.stream()
                    .anyMatch(verdict -> verdict.outcome() == Outcome.FAIL && oneOf.contains(verdict.check()))) {
                alternatives.found++;
            } else {
                misses.add("%s: none of %s failed (expected: FAIL of one)".formatted(clip.name(), oneOf));
            }
        }
        for (Map.Entry<Check, Expectation> expected : clip.expected().entrySet()) {
            if (expected.getValue() != Expectation.ANY
                    && verdicts.stream().noneMatch(verdict -> verdict.check() == expected.getKey())) {
                if (expected.getValue() == Expectation.FAIL) {
                    counts.computeIfAbsent(expected.getKey(), missing -> new Counts()).faults++;
                }
                misses.add("%s: %s: not judged (expected: %s)"
                        .formatted(clip.name(), expected.getKey(), expected.getValue()));
            }
        }
    }

    private void add(Clip clip, Verdict verdict, Expectation expected) {
        Counts of = counts.computeIfAbsent(verdict.check(), missing -> new Counts());
        switch (expected) {
            case FAIL -> {
                of.faults++;
                of.found += verdict.outcome() == Outcome.FAIL ? 1 : 0;
            }
            case PASS, NOT_FAIL -> {
                of.good++;
                of.alarms += verdict.outcome() == Outcome.FAIL ? 1 : 0;
                of.passed += verdict.outcome() == Outcome.PASS ? 1 : 0;
            }
            case NOT_PASS, COULD_NOT_TELL -> of.borderline++;
            case ANY -> {}
        }
        if (!expected.allows(verdict.outcome())) {
            misses.add("%s: %s: %s%s (expected: %s)"
                    .formatted(clip.name(), verdict.check(), verdict.outcome(), figure(verdict), expected));
        }
    }

    private static String figure(Verdict verdict) {
        return verdict.figure().isEmpty()
                ? " without a figure, " + verdict.doubt().map(Enum::name).orElse("")
                : String.format(
                        Locale.ROOT,
                        " at %.2f %s",
                        verdict.figure().getAsDouble(),
                        verdict.check().unit().symbol());
    }

    /** All verdicts that were not as expected. */
    public List<String> misses() {
        return List.copyOf(misses);
    }

    /** Prints the table in Markdown, and every miss. */
    public void print(PrintStream out) {
        out.printf("%d clips%n%n", clips);
        out.println(
                "| check | faults | found | sensitivity | borderline | good | false alarms | specificity | passed |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        counts.forEach((check, of) -> out.printf(
                "| %s | %d | %d | %s | %d | %d | %d | %s | %d |%n",
                check,
                of.faults,
                of.found,
                percent(of.found, of.faults),
                of.borderline,
                of.good,
                of.alarms,
                percent(of.good - of.alarms, of.good),
                of.passed));
        if (alternatives.faults > 0) {
            out.printf(
                    "%nFaults that one of several checks finds: %d of %d%n", alternatives.found, alternatives.faults);
        }
        out.printf("%nMisses: %d%n", misses.size());
        misses.forEach(out::println);
    }

    /** Prints how many faults were found of those that there were, and how much of what was good was called a fault. */
    public void printFigures() {
        Figure.print("clips", clips, "clips");
        Figure.print("misses", misses.size(), "verdicts");
        counts.forEach((check, of) -> {
            String name = check.name().toLowerCase(Locale.ROOT);
            if (of.faults > 0) {
                Figure.print(name + ".found", 100.0 * of.found / of.faults, "%");
            }
            if (of.good > 0) {
                Figure.print(name + ".false-alarms", 100.0 * of.alarms / of.good, "%");
            }
        });
    }

    private static String percent(int part, int whole) {
        return Optional.of(whole)
                .filter(all -> all > 0)
                .map(all -> String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all))
                .orElse("–");
    }
}
