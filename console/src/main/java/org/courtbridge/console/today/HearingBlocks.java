package org.courtbridge.console.today;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.fleet.FleetWords;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingView;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.tests.PlaceReadiness;
import org.courtbridge.console.tests.PlaceState;
import org.courtbridge.console.tests.TestCallDesk;
import org.courtbridge.console.tests.TestWords;
import org.courtbridge.console.today.TodayPage.Block;
import org.courtbridge.console.today.TodayPage.Link;
import org.courtbridge.console.today.TodayPage.Row;
import org.courtbridge.console.troubles.TroubleDesk;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.operations.fleet.FleetState;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;

/** The hearings of somebody's day, and the rooms in them. Made for one page: all of it is of one moment. */
final class HearingBlocks {

    private static final Set<Phase> GOING_ON = EnumSet.of(Phase.IN_SESSION, Phase.CLOSED_SESSION);
    private static final Set<Phase> NOT_BEGUN = EnumSet.of(Phase.SCHEDULED, Phase.LOBBY);

    /** Of devices that can be expected to fail a hearing. */
    private static final Set<FleetState> BAD = EnumSet.of(FleetState.FAULT, FleetState.OLD_PASSWORD, FleetState.SILENT);

    private static final Comparator<HearingState> IN_ORDER = Comparator.comparing(
                    (HearingState hearing) -> hearing.begins().orElse(Instant.MIN))
            .thenComparing(HearingState::number);

    private final Sources sources;
    private final Reader reader;
    private final FleetWords fleetWords;
    private final TestWords testWords;
    private final List<HearingState> hearings;
    private final Map<String, FleetRow> devices;

    /** @param troubles desk that knows in which hearings an institution's rooms are */
    record Sources(Conferences conferences, Fleet fleet, TestCallDesk tests, TroubleDesk troubles) {}

    HearingBlocks(Sources sources, Reader reader, FleetWords fleetWords, TestWords testWords) {
        this.sources = sources;
        this.reader = reader;
        this.fleetWords = fleetWords;
        this.testWords = testWords;
        this.hearings = sources.conferences.all().stream()
                .filter(this::isOfToday)
                .sorted(IN_ORDER)
                .toList();
        this.devices = sources.fleet.all().stream()
                .filter(row -> row.item().device().isPresent())
                .collect(Collectors.toMap(row -> row.item().id(), Function.identity()));
    }

    /** To begin today and not ended, going on, or with somebody who has come though nobody has said when it begins. */
    private boolean isOfToday(HearingState hearing) {
        return GOING_ON.contains(hearing.phase())
                || (hearing.phase() != Phase.ENDED
                        && hearing.begins()
                                .map(reader::isToday)
                                .orElseGet(() -> hearing.seats().values().stream()
                                        .anyMatch(seat -> seat.leg().isPresent())));
    }

    private boolean isLate(HearingState hearing) {
        return NOT_BEGUN.contains(hearing.phase())
                && hearing.begins().filter(reader.now()::isAfter).isPresent();
    }

    private List<HearingState> of(DayRole role) {
        return hearings.stream()
                .filter(hearing -> role.holds(reader.principal(), hearing.court()))
                .toList();
    }

    /** Hearings of which somebody has to hear at once: with problems that were reported and not seen, and those that should have begun. */
    List<Row> urgent() {
        return sources.conferences.all().stream()
                .filter(hearing -> hearing.phase() != Phase.ENDED)
                .filter(hearing -> isToldOfTroubles(hearing) || isToldOfDelay(hearing))
                .sorted(IN_ORDER)
                .map(this::row)
                .toList();
    }

    private boolean isToldOfTroubles(HearingState hearing) {
        return !hearing.troubles().isEmpty()
                && reader.principal().memberships().holds(Set.copyOf(TroubleDesk.TOLD), hearing.court());
    }

    private boolean isToldOfDelay(HearingState hearing) {
        return isOfToday(hearing)
                && isLate(hearing)
                && Allowed.CONDUCT_HEARINGS.admits(reader.principal(), hearing.court());
    }

