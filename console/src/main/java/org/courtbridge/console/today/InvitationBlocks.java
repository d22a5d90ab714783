package org.courtbridge.console.today;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.today.TodayPage.Block;
import org.courtbridge.console.today.TodayPage.Row;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.InvitationBook;
import org.courtbridge.operations.invitations.InvitationBook.Kept;

/** What people answered to the letters that tell them of hearings. */
final class InvitationBlocks {

    private final InvitationBook book;
    private final Conferences conferences;
    private final Reader reader;

    InvitationBlocks(InvitationBook book, Conferences conferences, Reader reader) {
        this.book = book;
        this.conferences = conferences;
        this.reader = reader;
    }

    /** A recipient, and the hearing to which he or she does not come. */
    private record Absence(Kept kept, HearingState hearing) {}

    /** Who does not come to hearings that are to begin, with the earliest first, each with a link to all answers of the hearing. */
    Block declined(DayRole role) {
        List<Absence> absences = book.declinedAfter(reader.now()).stream()
                .flatMap(kept -> hearing(kept, role).map(hearing -> new Absence(kept, hearing)).stream())
                .toList();
        return reader.block("declined", absences, this::row, List.of(), List.of());
    }

    private Optional<HearingState> hearing(Kept kept, DayRole role) {
        return conferences
                .byId(kept.hearing())
                .filter(hearing -> hearing.phase() != Phase.ENDED)
                .filter(hearing -> role.holds(reader.principal(), hearing.court()));
    }

    private Row row(Absence absence) {
        HearingState hearing = absence.hearing;
        return new Row(
                hearing.begins().map(reader::time).orElse(""),
                absence.kept.invitee().name(),
                "/hearings/" + hearing.id() + "/invitations",
                List.of(hearing.title(), reader.say("hearings.number") + " " + hearing.number()),
                List.of(new Badge(reader.say("invitations.answer." + Answer.Status.DECLINED), "bad")));
    }
}
