package org.courtbridge.operations.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannedHearingsTest {

    private static final Instant BEGINS = Instant.parse("2026-11-27T05:00:00Z");

    private final Diary diary = new Diary();
    private final PlannedHearings hearings =
            new PlannedHearings(diary, id -> Optional.of(CallableRooms.device(id)), ZoneId.of("Asia/Almaty"));

    @BeforeEach
    void schedule() {
        diary.create("h1");
        submit(new HearingCommand.Invite("x", PartyId.participant("p1"), "Әсел", Admission.LOBBY));
        submit(new HearingCommand.Schedule("x", Optional.of(BEGINS)));
    }

    private void submit(HearingCommand command) {
        diary.submit("h1", command);
    }

    private static List<Place> places(List<PlannedHearing> hearings) {
        return hearings.stream()
                .flatMap(hearing -> hearing.places().stream())
                .map(PlannedHearing.Seat::place)
                .toList();
    }

    @Test
    void phonesArePlacesOfTheirHearingButNothingThatWeCall() {
        assertThat(hearings.all()).isEmpty();
        assertThat(places(hearings.withPhones())).containsExactly(new Place.Phone("p1", "Әсел"));
        submit(new HearingCommand.Invite("x", PartyId.device("d1"), "d1", Admission.DIRECT));
        Place room = new Place.Room("d1", "Зал d1");
        assertThat(places(hearings.all())).containsExactly(room);
        assertThat(places(hearings.withPhones())).containsExactlyInAnyOrder(room, new Place.Phone("p1", "Әсел"));
        assertThat(hearings.with("d2"::equals)).isEmpty();
    }

    @Test
    void anAdjournedHearingIsToBeginAgain() {
        submit(new HearingCommand.Invite("x", PartyId.device("d1"), "d1", Admission.DIRECT));
        submit(new HearingCommand.Start("x"));
        assertThat(hearings.all()).isEmpty();
        submit(new HearingCommand.Adjourn("x", "rehearsed"));
        submit(new HearingCommand.Schedule("x", Optional.of(BEGINS.plusSeconds(3600))));
        assertThat(hearings.all()).extracting(PlannedHearing::begins).containsExactly(BEGINS.plusSeconds(3600));
        submit(new HearingCommand.End("x"));
        assertThat(hearings.all()).isEmpty();
    }
}