    Block hearings(DayRole role) {
        return reader.block(
                "hearings",
                of(role),
                this::row,
                List.of(),
                List.of(new Link(
                        ListAddress.of("/hearings").with("sort", "begins").link(), reader.say("today.hearings.all"))));
    }

    private Row row(HearingState hearing) {
        List<Badge> badges = new ArrayList<>();
        if (!hearing.troubles().isEmpty()) {
            badges.add(
                    new Badge(reader.say("hearings.troubles", hearing.troubles().size()), "bad"));
        }
        if (isLate(hearing)) {
            badges.add(new Badge(reader.say("today.late"), "warn"));
        }
        badges.add(phase(hearing));
        return new Row(
                begins(hearing),
                hearing.title(),
                "/hearings/" + hearing.id(),
                List.of(reader.say("hearings.number") + " " + hearing.number()),
                badges);
    }

    private Badge phase(HearingState hearing) {
        return new Badge(reader.say("phase." + hearing.phase()), HearingView.mood(hearing.phase()));
    }

    private String begins(HearingState hearing) {
        return hearing.begins().map(reader::time).orElse("");
    }

    /** A room's device in a hearing. */
    private record Use(HearingState hearing, FleetRow device) {}

    private Stream<Use> uses(List<HearingState> some) {
        return some.stream()
                .flatMap(hearing -> hearing.seats().keySet().stream()
                        .flatMap(party -> party.deviceId().stream())
                        .flatMap(id -> Optional.ofNullable(devices.get(id)).stream())
                        .map(device -> new Use(hearing, device)));
    }

    /** The readiness of devices' rooms by device; empty if this gateway makes no test calls. */
    private Optional<Map<String, PlaceReadiness>> readiness(List<Use> uses) {
        return sources.tests.rooms(uses.stream()
                .flatMap(use -> use.device.item().device().stream())
                .distinct()
                .toList());
    }

    /** Rooms of today's hearings with a test that did not pass today, or with a device that is not there or says that something is wrong. */
    Block unready(DayRole role) {
        List<Use> uses = uses(of(role)).toList();
        Optional<Map<String, PlaceReadiness>> readiness = readiness(uses);
        List<Use> open = uses.stream()
                .filter(use -> isOpen(use.device, readiness.flatMap(known -> Optional.ofNullable(known.get(id(use))))))
                .toList();
        return reader.block(
                readiness.isPresent() ? "unready" : "unready.untested",
                open,
                use -> row(use, "/hearings/" + use.hearing.id() + "/readiness", readiness),
                List.of(),
                dayOfTests());
    }

    private static String id(Use use) {
        return use.device.item().id();
    }

    private static boolean isOpen(FleetRow device, Optional<PlaceReadiness> readiness) {
        return !device.states().contains(FleetState.REGISTERED)
                || device.states().stream().anyMatch(BAD::contains)
                || readiness.filter(place -> place.state().isOpen()).isPresent();
    }

    private List<Link> dayOfTests() {
        return Allowed.SEE_ALL_TESTS.admits(reader.principal())
                ? List.of(new Link("/readiness", reader.say("today.unready.all")))
                : List.of();
    }

    /** Rooms in use by hour, with the verdict of the last test of each; above them how many devices are not well. */
    Block rooms(String name, DayRole role) {
        List<Use> uses = uses(hearings)
                .filter(use -> role.holds(
                        reader.principal(), use.device.item().institution().map(Institution::id)))
                .toList();
        Optional<Map<String, PlaceReadiness>> readiness =
                readiness(uses.stream().limit(Reader.MOST).toList());
        List<Link> links = new ArrayList<>(List.of(new Link("/fleet", reader.say("today.rooms.all"))));
        links.addAll(dayOfTests());
        return reader.block(
                name, uses, use -> row(use, "/fleet/" + id(use), readiness), counts(role), List.copyOf(links));
    }

