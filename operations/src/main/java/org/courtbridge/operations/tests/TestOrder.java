package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * A test of a room that somebody wants.
 *
 * @param hearing that it is for, by its id; empty if for none
 * @param asked a user's name, or {@link Tested#SCHEDULE}
 * @param attempt 1 for the first of a round
 * @param until when it must have begun, or is of no use any more; empty if it is at any time
 * @param watches whether the room is in a hearing, and its call there is to be watched instead of calling it
 */
public record TestOrder(
        Device device, Optional<String> hearing, String asked, int attempt, Optional<Instant> until, boolean watches) {

    /** One that is of use at any time. */
    public static TestOrder atAnyTime(Device device, Optional<String> hearing, String asked, int attempt) {
        return new TestOrder(device, hearing, asked, attempt, Optional.empty(), false);
    }

    /** One of a room that is in a hearing, by what its call there shows. */
    public static TestOrder watching(Device device, Optional<String> hearing, String asked) {
        return new TestOrder(device, hearing, asked, 1, Optional.empty(), true);
    }

    public Tested.Place place() {
        return new Tested.Place.Room(device.id(), device.name());
    }

    /** With whom it stands in one line: the others of its hearing, or of the same person. */
    String line() {
        return hearing.map(id -> "hearing:" + id).orElse("user:" + asked);
    }
}
