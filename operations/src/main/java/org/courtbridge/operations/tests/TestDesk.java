package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Tested;

/** Takes requests for test calls from the console and the API. From any thread; nothing here waits for a test to end. */
public interface TestDesk {

    /**
     * A test that waits for its turn, or goes on.
     *
     * @param id of the {@link Tested} that becomes of it
     * @param since when it was asked for, or has begun
     */
    record Running(
            String id,
            Tested.Place place,
            Optional<String> hearing,
            String asked,
            int attempt,
            Phase phase,
            Instant since) {}

    /** Phase of a test that is not over. */
    enum Phase {
        WAITING,
        TESTING
    }

    /** The answer to a request for a test. */
    sealed interface Answer {

        /** The test that was wished for; or, of a place that is being tested, that one. */
        record Accepted(Running test) implements Answer {}

        record Refused(Refusal refusal) implements Answer {}
    }

    /** Why there is no test. */
    enum Refusal {
        /** Nobody is disturbed by a test. */
        IN_A_CALL,
        DISABLED,
        /** As many wait as may. */
        TOO_MANY,
        /** Its turn came too late for the hearing that it was for. */
        TOO_LATE,
        /** Something is wrong with the gateway. */
        FAULT
    }

    /** Something that became of a test. */
    record News(String test, Tested.Place place, Optional<String> hearing, Step step) {}

    /** The step that a test has come to; before anybody is told that one has {@link #ENDED}, its result is in the book. */
    enum Step {
        ACCEPTED,
        BEGUN,
        ENDED,
        /** Nothing came of it. */
        GIVEN_UP
    }

    /** A test that was taken on and that nothing came of. */
    record GivenUp(Running test, Refusal refusal) {}

    /**
     * Has a room tested.
     *
     * @param hearing that it is tested for; empty for none
     * @param actor who wants it, as audit trails name them
     */
    Answer test(Device device, Optional<String> hearing, String actor);

    /** All that wait or go on, the oldest first. */
    List<Running> running();

    /** The test of this id, and the reason, if it was given up without a result; the latest of them are remembered. */
    Optional<GivenUp> givenUp(String id);

    /** Closing ends it. @param listener is called from any thread, and must not block */
    AutoCloseable subscribe(Consumer<News> listener);
}
