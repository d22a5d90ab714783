package org.courtbridge.console.troubles;

import java.util.List;
import java.util.Optional;

/** The contents of the page of rooms that take part in hearings. */
public final class RoomsPage {

    private RoomsPage() {}

    /**
     * A room in a hearing, as whoever is in the room may know it: not whose case is heard.
     *
     * @param device id of the room's device
     * @param room its name and its institution's
     * @param hearing id of the hearing
     * @param number what the room dials
     * @param begins when the hearing is to begin, by the court's clock
     * @param phase of the hearing, in words
     * @param mood class of the phase's badge
     * @param court name of the court, and its telephone
     * @param reported problems of the room that nobody of the court has seen yet, in words
     */
    public record Row(
            String device,
            String room,
            String hearing,
            String number,
            Optional<String> begins,
            String phase,
            String mood,
            Optional<String> court,
            List<String> reported) {}

    /** A kind of problem. */
    public record Kind(String value, String words) {}
}
