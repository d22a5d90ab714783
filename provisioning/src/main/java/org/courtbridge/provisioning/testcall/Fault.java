package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fault of a place, from the test that found it to the test that found it mended. What the rules (Order No. 7 of 2019) ask:
 *
 * <ul>
 *   <li>paragraph 14: participants, and the court or institution that takes part, tell the clerk at once of technical problems that
 *       might impede the hearing; the clerk tells the judge and the court's technician at once. So a fault says which hearing it
 *       impedes, and is told without anybody having to ask ({@link AlertPolicy}).
 *   <li>paragraph 17: of problems found before the hearing that make it impossible, the clerk tells who organizes the conference in
 *       the region (the specialist) at once. So a fault says whether it {@link #impedes}.
 *   <li>paragraph 23: what is found on the day, when clerks check the operability, is told to the technician at once, who has the
 *       equipment work again. So a fault names the checks that failed, with their sentences for the technician.
 *   <li>paragraph 24: in a problem during the hearing the technician acts at once, and tells the specialist by when it will work
 *       again. That is the {@link Expectation}.
 *   <li>paragraph 25: the specialist tells the court how long that takes, for it to decide whether to go on or to adjourn. So the
 *       expectation is part of the record that the court is shown, and how long it took in the end is {@link #timeToRestore}.
 * </ul>
 *
 * @param id of the test that found it
 * @param hearing that this test was for
 * @param checks that failed in it
 * @param lasting those of them that have not passed since; none once it is restored
 * @param opened when this test ended
 */
public record Fault(
        String id,
        Tested.Place place,
        Optional<String> hearing,
        Set<Check> checks,
        Set<Check> lasting,
        Instant opened,
        Optional<Expectation> expectation,
        Optional<Restored> restored) {

    /**
     * By when the technician means it to work again.
     *
     * @param until when it should
     * @param by who said so
     * @param said when
     */
    public record Expectation(Instant until, String by, Instant said) {}

    /** @param test that the last of its checks passed in */
    public record Restored(Instant at, String test) {}

    public Fault {
        checks = Set.copyOf(checks);
        lasting = Set.copyOf(lasting);
        if (checks.isEmpty() || !checks.containsAll(lasting) || lasting.isEmpty() != restored.isPresent()) {
            throw new IllegalArgumentException("checks: %s of %s, %s (expected: some until it is restored)"
                    .formatted(lasting, checks, restored.isPresent() ? "restored" : "open"));
        }
    }

    static Fault opened(Tested test, Set<Check> checks) {
        return new Fault(
                test.id(),
                test.place(),
                test.hearing(),
                checks,
                checks,
                test.ended(),
                Optional.empty(),
                Optional.empty());
    }

    /** A later test of the same place: what passed in it is mended; what it could not tell of lasts. */
    Fault after(Tested test) {
        Set<Check> left = EnumSet.copyOf(lasting);
        test.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.PASS)
                .map(Verdict::check)
                .forEach(left::remove);
        return new Fault(
                id,
                place,
                hearing,
                checks,
                left,
                opened,
                expectation,
                left.isEmpty() ? Optional.of(new Restored(test.ended(), test.id())) : Optional.empty());
    }

    /** The fault with what the technician expects of it (paragraph 24); the latest counts. */
    public Fault expecting(Expectation said) {
        return new Fault(id, place, hearing, checks, lasting, opened, Optional.of(said), restored);
    }

    public boolean isOpen() {
        return restored.isEmpty();
    }

    /** Whether it makes a hearing impossible: something necessary failed, and has not passed since. */
    public boolean impedes() {
        return lasting.stream().anyMatch(Check::isNecessary);
    }

    /** From the end of the test that found it to the end of the one that found it mended. */
    public Optional<Duration> timeToRestore() {
        return restored.map(end -> Duration.between(opened, end.at()));
    }

    /**
     * Usual time to restore such faults, for the court to decide while nobody has said anything (paragraph 25): the median of
     * those that are over and have a check in common; empty if there were fewer than three.
     */
    public Optional<Duration> usualTimeToRestore(Collection<Fault> earlier) {
        List<Duration> times = earlier.stream()
                .filter(fault -> fault.checks().stream().anyMatch(checks::contains))
                .flatMap(fault -> fault.timeToRestore().stream())
                .sorted()
                .toList();
        return times.size() < 3 ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }
}
