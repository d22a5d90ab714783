package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A test that is over, with its verdicts. It is durable before anybody is told of it.
 *
 * @param id unique for ever
 * @param place what was tested
 * @param hearing that it was tested for; empty if it was for none
 * @param asked who wanted it: a user's name, or {@link #SCHEDULE}
 * @param attempt 1 for the first of a round; more when it was tried again
 * @param verdicts in the order of {@link Check}
 */
public record Tested(
        String id,
        Place place,
        Optional<String> hearing,
        String asked,
        int attempt,
        Instant begun,
        Instant ended,
        List<Verdict> verdicts) {

    /** As {@link #asked} for a test that nobody asked for but the schedule. */
    public static final String SCHEDULE = "schedule";

    public Tested {
        verdicts = List.copyOf(verdicts);
    }

    /** The place that is tested: a room's device, or a participant's phone. */
    public sealed interface Place {

        String id();

        /** As people know it, in any script. */
        String name();

        /** A room's device. */
        record Room(String id, String name) implements Place {}

        /** A participant's phone, tried through its link. */
        record Phone(String id, String name) implements Place {}
    }

    /**
     * One check that fails fails all. It passes if every {@link Check#isNecessary necessary} check passes; one of those that could
     * not tell, or is not among the verdicts, leaves it open.
     */
    public Outcome outcome() {
        if (verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        return open().isEmpty() ? Outcome.PASS : Outcome.COULD_NOT_TELL;
    }

    /** Whether the gateway itself kept it from saying anything of the place. */
    public boolean isGatewaysFault() {
        return verdicts.stream().anyMatch(Tested::isGatewaysFault);
    }

    /** Whether the gateway itself is why this could not tell. */
    public static boolean isGatewaysFault(Verdict verdict) {
        return verdict.doubt().equals(Optional.of(Doubt.GATEWAY));
    }

    /** The checks that failed. */
    public Set<Check> failed() {
        return checks(Outcome.FAIL);
    }

    /** The necessary checks that neither passed nor failed, so that nobody can say that the place is ready. */
    public Set<Check> open() {
        Set<Check> open = EnumSet.allOf(Check.class);
        open.removeIf(check -> !check.isNecessary());
        open.removeAll(checks(Outcome.PASS));
        open.removeAll(checks(Outcome.FAIL));
        return open;
    }

    private Set<Check> checks(Outcome outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .map(Verdict::check)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
    }
}
