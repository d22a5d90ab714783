package org.courtbridge.console.tests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Participant;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Tested.Place;

/** Starts test calls and reads their results, faults and readiness, for the API and the pages. */
public final class TestCallDesk {

    /** Tests of a place that its trend shows. */
    static final int TREND = 30;

    /** A year: whoever says more has mistyped. */
    private static final Duration LONGEST_REPAIR = Duration.ofDays(366);

    /** Tests of a day that are looked at. */
    private static final int MOST_OF_A_DAY = 5_000;

    private final Optional<TestServices> tests;
    private final HearingServices services;
    private final HearingDesk hearings;
    private final Devices devices;
    private final Inventory inventory;
    private final ZoneId zone;
    private final InstantSource clock;

    /** @param tests empty if this gateway makes no test calls */
    public TestCallDesk(
            Optional<TestServices> tests,
            HearingServices services,
            HearingDesk hearings,
            Devices devices,
            Inventory inventory,
            ZoneId zone,
            InstantSource clock) {
        this.tests = tests;
        this.services = services;
        this.hearings = hearings;
        this.devices = devices;
        this.inventory = inventory;
        this.zone = zone;
        this.clock = clock;
    }

    /** A room that was to be tested, and what became of that. */
    record Asked(Device device, TestDesk.Answer answer) {}

    /** A hearing, and how ready its places are. */
    record HearingReadiness(HearingState hearing, List<PlaceReadiness> places) {

        long in(PlaceState state) {
            return places.stream().filter(place -> place.state() == state).count();
        }
    }

    /**
     * A day.
     *
     * @param hearings those that are prepared on it, or places of which were tested on it
     * @param others places that were tested on it for no hearing
     */
    record Day(LocalDate date, List<HearingReadiness> hearings, List<PlaceReadiness> others) {}

    public FaultBook faults() {
        return tests().faults();
    }

    public Fault fault(String id) {
        return faults().fault(id).orElseThrow(() -> RequestException.notFound("No such fault."));
    }

