package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;

/**
 * The hour that an application asks for, in the words of its page.
 *
 * @param time when it begins
 * @param rooms by institution and name
 * @param more how many of how many rooms are shown; empty if all are
 * @param gateway ports and processor
 */
public record HourDetails(String time, List<RoomRow> rooms, Optional<String> more, List<Fact> gateway) {

    /** @param use whether it is taken, and for how long */
    public record RoomRow(String name, String institution, Badge use, List<DeviceRow> devices) {}

    /**
     * A device of a room.
     *
     * @param now how it is
     * @param seen when it was last known to be there; empty of one that is registered
     * @param tested when it was tested last; empty if never
     * @param link to the figures of that test, for those who may see them
     */
    public record DeviceRow(
            String name,
            List<Badge> now,
            Optional<String> seen,
            Badge verdict,
            Optional<String> tested,
            Optional<String> link) {}
}
