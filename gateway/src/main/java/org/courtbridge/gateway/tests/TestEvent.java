package org.courtbridge.gateway.tests;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.provisioning.testcall.Tested;

/** What those hear who follow the tests. Each test that begins ends. */
public sealed interface TestEvent {

    /** As {@link TestRun#id}. */
    String id();

    Tested.Place place();

    Optional<String> hearing();

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

    /** Nothing came of it: the room was in a call, or what was measured could not be kept. */
    record GivenUp(String id, Tested.Place place, Optional<String> hearing) implements TestEvent {}
}