    /** A technician says by when it is to work again. */
    public void expect(String actor, Fault fault, Instant until) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (until.isAfter(now.plus(LONGEST_REPAIR))) {
            throw new RequestException(
                    400, "until: %s (expected: within %d days)".formatted(until, LONGEST_REPAIR.toDays()));
        }
        if (!faults().expect(fault.id(), new Fault.Expectation(until, actor, now))) {
            throw new RequestException(409, "The fault is restored.");
        }
    }

    /**
     * Whether somebody may have a test made: the court decides of places of its hearing, and the institution of its rooms.
     *
     * @param hearing id of that which the test is for; empty for none
     * @param device id of that which is tested; empty for all of the hearing
     */
    boolean mayTest(Principal principal, Optional<String> hearing, Optional<String> device) {
        Optional<String> owner = hearing.isPresent()
                ? services.conferences().byId(hearing.get()).flatMap(HearingState::court)
                : device.flatMap(inventory::placement)
                        .flatMap(placement -> placement.institution().map(Institution::id));
        return Allowed.TEST.admits(principal, owner);
    }

    /** The hearing that a test is for; empty also if the reader may not know of it. @param id empty of a test for none */
    Optional<HearingState> hearing(Principal reader, Optional<String> id) {
        return id.flatMap(services.conferences()::byId).filter(state -> HearingGuard.mayKnow(reader, state));
    }

    private TestServices tests() {
        return tests.orElseThrow(() -> new RequestException(
                404, "Test calls are switched off in the gateway's configuration.", "error.tests.off"));
    }

    /** Has a room tested. @param hearing that it is for; empty for none */
    TestDesk.Running start(String actor, Device device, Optional<String> hearing) {
        return switch (ask(actor, device, hearing).answer()) {
            case TestDesk.Answer.Accepted accepted -> accepted.test();
            case TestDesk.Answer.Refused refused ->
                throw new RequestException(
                        409, "Not tested: " + refused.refusal() + ".", "test.refused." + refused.refusal());
        };
    }

    /** Has all rooms that have a seat in a hearing tested. */
    List<Asked> startAll(String actor, String hearing) {
        HearingState state = hearings.hearing(hearing);
        return state.seats().keySet().stream()
                .flatMap(party -> device(party).stream())
                .map(device -> ask(actor, device, Optional.of(state.id())))
                .toList();
    }

    private Asked ask(String actor, Device device, Optional<String> hearing) {
        hearing.ifPresent(id -> {
            if (!hearings.hearing(id).seats().containsKey(PartyId.device(device.id()))) {
                throw new RequestException(404, "This party has no seat in the hearing.", "refusal.NOT_INVITED");
            }
        });
        return new Asked(
                device,
                device.enabled()
                        ? tests().desk().test(device, hearing, actor)
                        : new TestDesk.Answer.Refused(TestDesk.Refusal.DISABLED));
    }

    Device device(String id) {
        return devices.byId(id).orElseThrow(() -> RequestException.notFound("No device " + id + "."));
    }

    private Optional<Device> device(PartyId party) {
        return party.value().startsWith(HearingDesk.DEVICE)
                ? devices.byId(party.value().substring(HearingDesk.DEVICE.length()))
                : Optional.empty();
    }

    Optional<TestDesk.Running> running(String id) {
        return tests().desk().running().stream()
                .filter(test -> test.id().equals(id))
                .findFirst();
    }

    public Optional<Tested> ended(String id) {
        return tests().book().test(id);
    }

    /** The last tests of devices' rooms, by device; of none that was not tested, or if this gateway makes no test calls. */
    public Map<String, Tested> latest(Collection<String> devices) {
        return tests.map(made -> made.book().latestOfRooms(devices)).orElse(List.of()).stream()
                .collect(Collectors.toMap(test -> test.place().id(), Function.identity()));
    }

    /** How ready the rooms of some devices are, by the devices' ids; empty if this gateway makes no test calls. */
    public Optional<Map<String, PlaceReadiness>> rooms(Collection<Device> some) {
        return tests.map(_ -> {
            Map<String, Tested> latest = latest(some.stream().map(Device::id).toList());
            Board board = new Board();
            return some.stream()
                    .collect(Collectors.toMap(
                            Device::id,
                            device -> board.readiness(room(device), Optional.ofNullable(latest.get(device.id())))));
        });
    }

    Optional<TestDesk.GivenUp> givenUp(String id) {
        return tests().desk().givenUp(id);
    }

    /** The newest of each place that was tested for a hearing, in the order of their names. */
    List<Tested> ofHearing(String hearing) {
        return tests().book().latestFor(hearings.hearing(hearing).id()).stream()
                .sorted(Names.by(test -> test.place().name()))
                .toList();
    }

    static RequestException noSuchTest() {
        return RequestException.notFound("No such test.");
    }

    /** Waits for the end of a test, if it goes on; no longer than some seconds. */
    void awaitEnd(String id, long seconds) throws InterruptedException {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (Subscription _ = subscribed(id, ended)) {
            if (running(id).isPresent()) {
                ended.get(seconds, TimeUnit.SECONDS);
            }
        } catch (TimeoutException _) {
            // it goes on, which its state says
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private Subscription subscribed(String id, CompletableFuture<Void> ended) {
        AutoCloseable subscription = tests().desk().subscribe(news -> {
            boolean over = switch (news.step()) {
                case ACCEPTED, BEGUN -> false;
                case ENDED, GIVEN_UP -> true;
            };
            if (news.test().equals(id) && over) {
                ended.complete(null);
            }
        });
        return () -> {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** The newest first. */
    List<Tested> ofDevice(Device device, int most) {
        return tests().book().of(room(device), most);
    }

    PlaceReadiness readiness(Device device) {
        return new Board().readiness(room(device));
    }

    private static Place room(Device device) {
        return new Place.Room(device.id(), device.name());
    }

    HearingReadiness readiness(String hearing) {
        return new Board().readiness(hearings.hearing(hearing));
    }

    LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    private Instant begin(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    Day day(LocalDate date) {
        List<Tested> tests = tests().book().between(begin(date), begin(date.plusDays(1)), MOST_OF_A_DAY);
        SequencedMap<String, Tested> newest = newest(tests);
        Set<String> tested =
                tests.stream().flatMap(test -> test.hearing().stream()).collect(Collectors.toSet());
        List<HearingState> ofDay = services.conferences().all().stream()
                .filter(hearing -> tested.contains(hearing.id()) || isOf(date, hearing))
                .toList();
        Board board = new Board();
        boolean past = date.isBefore(today());
        List<HearingReadiness> prepared =
                past ? ofDay.stream().map(hearing -> then(hearing, newest)).toList() : board.readiness(ofDay);
        Set<String> places = prepared.stream()
                .flatMap(one -> one.places().stream())
                .map(place -> place.place().id())
                .collect(Collectors.toSet());
        List<PlaceReadiness> others = newest.values().stream()
                .filter(test -> !places.contains(test.place().id()))
                .map(test -> past
                        ? PlaceReadiness.of(test.place(), Optional.of(test), Optional.empty(), begin(date))
                        : board.readiness(test.place(), Optional.of(test)))
                .toList();
        return new Day(date, prepared, others);
    }

    /** Whether a hearing is to be prepared on a day; one of which nobody has said when it begins may do so today. */
    private boolean isOf(LocalDate date, HearingState hearing) {
        return hearing.begins()
                .map(begins -> begins.atZone(zone).toLocalDate().equals(date))
                .orElse(date.equals(today()) && hearing.phase() != Phase.ENDED);
    }

    private static SequencedMap<String, Tested> newest(List<Tested> newestFirst) {
        SequencedMap<String, Tested> newest = new LinkedHashMap<>();
        newestFirst.forEach(test -> newest.putIfAbsent(test.place().id(), test));
        return newest;
    }

    /** As it was on a past day; what is to come is shown as it is now. */
    private HearingReadiness then(HearingState hearing, Map<String, Tested> newest) {
        return new HearingReadiness(
                hearing,
                places(hearing).stream()
                        .map(place -> PlaceReadiness.of(
                                place, Optional.ofNullable(newest.get(place.id())), Optional.empty(), Instant.MIN))
                        .toList());
    }

    /** Those whose readiness can be told: rooms, and participants with links. */
    private List<Place> places(HearingState hearing) {
        Collection<Participant> participants = services.participants().ofHearing(hearing.id());
        Map<PartyId, Participant> links = new HashMap<>();
        participants.forEach(one -> links.put(PartyId.participant(one.id()), one));
        List<Place> places = new ArrayList<>();
        for (HearingState.Seat seat : hearing.seats().values()) {
            device(seat.party()).ifPresent(device -> places.add(room(device)));
            Optional.ofNullable(links.get(seat.party()))
                    .ifPresent(one -> places.add(new Place.Phone(one.id(), one.name())));
        }
        return places;
    }

    /** All readiness of one moment. */
    private final class Board {

        private final Map<String, TestDesk.Running> running = tests().desk().running().stream()
                .collect(Collectors.toMap(test -> test.place().id(), test -> test, (first, _) -> first));
        private final Instant today = begin(today());

        HearingReadiness readiness(HearingState hearing) {
            return readiness(List.of(hearing)).getFirst();
        }

        /** Of as many hearings as there are, in their order; the tests of all their rooms are read at once. */
        List<HearingReadiness> readiness(List<HearingState> some) {
            List<List<Place>> places =
                    some.stream().map(TestCallDesk.this::places).toList();
            Map<String, Tested> ofRooms = latest(places.stream()
                    .flatMap(List::stream)
                    .filter(Place.Room.class::isInstance)
                    .map(Place::id)
                    .distinct()
                    .toList());
            List<HearingReadiness> all = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                all.add(new HearingReadiness(
                        some.get(i),
                        places.get(i).stream()
                                .map(place -> switch (place) {
                                    case Place.Room room ->
                                        readiness(room, Optional.ofNullable(ofRooms.get(room.id())));
                                    case Place.Phone phone -> readiness(phone);
                                })
                                .toList()));
            }
            return all;
        }

        PlaceReadiness readiness(Place place) {
            return readiness(place, tests().book().of(place, 1).stream().findFirst());
        }

        PlaceReadiness readiness(Place place, Optional<Tested> last) {
            return PlaceReadiness.of(place, last, Optional.ofNullable(running.get(place.id())), today);
        }
    }
}
