package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.List;

/**
 * A test that the plan wants.
 *
 * @param key the same on every node and after every restart, for as long as the test is not done and its hearing is not moved
 * @param hearings that it is for, the next one first; never none
 * @param at when it should begin; past or now if it is due
 * @param until when it must have begun, or is of no use any more
 * @param attempt as {@link Tested#attempt}
 */
public record Due(String key, Tested.Place place, List<String> hearings, Instant at, Instant until, int attempt) {

    public Due {
        hearings = List.copyOf(hearings);
        if (hearings.isEmpty()) {
            throw new IllegalArgumentException("hearings: none (expected: one or more)");
        }
    }
}
