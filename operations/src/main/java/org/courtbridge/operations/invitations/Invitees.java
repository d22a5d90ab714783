package org.courtbridge.operations.invitations;

import java.util.List;
import org.courtbridge.hearings.HearingState;

/** Tells who is to be told of a hearing by mail. Several may be asked: participants, and people who are booked. */
@FunctionalInterface
public interface Invitees {

    /** Each party once at most. May wait for the database. */
    List<Invitee> of(HearingState hearing);
}
