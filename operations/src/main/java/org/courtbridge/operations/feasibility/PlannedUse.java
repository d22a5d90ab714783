package org.courtbridge.operations.feasibility;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;

/**
 * Rooms and devices that a hearing takes for a time: by a booking, or as devices have seats in it.
 *
 * @param to not within it any more; empty if nobody has said when it ends
 */
record PlannedUse(Set<Resource> resources, Instant from, Optional<Instant> to) {

    PlannedUse {
        resources = Set.copyOf(resources);
    }

    /**
     * All that takes something in an hour. A hearing that is booked takes the devices of its seats when it is booked. One that is not booked
     * on that day takes them from its beginning to the end of the day, as nobody knows when it ends.
     *
     * @param day when the day of the hour begins
     * @param booked bookings of that day
     */
    static List<PlannedUse> during(
            SlotRange hour, Instant day, List<Bookings.Entry> booked, Collection<HearingState> hearings) {
        List<PlannedUse> uses = new ArrayList<>();
        Map<String, List<Booking>> byHearing = new HashMap<>();
        for (Bookings.Entry entry : booked) {
            Booking booking = entry.booking();
            byHearing.computeIfAbsent(booking.hearing(), _ -> new ArrayList<>()).add(booking);
            if (booking.slots().overlaps(hour)) {
                uses.add(of(booking.resources(), booking));
            }
        }
        for (HearingState hearing : hearings) {
            Set<Resource> devices = devices(hearing);
            if (hearing.phase() != Phase.ENDED && !devices.isEmpty()) {
                List<Booking> own = byHearing.getOrDefault(hearing.id(), List.of());
                own.stream()
                        .filter(booking -> booking.slots().overlaps(hour))
                        .forEach(booking -> uses.add(of(devices, booking)));
                hearing.begins()
                        .filter(begins -> own.isEmpty() && !begins.isBefore(day) && begins.isBefore(hour.to()))
                        .ifPresent(begins -> uses.add(new PlannedUse(devices, begins, Optional.empty())));
            }
        }
        return List.copyOf(uses);
    }

    private static PlannedUse of(Set<Resource> resources, Booking booking) {
        return new PlannedUse(
                resources, booking.slots().from(), Optional.of(booking.slots().to()));
    }

    private static Set<Resource> devices(HearingState hearing) {
        return hearing.seats().keySet().stream()
                .flatMap(party -> party.deviceId().stream())
                .map(Resource::device)
                .collect(Collectors.toSet());
    }

    boolean takesAnyOf(Set<Resource> some) {
        return !Collections.disjoint(resources, some);
    }
}
