package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.provisioning.testcall.Tested;

/** An event of a test, for those who follow the tests. Each test that was taken up ends, or is given up. */
public sealed interface TestEvent {

    /** As {@link TestRun#id}. */
    String id();

    Tested.Place place();

    Optional<String> hearing();

    /** It waits its turn. */
    record Wanted(String id, Tested.Place place, Optional<String> hearing) implements TestEvent {}

    /** The place is about to be called. */
    record Begun(String id, Tested.Place place, Optional<String> hearing, Instant at) implements TestEvent {}

    /** It is kept, durably. */
    record Ended(Tested test) implements TestEvent {

        @Override
        public String id() {
            return test.id();
        }

        @Override
        public Tested.Place place() {
            return test.place();
        }

        @Override
        public Optional<String> hearing() {
            return test.hearing();
        }
    }

    /**
     * Nothing came of it.
     *
     * @param why the room was not called; empty if it was, and what was measured could not be kept
     */
    record GivenUp(TestRun run, Optional<TestRun.Why> why) implements TestEvent {

        @Override
        public String id() {
            return run.id();
        }

        @Override
        public Tested.Place place() {
            return run.order().place();
        }

        @Override
        public Optional<String> hearing() {
            return run.order().hearing();
        }
    }
}
