package org.courtbridge.console.fleet;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;

/** The contents of the pages about the fleet: institutions, rooms, devices, cameras and displays. */
public final class FleetPage {

    private FleetPage() {}

    /**
     * @param kind camera or display in words; empty for a device
     * @param place its institution and room
     * @param since when its driver's answers began to be as they are
     */
    public record Row(
            String id, String kind, String name, String about, String place, List<Badge> badges, String since) {}

    /**
     * All that stands in the rooms of one institution, or in none.
     *
     * @param link where it is shown
     * @param things how many there are
     * @param counts how many of them are in each state
     */
    public record Group(String link, String name, String about, int things, List<Badge> counts) {}

    /**
     * An item in a list.
     *
     * @param settings the page where it is changed; empty if the reader may not change it
     * @param test the last of its room; empty before the first
     */
    public record Listed(Row row, Optional<String> settings, Optional<LastTest> test) {}

    /** @param link to the whole of it */
    public record LastTest(Badge outcome, String time, String link) {}

    /** @param name of the room; empty for what is in none */
    public record RoomRow(String id, String name, List<Row> things) {}

    /** @param did what was ordered @param result that it was done, or why not */
    public record Done(String time, String did, String actor, String result, boolean good) {}

    /** @param now the latest value, with its unit @param highest of the hour */
    public record Figure(String name, String now, String highest, Plot plot) {}

    /** @param hearing its id; empty if the reader may not know of it @param title the hearing's, or that it is another court's */
    public record CallRow(Optional<String> hearing, String title, String began, String ended) {}
}
