package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The last answer of something.
 *
 * @param at when it came
 * @param since when the states that follow from it hold
 */
public record LastAnswer(StatusAnswer answer, Instant at, Instant since) {

    static LastAnswer following(Optional<LastAnswer> before, StatusAnswer answer, Instant at) {
        Instant since = before.filter(last -> sameState(last.answer, answer))
                .map(LastAnswer::since)
                .orElse(at);
        return new LastAnswer(answer, at, since);
    }

    private static boolean sameState(StatusAnswer one, StatusAnswer other) {
        return states(one).equals(states(other));
    }

    private static Set<FleetState> states(StatusAnswer answer) {
        return FleetState.of(Optional.of(answer), RegistrationHere.NONE, false);
    }
}
