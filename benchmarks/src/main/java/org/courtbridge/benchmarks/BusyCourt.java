package org.courtbridge.benchmarks;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredFaults;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.store.StoredSessions;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.applications.StoredApplications;
import org.courtbridge.gateway.store.journal.StoredHearings;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Fills the store of a gateway that is not running with what a large installation has: rooms with a device each, hearings of four weeks
 * with five rooms each, bookings of all rooms in all working hours of this week, a test of each room that failed today, and applications.
 */
final class BusyCourt {

    /** @param rooms with one device each, a multiple of {@value #ROOMS_OF_A_HEARING} */
    record Size(int applications, int hearings, int rooms) {}

    /** What can be asked for. @param ids by the name of the parameter of a route @param sessions tokens by role */
    record Filled(Map<String, String> ids, Map<Role, String> sessions) {}

    static final int ROOMS_OF_A_HEARING = 5;

    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    private static final int INSTITUTIONS = 40;
    private static final int DAYS_OF_HEARINGS = 20;
    private static final int HEARINGS_OF_PEOPLE = 100;
    private static final int FAULTS = 300;
    private static final int WORKING_DAYS = 5;
    private static final List<LocalTime> BEGINS = List.of(
            LocalTime.of(9, 0), LocalTime.of(10, 45), LocalTime.of(12, 30), LocalTime.of(14, 15), LocalTime.of(16, 0));
    private static final String ACTOR = "user:clerk";
    private static final Contact CONTACT = new Contact("Әлия Қасымова", "+7 7172 71-00-00", Optional.empty());

    private final Database database;
    private final Path data;
    private final InstantSource clock = InstantSource.system();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate today = LocalDate.ofInstant(now, ZONE);
    private final StoredAudit audit;
    private final StoredDevices devices;
    private final StoredInventory inventory;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<Role, String> sessions = new EnumMap<>(Role.class);
    private final List<String> people = new ArrayList<>();

    private BusyCourt(Database database, Path data) {
        this.database = database;
        this.data = data;
        this.audit = new StoredAudit(database, clock);
        this.devices =
                new StoredDevices(database, "courtbridge", SecretBox.open(database, MasterKey.keptIn(data)), clock);
        this.inventory = new StoredInventory(database, devices, audit);
    }

    /** @param data empty folder of the gateway */
    static Filled fill(Path data, Size size) {
        try (Database database = Database.embedded(data)) {
            BusyCourt court = new BusyCourt(database, data);
            court.addUsers();
            court.addRooms(size.rooms());
            List<Placement> placements = court.inventory.placements();
            List<String> hearings = court.addHearings(size.hearings(), placements);
            court.addBookings(hearings, placements);
            court.addTests(placements);
            court.addApplications(size.applications());
            return new Filled(Map.copyOf(court.ids), Map.copyOf(court.sessions));
        }
    }

    /** One of each role. */
    private void addUsers() {
        StoredUsers users = new StoredUsers(database);
        Sessions opened = Sessions.standard(new StoredSessions(database), Runnable::run);
        for (Role role : Role.values()) {
            String login = PagesBenchmark.name(role);
            User user = users.add(login, "Пайдаланушы " + login, Set.of(role), "once-only-2345");
            users.changePassword(user.id(), "a long enough password");
            sessions.put(
                    role, opened.open(users.byLogin(login).orElseThrow(), now).token());
            people.add(user.id());
            ids.put("user", user.id());
        }
    }

    private void addRooms(int count) {
        StringBuilder rows = new StringBuilder("institution,kind,region,room,name,username\n");
        for (int i = 0; i < count; i++) {
            int institution = i % INSTITUTIONS;
            rows.append("%d аудандық сот,COURT,%d облыс,№ %d мәжіліс залы,Кодек %d,codec-%d%n"
                    .formatted(institution, institution % 5, i, i, i));
        }
        inventory.addAll(DeviceFile.ofCsv(rows.toString()), () -> "not-used");
        Placement first = inventory.placements().getFirst();
        String room = first.room().map(Room::id).orElseThrow();
        ids.put("device", first.device().id());
        ids.put("item", first.device().id());
        ids.put("room", room);
        ids.put("institution", first.institution().map(Institution::id).orElseThrow());
        Peripheral camera = new Peripheral(
                UUID.randomUUID().toString(), room, Peripheral.Kind.CAMERA, "Камера", "", "", "", "", "");
        inventory.save(camera);
        ids.put("peripheral", camera.id());
    }

