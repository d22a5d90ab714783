package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * A test that waits its turn, runs, or is over.
 *
 * @param id that the {@link Tested} will have
 * @param wanted when it was asked for
 * @param begun when the room was called; empty if it waited its turn when this was asked for
 * @param end fails if it could not be kept, or the gateway ends
 */
public record TestRun(String id, TestOrder order, Instant wanted, Optional<Instant> begun, CompletionStage<End> end) {

    /** The outcome of a test: its result, or why it was not run. */
    public sealed interface End {

        /** It is kept. */
        record Done(Tested test) implements End {}

        /** There was no test. */
        record NotRun(Why why) implements End {}
    }

    /** Why there was no test. */
    public enum Why {
        /** The room is in a call, which nobody disturbs. */
        IN_CALL,
        /** As many tests wait as may. */
        TOO_MANY,
        /** The test was of no use any more when its turn came. */
        TOO_LATE
    }
}
