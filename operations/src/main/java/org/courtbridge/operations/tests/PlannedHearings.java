package org.courtbridge.operations.tests;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * The hearings that are still to begin, with the rooms that have a seat in them.
 *
 * @param devices by their ids
 * @param zone by which the nights and holidays of all places go
 */
public record PlannedHearings(Conferences conferences, Function<String, Optional<Device>> devices, ZoneId zone) {

    private static final String DEVICE = PartyId.device("").value();
    private static final String PARTICIPANT = PartyId.participant("").value();

    /** One that was adjourned is rehearsed again if somebody said when it goes on; if that is past the plan has nothing to do. */
    private static final Set<Phase> TO_BEGIN = EnumSet.of(Phase.SCHEDULED, Phase.LOBBY, Phase.ADJOURNED);

    /** Those with a room at all. */
    public List<PlannedHearing> all() {
        return with(_ -> true);
    }

    /** @param which of the devices, by their ids */
    List<PlannedHearing> with(Predicate<String> which) {
        return planned(state -> rooms(state, which));
    }

    /** Those with a place at all, with the participants' phones as well as the rooms. */
    public List<PlannedHearing> withPhones() {
        return planned(state -> Stream.concat(rooms(state, _ -> true), phones(state)));
    }

    private List<PlannedHearing> planned(Function<HearingState, Stream<Tested.Place>> places) {
        return conferences.all().stream()
                .filter(state -> TO_BEGIN.contains(state.phase()))
                .flatMap(state -> state.begins().map(begins -> planned(state, begins, places.apply(state))).stream())
                .filter(hearing -> !hearing.places().isEmpty())
                .toList();
    }

    private PlannedHearing planned(HearingState state, Instant begins, Stream<Tested.Place> places) {
        return new PlannedHearing(
                state.id(),
                begins,
                places.map(place -> new PlannedHearing.Seat(place, zone)).toList());
    }

    private Stream<Tested.Place> rooms(HearingState state, Predicate<String> which) {
        return state.seats().keySet().stream()
                .map(PartyId::value)
                .filter(party -> party.startsWith(DEVICE))
                .map(party -> party.substring(DEVICE.length()))
                .filter(which)
                .flatMap(id -> devices.apply(id).filter(Device::enabled).stream())
                .map(device -> new Tested.Place.Room(device.id(), device.name()));
    }

    private static Stream<Tested.Place> phones(HearingState state) {
        return state.seats().values().stream()
                .filter(seat -> seat.party().value().startsWith(PARTICIPANT))
                .map(seat -> new Tested.Place.Phone(seat.party().value().substring(PARTICIPANT.length()), seat.name()));
    }
}