    /** A third of them are over, one of today is in session. */
    private List<String> addHearings(int count, List<Placement> placements) {
        List<String> hearings = new ArrayList<>();
        StoredParticipants participants = new StoredParticipants(database);
        try (StoredHearings stored =
                StoredHearings.open(database, data.resolve("journal"), new InternalErrors(clock))) {
            for (int i = 0; i < count; i++) {
                String id = UUID.randomUUID().toString();
                hearings.add(id);
                int day = i % DAYS_OF_HEARINGS - DAYS_OF_HEARINGS / 3;
                List<HearingEvent> events = new ArrayList<>();
                events.add(
                        new HearingEvent.Created(Integer.toString(100_000 + i), "№ 7119-26-00-2/%d іс".formatted(i)));
                Placement first = placements.get(i * ROOMS_OF_A_HEARING % placements.size());
                events.add(new HearingEvent.CourtAssigned(
                        first.institution().map(Institution::id).orElseThrow()));
                events.add(new HearingEvent.Scheduled(
                        at(today.plusDays(day), BEGINS.get(i / DAYS_OF_HEARINGS % BEGINS.size()))));
                for (Placement placement : rooms(i / DAYS_OF_HEARINGS, placements)) {
                    Device device = placement.device();
                    events.add(new HearingEvent.Invited(PartyId.device(device.id()), device.name(), Admission.DIRECT));
                }
                if (i < HEARINGS_OF_PEOPLE) {
                    String participant =
                            participants.add(id, "Серікқызы Айгүл", "сова").id();
                    events.add(new HearingEvent.Invited(
                            PartyId.participant(participant), "Серікқызы Айгүл", Admission.LOBBY));
                    if (day == 0) {
                        ids.put("hearing", id);
                        ids.put("party", PartyId.participant(participant).value());
                    }
                }
                if (day < 0) {
                    events.add(new HearingEvent.PhaseChanged(HearingState.Phase.ENDED, ""));
                }
                stored.append(id, numbered(events));
            }
        }
        return hearings;
    }

    /** Of the hearing with a number on its day; so many hearings as there are rooms for take all of them. */
    private static List<Placement> rooms(int number, List<Placement> placements) {
        int from = number * ROOMS_OF_A_HEARING % placements.size();
        return placements.subList(from, from + ROOMS_OF_A_HEARING);
    }

