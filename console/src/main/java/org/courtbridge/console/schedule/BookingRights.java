package org.courtbridge.console.schedule;

import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.hearings.schedule.Resource;

/**
 * Decides which rooms, devices and people somebody may book for a hearing that they may prepare: those of its court, those of the courts and
 * institutions that it asks, and those wherever else they may prepare hearings.
 *
 * @param places ids of the hearing's court and of the courts and institutions asked
 * @param seated ids of the devices that have a seat in the hearing
 */
record BookingRights(Principal by, Set<String> places, Set<String> seated) {

    BookingRights {
        places = Set.copyOf(places);
        seated = Set.copyOf(seated);
    }

    boolean mayBook(KnownResources.One one) {
        return one.available()
                && (Allowed.PREPARE_HEARINGS.admits(by, Optional.empty())
                        || one.institutions().stream().anyMatch(this::includes)
                        || isSeated(one.resource())
                        || (one.resource().kind() == Resource.Kind.PERSON && one.everywhere()));
    }

    /** Whether what is in an institution may be booked. */
    boolean includes(String institution) {
        return places.contains(institution) || Allowed.PREPARE_HEARINGS.admits(by, Optional.of(institution));
    }

    private boolean isSeated(Resource resource) {
        return resource.kind() == Resource.Kind.DEVICE && seated.contains(resource.id());
    }

    /** Whether somebody sees when it is taken, whoever's hearing takes it. */
    static boolean maySee(Principal viewer, KnownResources.One one) {
        return switch (one.resource().kind()) {
            case ROOM, DEVICE ->
                Allowed.SEE_HEARINGS.admits(viewer, Optional.empty())
                        || one.institutions().stream()
                                .anyMatch(id -> Allowed.SEE_HEARINGS.admits(viewer, Optional.of(id)));
            case PERSON ->
                viewer.user()
                        .filter(user -> user.id().equals(one.resource().id()))
                        .isPresent();
        };
    }
}
