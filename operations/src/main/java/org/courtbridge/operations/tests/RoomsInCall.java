package org.courtbridge.operations.tests;

import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rooms.RoomCaller;

/**
 * Whether a room is in a call: in a hearing, in another call with us as in the menu or on its way, or, as its driver told last, with
 * anybody else.
 */
public final class RoomsInCall implements Predicate<Device> {

    private final Conferences conferences;
    private final RoomCaller rooms;
    private final Fleet fleet;

    public RoomsInCall(Conferences conferences, RoomCaller rooms, Fleet fleet) {
        this.conferences = conferences;
        this.rooms = rooms;
        this.fleet = fleet;
    }

    @Override
    public boolean test(Device device) {
        return rooms.isInCall(device) || isInHearing(device) || fleet.saysInCall(device.id());
    }

    public boolean isInHearing(Device device) {
        PartyId party = PartyId.device(device.id());
        return conferences.all().stream()
                .map(hearing -> hearing.seat(party))
                .flatMap(Optional::stream)
                .map(HearingState.Seat::leg)
                .anyMatch(Optional::isPresent);
    }
}
