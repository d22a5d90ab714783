package org.courtbridge.operations.invitations;

import java.util.List;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.media.language.Language;

/**
 * The users who are booked for a hearing, may sign in and have an address.
 *
 * @param court language of those who have chosen none
 */
public record BookedPeople(Bookings bookings, Users users, Language court) implements Invitees {

    @Override
    public List<Invitee> of(HearingState hearing) {
        return bookings.ofHearing(hearing.id()).stream()
                .flatMap(entry -> entry.booking().resources().stream())
                .filter(one -> one.kind() == Resource.Kind.PERSON)
                .distinct()
                .flatMap(person -> users.byId(person.id()).stream())
                .filter(User::enabled)
                .flatMap(user -> user.letters().stream().map(letters -> Invitee.booked(user, letters, court)))
                .toList();
    }
}
