package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.PendingRotations;

/** How items of the inventory are now: their last answers, their registrations here, and the hearings that they are in. */
final class FleetRows {

    private final Conferences conferences;
    private final Function<Device, RegistrationHere> registered;
    private final PendingRotations rotations;
    private final StatusPoll poll;

    FleetRows(
            Conferences conferences,
            Function<Device, RegistrationHere> registered,
            PendingRotations rotations,
            StatusPoll poll) {
        this.conferences = conferences;
        this.registered = registered;
        this.rotations = rotations;
        this.poll = poll;
    }

    /** A row for each, in their order. */
    List<FleetRow> of(Stream<FleetItem> items) {
        Set<String> inHearings = inHearings();
        Map<String, Instant> formerUntil = rotations.pending().stream()
                .collect(Collectors.toMap(pending -> pending.device().id(), PendingRotations.Pending::until));
        return items.map(item -> row(item, inHearings, Optional.ofNullable(formerUntil.get(item.id()))))
                .toList();
    }

    private FleetRow row(FleetItem item, Set<String> inHearings, Optional<Instant> formerUntil) {
        Optional<LastAnswer> last = poll.last(item.id());
        Set<FleetState> states =
                FleetState.of(last.map(LastAnswer::answer), registration(item), inHearings.contains(item.id()));
        if (formerUntil.isPresent()) {
            states.remove(FleetState.UNKNOWN);
            states.add(FleetState.OLD_PASSWORD);
        }
        return new FleetRow(item, states, last, formerUntil);
    }

    RegistrationHere registration(FleetItem item) {
        return item.device().map(registered).orElse(RegistrationHere.NONE);
    }

    /** Identifiers of the devices that are in a hearing with a call of ours. */
    Set<String> inHearings() {
        Set<String> devices = new HashSet<>();
        for (HearingState hearing : conferences.all()) {
            for (HearingState.Seat seat : hearing.seats().values()) {
                if (seat.leg().isPresent()) {
                    DeviceParty.deviceOf(seat.party()).ifPresent(devices::add);
                }
            }
        }
        return devices;
    }
}
