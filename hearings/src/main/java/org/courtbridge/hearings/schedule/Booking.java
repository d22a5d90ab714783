package org.courtbridge.hearings.schedule;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rooms, devices and people that a hearing takes for a time, all of them from setting up to clearing up. A hearing may have several
 * bookings.
 *
 * @param id up to 36 characters, of this booking for ever
 * @param hearing id of it
 * @param resources 1 to {@link #MOST_RESOURCES}
 */
public record Booking(String id, String hearing, SortedSet<Resource> resources, BookingTimes times) {

    public static final int MOST_RESOURCES = 64;

    public Booking {
        if (resources.isEmpty() || resources.size() > MOST_RESOURCES) {
            throw new IllegalArgumentException(
                    "resources: %d (expected: 1 to %d)".formatted(resources.size(), MOST_RESOURCES));
        }
        resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
    }

    public static Booking of(String id, String hearing, Collection<Resource> resources, BookingTimes times) {
        return new Booking(id, hearing, new TreeSet<>(resources), times);
    }

    public SlotRange slots() {
        return times.slots();
    }

    public Booking at(BookingTimes others) {
        return new Booking(id, hearing, resources, others);
    }

    /** What this booking and another one take in the same slots; nothing if they can both be kept. */
    public SortedSet<Resource> takenTwice(Booking other) {
        SortedSet<Resource> shared = new TreeSet<>();
        if (!id.equals(other.id) && slots().overlaps(other.slots())) {
            shared.addAll(resources);
            shared.retainAll(other.resources);
        }
        return shared;
    }
}
