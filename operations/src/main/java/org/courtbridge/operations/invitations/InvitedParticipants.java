package org.courtbridge.operations.invitations;

import java.util.List;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participants;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;

/**
 * The participants who have a seat and an address.
 *
 * @param court language of those who have none of their own
 */
public record InvitedParticipants(Participants participants, Language court) implements Invitees {

    @Override
    public List<Invitee> of(HearingState hearing) {
        return participants.ofHearing(hearing.id()).stream()
                .filter(one -> hearing.seats().containsKey(PartyId.participant(one.id())))
                .flatMap(one -> one.letters().stream()
                        .map(letters -> invitee(PartyId.participant(one.id()), one.name(), letters)))
                .toList();
    }

    private Invitee invitee(PartyId party, String name, LetterAddress letters) {
        return new Invitee(
                party.value(), name, letters.email(), letters.language().orElse(court));
    }
}