    private List<HearingEvent.Recorded> numbered(List<HearingEvent> events) {
        List<HearingEvent.Recorded> recorded = new ArrayList<>();
        for (HearingEvent event : events) {
            recorded.add(new HearingEvent.Recorded(recorded.size() + 1, now, ACTOR, event));
        }
        return recorded;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    private void addBookings(List<String> hearings, List<Placement> placements) {
        StoredBookings bookings = new StoredBookings(database, audit, clock, ACTOR);
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int next = 0;
        for (int day = 0; day < WORKING_DAYS; day++) {
            for (LocalTime begin : BEGINS) {
                for (int group = 0; group < placements.size() / ROOMS_OF_A_HEARING; group++) {
                    List<Resource> resources = new ArrayList<>();
                    rooms(group, placements).forEach(one -> {
                        one.room().map(Room::id).map(Resource::room).ifPresent(resources::add);
                        resources.add(Resource.device(one.device().id()));
                    });
                    if (group < people.size()) {
                        resources.add(Resource.person(people.get(group)));
                    }
                    Instant from = at(monday.plusDays(day), begin);
                    Booking booking = Booking.of(
                            UUID.randomUUID().toString(),
                            next == 0 ? ids.getOrDefault("hearing", "") : hearings.get(next % hearings.size()),
                            resources,
                            new BookingTimes(
                                    from,
                                    from.plus(Duration.ofHours(1)),
                                    Duration.ofMinutes(20),
                                    Duration.ofMinutes(10),
                                    Duration.ofMinutes(10)));
                    BookingOutcome outcome = bookings.book(booking, new OfferSearch(booking.slots(), List.of(), 0));
                    if (!(outcome instanceof BookingOutcome.Booked)) {
                        throw new IllegalStateException("booking: %s (expected: booked)".formatted(outcome));
                    }
                    ids.putIfAbsent("booking", booking.id());
                    next++;
                }
            }
        }
    }

    private void addTests(List<Placement> placements) {
        StoredTestBook tests = new StoredTestBook(database);
        StoredFaults faults = new StoredFaults(database);
        List<Verdict> verdicts = Arrays.stream(Check.values())
                .map(check -> Verdict.of(
                        check,
                        OptionalDouble.of(
                                check == Check.NOISE || check == Check.SPEECH_LEVEL
                                        ? Limits.standard().of(check).fail()
                                        : Limits.standard().of(check).pass()),
                        Limits.standard(),
                        Doubt.NOT_MEASURED))
                .toList();
        int count = 0;
        for (Placement placement : placements) {
            Tested test = new Tested(
                    UUID.randomUUID().toString(),
                    new Tested.Place.Room(
                            placement.device().id(), placement.device().name()),
                    Optional.empty(),
                    Tested.SCHEDULE,
                    1,
                    now.minusSeconds(30),
                    now.minusSeconds(10),
                    verdicts);
            tests.add(test);
            if (count++ < FAULTS) {
                Set<Check> checks = Set.of(Check.NOISE, Check.SPEECH_LEVEL);
                Fault fault = new Fault(
                        test.id(),
                        test.place(),
                        Optional.empty(),
                        checks,
                        checks,
                        test.ended(),
                        Optional.empty(),
                        Optional.empty());
                faults.keep(fault);
                faults.claim(
                        new Alert(
                                new Alert.Key(fault.id(), Alert.Role.TECHNICIAN, "FOUND"),
                                fault,
                                Alert.Occasion.FOUND,
                                Alert.Severity.WARNING,
                                Optional.empty()),
                        now);
            }
            ids.put("test", test.id());
            ids.putIfAbsent("fault", test.id());
        }
    }

    /** Every fourth is a draft; the others are granted and sent. */
    private void addApplications(int count) {
        StoredApplications stored = new StoredApplications(database);
        List<InstitutionId> institutions = inventory.institutions().stream()
                .map(one -> new InstitutionId(one.id()))
                .toList();
        for (int i = 0; i < count; i++) {
            InstitutionId court = institutions.get(i % institutions.size());
            InstitutionId asked = institutions.get((i + 1) % institutions.size());
            String id = UUID.randomUUID().toString();
            ApplicationState initial = ApplicationState.initial(id);
            ApplicationState state = initial;
            List<ApplicationEvent.Recorded> all = new ArrayList<>();
            List<ApplicationCommand> commands = i % 4 == 0
                    ? List.of()
                    : List.of(
                            new ApplicationCommand.Resolve("user:judge", new Resolution.Granted("Төраға Р.", today)),
                            new ApplicationCommand.Send(
                                    ACTOR,
                                    today,
                                    to(court),
                                    Optional.of(to(asked)),
                                    Optional.of(to(institutions.get((i + 2) % institutions.size())))));
            state = kept(all, state, Application.create(court, form(i, asked), today));
            for (ApplicationCommand command : commands) {
                state = kept(all, state, Application.decide(state, command, today));
            }
            stored.append(initial, all);
            ids.put("application", id);
        }
    }

    private ApplicationState kept(
            List<ApplicationEvent.Recorded> all, ApplicationState before, List<ApplicationEvent> events) {
        ApplicationState after = before;
        for (ApplicationEvent.Recorded recorded : Application.record(before, events, ACTOR, now)) {
            all.add(recorded);
            after = Application.apply(after, recorded);
        }
        return after;
    }

    private static Destination to(InstitutionId institution) {
        return new Destination(institution, Channel.PAGE, Optional.empty());
    }

    private ApplicationForm form(int number, InstitutionId asked) {
        return new ApplicationForm(
                "7119-26-00-2/" + number,
                "допрос свидетеля",
                List.of(new TrialParticipant("Сейтқали Ұлан", "куәгер", TrialParticipant.Means.PROVIDED)),
                Optional.of(new AskedInstitution(asked, "Алматы, Төле би 93")),
                today.plusDays(20 + number % 30).atTime(10, 0),
                CONTACT,
                CONTACT,
                "Төраға Р.");
    }
}