    private List<Badge> counts(DayRole role) {
        List<FleetRow> seen = devices.values().stream()
                .filter(row ->
                        role.holds(reader.principal(), row.item().institution().map(Institution::id)))
                .toList();
        List<Badge> counts = new ArrayList<>();
        counts.add(new Badge(reader.say("fleet.things", seen.size()), ""));
        Fleet.count(seen).forEach((state, count) -> {
            if (BAD.contains(state)) {
                counts.add(new Badge(
                        reader.say("fleet.count", reader.say("fleet.state." + state), count),
                        state == FleetState.FAULT ? "bad" : "warn"));
            }
        });
        return List.copyOf(counts);
    }

    /** The title of a hearing is for those alone who may know of it. */
    private Row row(Use use, String path, Optional<Map<String, PlaceReadiness>> readiness) {
        Optional<PlaceReadiness> place = readiness.flatMap(known -> Optional.ofNullable(known.get(id(use))));
        List<Badge> badges = new ArrayList<>();
        badges.add(place.map(PlaceReadiness::state)
                .map(testWords::state)
                .orElseGet(() -> new Badge(reader.say("today.untested"), "")));
        badges.addAll(now(use.device));
        List<String> about = new ArrayList<>();
        about.add(
                HearingGuard.mayKnow(reader.principal(), use.hearing)
                        ? use.hearing.title()
                        : reader.say("hearings.number") + " " + use.hearing.number());
        place.filter(one -> one.state() == PlaceState.NOT_READY || one.state() == PlaceState.COULD_NOT_TELL)
                .flatMap(one -> one.findings().stream().findFirst())
                .ifPresent(verdict -> about.add(verdict.forPerson(testWords.language())));
        return new Row(begins(use.hearing), name(use.device), path, about, badges);
    }

    /** How a device is, with that it is not registered in place of that nothing is known of it. */
    private List<Badge> now(FleetRow device) {
        List<Badge> badges = new ArrayList<>();
        if (!device.states().contains(FleetState.REGISTERED)) {
            badges.add(new Badge(reader.say("known.device.unregistered"), "bad"));
        }
        if (!device.states().contains(FleetState.UNKNOWN)) {
            badges.addAll(fleetWords.row(device).badges());
        }
        return badges;
    }

    private static String name(FleetRow device) {
        return Stream.of(
                        device.item().institution().map(Institution::name),
                        device.item().room().map(Room::name),
                        Optional.of(device.item().name()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** Rooms of an institution in hearings of any court, from today on, with the link by which a problem is reported. */
    Block ownRooms(DayRole role) {
        List<TroubleDesk.RoomInHearing> rooms = sources.troubles.rooms(reader.principal()).stream()
                .filter(one ->
                        role.holds(reader.principal(), one.room().institution().map(Institution::id)))
                .filter(one -> GOING_ON.contains(one.hearing().phase())
                        || one.hearing()
                                .begins()
                                .filter(begins -> begins.atZone(reader.zone())
                                        .toLocalDate()
                                        .isBefore(reader.today()))
                                .isEmpty())
                .sorted(Comparator.comparing((TroubleDesk.RoomInHearing one) ->
                                one.hearing().begins().orElse(Instant.MAX))
                        .thenComparing(Names.<TroubleDesk.RoomInHearing>by(
                                one -> one.room().device().name())))
                .toList();
        return reader.block(
                "ownRooms", rooms, this::row, List.of(), List.of(new Link("/our-rooms", reader.say("rooms.report"))));
    }

    /** As whoever is in the room may know it: not whose case is heard. */
    private Row row(TroubleDesk.RoomInHearing one) {
        HearingState hearing = one.hearing();
        return new Row(
                begins(hearing),
                Stream.of(
                                one.room().room().map(Room::name),
                                Optional.of(one.room().device().name()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", ")),
                "",
                Stream.concat(
                                Stream.of(reader.say("hearing.number") + ": " + hearing.number()),
                                sources.troubles.court(hearing).stream()
                                        .flatMap(court -> Stream.of(
                                                        court.name(),
                                                        court.contact().phone())
                                                .filter(text -> !text.isBlank())))
                        .toList(),
                List.of(phase(hearing)));
    }
}
