package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.provisioning.testcall.Alert.Key;
import org.courtbridge.provisioning.testcall.Alert.Occasion;
import org.courtbridge.provisioning.testcall.Alert.Role;
import org.courtbridge.provisioning.testcall.Alert.Severity;

/**
 * The rules by which people are told of a fault: who is told, and when: at once, once, again at each step if it lasts or a
 * hearing comes near, and when it is restored. Of several steps that have passed untold, the latest alone is told.
 *
 * @param from from which severity on each role is told; one that is not there is told nothing
 * @param lasting after which times a fault that lasts is told again; the first makes it one severer
 * @param near how long before a hearing a fault is told again; the longest makes it one severer
 */
public record AlertPolicy(Map<Role, Severity> from, List<Duration> lasting, List<Duration> near) {

    /**
     * Of what would stop a hearing all three are told at once, as paragraphs 14, 17 and 23 demand; of the rest the technician alone,
     * until it lasts or a hearing is near.
     */
    public static final AlertPolicy STANDARD = new AlertPolicy(
            Map.of(
                    Role.CLERK, Severity.WARNING,
                    Role.SPECIALIST, Severity.WARNING,
                    Role.TECHNICIAN, Severity.NOTICE),
            List.of(Duration.ofHours(4), Duration.ofHours(24)),
            List.of(Duration.ofHours(2), Duration.ofMinutes(30)));

    /** Something that happens to a fault, once. */
    private record Step(Instant at, Occasion occasion, String name) {}

    public AlertPolicy {
        from = Map.copyOf(from);
        lasting = lasting.stream().sorted().toList();
        near = near.stream().sorted(Comparator.reverseOrder()).toList();
        if (Stream.concat(lasting.stream(), near.stream()).anyMatch(time -> !time.isPositive())) {
            throw new IllegalArgumentException(
                    "steps: %s and %s (expected: more than nothing)".formatted(lasting, near));
        }
    }

    /**
     * Returns the alerts that are due now.
     *
     * @param hearings to come
     * @param told what was told of this fault
     */
    public List<Alert> alerts(Fault fault, Collection<PlannedHearing> hearings, Set<Key> told, Instant now) {
        if (!fault.isOpen()) {
            return restored(fault, hearings, told, now);
        }
        Optional<PlannedHearing> next = next(fault, hearings, now);
        Severity severity = severity(fault, next, now);
        Step latest = steps(fault, next)
                .filter(step -> !step.at().isAfter(now))
                .max(Comparator.comparing(Step::at))
                .orElseThrow();
        return roles(severity)
                .map(role ->
                        new Alert(new Key(fault.id(), role, latest.name()), fault, latest.occasion(), severity, next))
                .filter(alert -> !told.contains(alert.key()))
                .toList();
    }

    /** Whoever was told that something is wrong is told that it is no more. */
    private List<Alert> restored(Fault fault, Collection<PlannedHearing> hearings, Set<Key> told, Instant now) {
        return Stream.of(Role.values())
                .filter(role -> told.stream().anyMatch(key -> key.fault().equals(fault.id()) && key.to() == role))
                .map(role -> new Alert(
                        new Key(fault.id(), role, Occasion.RESTORED.name()),
                        fault,
                        Occasion.RESTORED,
                        Severity.NOTICE,
                        next(fault, hearings, now)))
                .filter(alert -> !told.contains(alert.key()))
                .toList();
    }

    private static Optional<PlannedHearing> next(Fault fault, Collection<PlannedHearing> hearings, Instant now) {
        return hearings.stream()
                .filter(hearing -> hearing.begins().isAfter(now))
                .filter(hearing -> hearing.places().stream()
                        .anyMatch(seat -> seat.place().id().equals(fault.place().id())))
                .min(Comparator.comparing(PlannedHearing::begins).thenComparing(PlannedHearing::id));
    }

    /** That a hearing was near already when the fault was found is told with that, which is the later step. */
    private Stream<Step> steps(Fault fault, Optional<PlannedHearing> next) {
        Stream<Step> lasts = lasting.stream()
                .map(time -> new Step(fault.opened().plus(time), Occasion.LASTS, Occasion.LASTS + " " + time));
        Stream<Step> nears = next.stream()
                .flatMap(hearing -> near.stream()
                        .map(time -> new Step(
                                hearing.begins().minus(time),
                                Occasion.NEAR,
                                "%s %s %s %s".formatted(Occasion.NEAR, time, hearing.id(), hearing.begins()))));
        // A phone matters to its hearing alone; nobody mends it for the next one.
        Stream<Step> all = fault.place() instanceof Tested.Place.Phone ? nears : Stream.concat(lasts, nears);
        return Stream.concat(Stream.of(new Step(fault.opened(), Occasion.FOUND, Occasion.FOUND.name())), all);
    }

    private Severity severity(Fault fault, Optional<PlannedHearing> next, Instant now) {
        int level = fault.impedes() && next.isPresent() ? Severity.WARNING.ordinal() : Severity.NOTICE.ordinal();
        // Nobody mends a phone for the next hearing, however long its fault lasts.
        boolean lasts = !(fault.place() instanceof Tested.Place.Phone) && !lasting.isEmpty();
        if (lasts && !now.isBefore(fault.opened().plus(lasting.getFirst()))) {
            level++;
        }
        if (!near.isEmpty()
                && next.map(hearing -> !now.isBefore(hearing.begins().minus(near.getFirst())))
                        .orElse(false)) {
            level++;
        }
        return Severity.values()[Math.min(level, Severity.URGENT.ordinal())];
    }

    private Stream<Role> roles(Severity severity) {
        return Stream.of(Role.values())
                .filter(role -> from.containsKey(role) && from.get(role).compareTo(severity) <= 0);
    }
}
