package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** What is tested. */
    public sealed interface Place {

        String id();

        /** As people know it, in any script. */
        String name();

        /** A room's device. */
        record Room(String id, String name) implements Place {}

        /** A participant's phone, tried through its link. */
        record Phone(String id, String name) implements Place {}
    }

    /** It is as bad as the worst of its checks: one that fails fails all, and one that could not tell leaves it open. */
    public Outcome outcome() {
        return verdicts.stream()
                .filter(verdict -> verdict.check().isNecessary() || verdict.outcome() == Outcome.FAIL)
                .map(Verdict::outcome)
                .max(Tested::worse)
                .orElse(Outcome.COULD_NOT_TELL);
    }

    private static int worse(Outcome one, Outcome other) {
        return Integer.compare(badness(one), badness(other));
    }

    private static int badness(Outcome outcome) {
        return switch (outcome) {
            case PASS -> 0;
            case COULD_NOT_TELL -> 1;
            case FAIL -> 2;
        };
    }
}
