package org.courtbridge.court.conference;

import java.util.Optional;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.Still;

/** Tells rooms, which have no page, how they stand in a hearing while they see nobody. From any thread. */
@FunctionalInterface
public interface Slates {

    /** Tells nothing. */
    Slates NONE = (leg, state) -> Optional.empty();

    /** The still for a room; equal while there is nothing new to tell. */
    Optional<Still> of(Leg leg, HearingState state);

    /** The announcement for a room that has come into the lobby, played once. */
    default Announcement aloud(Leg leg) {
        return Announcement.SILENCE;
    }

    /** The answer that a room hears to a key that it pressed. */
    default Announcement answer(Leg leg, KeyAnswer answer) {
        return Announcement.SILENCE;
    }
}
