package org.courtbridge.gateway.store.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive slots of one resource that a booking takes or gives back.
 *
 * @param slots of which none stays as it was
 */
record SlotChange(Resource resource, SlotRange slots, Kind kind) {

    enum Kind {
        TAKE,
        GIVE_BACK
    }

    /**
     * Everything that makes one booking of another one, in the order of resources and slots. As every transaction locks slots in this
     * order, whether it adds or deletes them, no two wait for each other.
     */
    static List<SlotChange> between(Optional<Booking> before, Optional<Booking> after) {
        TreeSet<Resource> resources = new TreeSet<>();
        before.ifPresent(booking -> resources.addAll(booking.resources()));
        after.ifPresent(booking -> resources.addAll(booking.resources()));
        List<SlotChange> changes = new ArrayList<>();
        for (Resource resource : resources) {
            add(changes, resource, slots(before, resource), slots(after, resource));
        }
        return changes;
    }

    private static Optional<SlotRange> slots(Optional<Booking> booking, Resource resource) {
        return booking.filter(one -> one.resources().contains(resource)).map(Booking::slots);
    }

    /** Of two ranges, each slot is in one, in both or in none; that changes at their ends only. */
    private static void add(
            List<SlotChange> changes, Resource resource, Optional<SlotRange> before, Optional<SlotRange> after) {
        TreeSet<Long> borders = new TreeSet<>();
        for (Optional<SlotRange> range : List.of(before, after)) {
            range.ifPresent(slots -> borders.addAll(List.of(slots.first(), slots.end())));
        }
        for (long first : borders) {
            @Nullable Long end = borders.higher(first);
            boolean had = before.filter(slots -> slots.contains(first)).isPresent();
            boolean wanted = after.filter(slots -> slots.contains(first)).isPresent();
            if (end != null && had != wanted) {
                changes.add(new SlotChange(resource, new SlotRange(first, end), wanted ? Kind.TAKE : Kind.GIVE_BACK));
            }
        }
    }
}
