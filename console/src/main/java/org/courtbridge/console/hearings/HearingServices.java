package org.courtbridge.console.hearings;

import java.util.Optional;
import org.courtbridge.console.publication.PublicServices;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.Participants;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.HearingTrail;
import org.courtbridge.court.schedule.Schedule;
import org.courtbridge.hearings.Layout;
import org.courtbridge.operations.invitations.InvitationBook;

/**
 * Hearings, and who is in them.
 *
 * @param guesses at the code words of the participants
 * @param layout in which rooms see the parties of a hearing for which none was chosen
 * @param recorded whether sound and pictures of hearings are written to files
 * @param applications for hearings by video conference
 * @param published the list of hearings for the public, and the log of posting it
 * @param schedule of rooms, devices and people
 * @param mediaPairs pairs of UDP ports that rooms' media may have
 * @param mailed whom the gateway has told of what by mail; empty if there is no mail server
 */
public record HearingServices(
        Conferences conferences,
        HearingTrail trail,
        Participants participants,
        CodeWordGuesses guesses,
        DialledRooms dialled,
        Layout layout,
        boolean recorded,
        Applications applications,
        PublicServices published,
        Schedule schedule,
        int mediaPairs,
        Optional<MailBooks> mailed) {

    /** Whom the gateway tells of hearings by letter; empty if there is no mail server. */
    public Optional<InvitationBook> invitations() {
        return mailed.map(MailBooks::invitations);
    }
}
