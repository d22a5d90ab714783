package org.courtbridge.operations.feasibility;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.media.video.processing.PictureLoad;
import org.courtbridge.operations.feasibility.Feasibility.DeviceNow;
import org.courtbridge.operations.feasibility.Feasibility.Health;
import org.courtbridge.operations.feasibility.Feasibility.PortsThen;
import org.courtbridge.operations.feasibility.Feasibility.RoomThen;
import org.courtbridge.operations.feasibility.Feasibility.Taken;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.FleetState;
import org.courtbridge.operations.fleet.PastCall;
import org.courtbridge.operations.fleet.RegistrationHere;
import org.courtbridge.operations.fleet.StatusAnswer;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;

/** Reads what is known of an hour: one query of the schedule, one of the tests, and what is in memory. From any thread but an event loop. */
public final class FeasibilityReader {

    /** From the beginning that an application asks for; nobody says there how long the hearing lasts. */
    private static final Duration HOUR = Duration.ofHours(1);

    private final Sources sources;
    private final ZoneId zone;

    /**
     * @param tests empty if this gateway makes no test calls
     * @param portPairs pairs of UDP ports that rooms' media may have
     * @param pictures the load of those who code pictures
     */
    public record Sources(
            Fleet fleet,
            Conferences conferences,
            Bookings bookings,
            Optional<TestBook> tests,
            int portPairs,
            Supplier<PictureLoad> pictures) {}

    /** @param zone of the court, by which a day begins */
    public FeasibilityReader(Sources sources, ZoneId zone) {
        this.sources = sources;
        this.zone = zone;
    }

    /**
     * The facts about the hour that begins at a time of the court.
     *
     * @param institutions ids of those whose rooms are told of
     */
    public Feasibility of(LocalDateTime begins, Set<String> institutions) {
        Instant from = begins.atZone(zone).toInstant();
        SlotRange hour = SlotRange.covering(from, from.plus(HOUR));
        List<FleetRow> devices = sources.fleet.all().stream()
                .filter(row -> row.item().device().isPresent())
                .toList();
        Collection<HearingState> hearings = sources.conferences.all();
        List<PlannedUse> uses = uses(begins, hour, devices, hearings);
        return new Feasibility(
                hour,
                rooms(institutions, devices, uses),
                ports(devices, uses, hearings),
                sources.pictures.get(),
                sources.tests.isPresent());
    }

    private List<PlannedUse> uses(
            LocalDateTime begins, SlotRange hour, List<FleetRow> devices, Collection<HearingState> hearings) {
        Instant day = begins.toLocalDate().atStartOfDay(zone).toInstant();
        Instant end = begins.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        SlotRange span = SlotRange.covering(day, end.isAfter(hour.to()) ? end : hour.to());
        List<Resource> all = Stream.concat(
                        sources.fleet.rooms().stream().map(room -> Resource.room(room.id())),
                        devices.stream().map(row -> Resource.device(row.item().id())))
                .toList();
        return PlannedUse.during(hour, day, sources.bookings.of(all, span), hearings);
    }

    private PortsThen ports(List<FleetRow> devices, List<PlannedUse> uses, Collection<HearingState> hearings) {
        Set<Resource> taken =
                uses.stream().flatMap(use -> use.resources().stream()).collect(Collectors.toSet());
        long rooms = devices.stream()
                .filter(row -> taken.contains(Resource.device(row.item().id())))
                .count();
        long withoutTime = hearings.stream()
                .filter(hearing ->
                        hearing.phase() != Phase.ENDED && hearing.begins().isEmpty())
                .count();
        return new PortsThen(sources.portPairs, Math.toIntExact(rooms), Math.toIntExact(withoutTime));
    }

    private List<RoomThen> rooms(Set<String> institutions, List<FleetRow> devices, List<PlannedUse> uses) {
        Map<String, Institution> owners = sources.fleet.institutions().stream()
                .filter(one -> institutions.contains(one.id()))
                .collect(Collectors.toMap(Institution::id, Function.identity()));
        Map<String, List<FleetRow>> byRoom = devices.stream()
                .filter(row -> row.item()
                        .institution()
                        .map(Institution::id)
                        .filter(owners::containsKey)
                        .isPresent())
                .collect(Collectors.groupingBy(
                        row -> row.item().room().map(Room::id).orElse("")));
        Map<String, Tested> tests = tests(byRoom.values().stream()
                .flatMap(List::stream)
                .map(row -> row.item().id())
                .toList());
        List<RoomThen> rooms = new ArrayList<>();
        for (Room room : sources.fleet.rooms()) {
            Institution owner = owners.get(room.institution());
            if (owner != null) {
                List<FleetRow> there = byRoom.getOrDefault(room.id(), List.of());
                rooms.add(new RoomThen(
                        room,
                        owner,
                        taken(room, there, uses),
                        there.stream()
                                .map(row -> device(
                                        row,
                                        Optional.ofNullable(tests.get(row.item().id()))))
                                .toList()));
            }
        }
        return rooms;
    }

    private Map<String, Tested> tests(List<String> devices) {
        return sources.tests.map(book -> book.latestOfRooms(devices)).orElse(List.of()).stream()
                .collect(Collectors.toMap(test -> test.place().id(), Function.identity()));
    }

    private static Optional<Taken> taken(Room room, List<FleetRow> devices, List<PlannedUse> uses) {
        Set<Resource> wanted = new HashSet<>(Set.of(Resource.room(room.id())));
        devices.forEach(row -> wanted.add(Resource.device(row.item().id())));
        return uses.stream()
                .filter(use -> use.takesAnyOf(wanted))
                .min(Comparator.comparing(PlannedUse::from))
                .map(use -> new Taken(use.from(), use.to()));
    }

    private DeviceNow device(FleetRow row, Optional<Tested> test) {
        FleetItem item = row.item();
        return new DeviceNow(
                item.device().orElseThrow(),
                RegistrationHere.of(
                        sources.fleet.isRegisteredHere(item), row.states().contains(FleetState.SILENT)),
                health(row),
                seen(row),
                row.formerUntil(),
                test);
    }

    private static Health health(FleetRow row) {
        if (row.states().contains(FleetState.FAULT)) {
            return Health.FAULTY;
        }
        return row.last().isPresent() ? Health.WELL : Health.UNKNOWN;
    }

    private Optional<Instant> seen(FleetRow row) {
        Stream<Instant> answered =
                row.last().filter(last -> last.answer() instanceof StatusAnswer.Told).map(last -> last.at()).stream();
        Stream<Instant> called = sources.fleet.calls(row.item().id()).stream()
                .map(call -> call.ended().map(PastCall.Ended::at).orElse(call.began()));
        return Stream.concat(answered, called).max(Comparator.naturalOrder());
    }
}
