package org.courtbridge.console.devices;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.FleetState;

/**
 * Selection of items of the fleet, by the criteria that a page's form carries for all items that the page shows.
 *
 * @param query what is searched for; an empty text finds all
 * @param state that they are in; empty for any
 */
public record FleetSelection(String query, Optional<FleetState> state, Place place) {

    private static final String UNPLACED = "none";

    enum Place {
        ANY,
        NOWHERE
    }

    /**
     * As links, forms and the API say it.
     *
     * @param state a state's name; empty for any
     * @param place {@code none} for those that are in no room; empty for any
     * @throws RequestException with 400 for anything else: it must not mean all
     */
    public static FleetSelection parse(String query, String state, String place) {
        return new FleetSelection(query.strip(), state(state), place(place));
    }

    private static Optional<FleetState> state(String name) {
        Optional<FleetState> known = Arrays.stream(FleetState.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
        if (known.isEmpty() && !name.isEmpty()) {
            throw new RequestException(
                    400, "state: %s (expected: one of %s)".formatted(name, Arrays.toString(FleetState.values())));
        }
        return known;
    }

    private static Place place(String name) {
        return switch (name) {
            case "" -> Place.ANY;
            case UNPLACED -> Place.NOWHERE;
            default -> throw new RequestException(400, "place: %s (expected: %s)".formatted(name, UNPLACED));
        };
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return query.isEmpty() && state.isEmpty() && place == Place.ANY;
    }

    public FleetSelection in(Optional<FleetState> other) {
        return new FleetSelection(query, other, place);
    }

    /** The items that match the text alone. */
    public List<FleetRow> searched(Fleet fleet) {
        return fleet.search(query);
    }

    /** Those of what was found by the text. */
    public List<FleetRow> of(List<FleetRow> found) {
        return found.stream().filter(this::has).toList();
    }

    public List<FleetItem> of(Fleet fleet) {
        return of(searched(fleet)).stream().map(FleetRow::item).toList();
    }

    private boolean has(FleetRow row) {
        return (state.isEmpty() || row.states().contains(state.get()))
                && (place == Place.ANY || row.item().room().isEmpty());
    }

    /** As {@link #parse} takes it. */
    public String placeName() {
        return place == Place.NOWHERE ? UNPLACED : "";
    }
}
