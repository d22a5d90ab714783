package org.courtbridge.gateway.tests;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.courtbridge.gateway.conference.Conferences;
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

    /** Those with a room at all. */
    public List<PlannedHearing> all() {
        return with(_ -> true);
    }

    /** @param which of the devices, by their ids */
    List<PlannedHearing> with(Predicate<String> which) {
        return conferences.all().stream()
                .filter(state -> state.phase() == Phase.SCHEDULED || state.phase() == Phase.LOBBY)
                .flatMap(state -> state.begins().map(begins -> planned(state, begins, which)).stream())
                .filter(hearing -> !hearing.places().isEmpty())
                .toList();
    }

    private PlannedHearing planned(HearingState state, Instant begins, Predicate<String> which) {
        List<PlannedHearing.Seat> places = state.seats().keySet().stream()
                .map(PartyId::value)
                .filter(party -> party.startsWith(DEVICE))
                .map(party -> party.substring(DEVICE.length()))
                .filter(which)
                .flatMap(id -> devices.apply(id).filter(Device::enabled).stream())
                .map(device -> new PlannedHearing.Seat(new Tested.Place.Room(device.id(), device.name()), zone))
                .toList();
        return new PlannedHearing(state.id(), begins, places);
    }
}
