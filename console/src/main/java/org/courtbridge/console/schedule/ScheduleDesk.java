package org.courtbridge.console.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.courtbridge.console.applications.CaseNumber;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Users;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.hearings.schedule.WorkingHours;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.OpeningHours;

/**
 * Reads the schedule, and books rooms, devices and people for hearings (the Rules, paras. 10, 15(3) and 21), for the API and the pages. Whoever
 * may prepare a hearing books for it what {@link BookingRights} says. Everybody sees the bookings of hearings that they may know of, and of other
 * hearings only that a room or device of their institution is taken.
 */
public final class ScheduleDesk {

    static final Duration USUAL_LENGTH = Duration.ofMinutes(60);
    static final Duration USUAL_SET_UP = Duration.ofMinutes(15);
    static final Duration USUAL_TEST = Duration.ofMinutes(15);
    static final Duration USUAL_AFTER = Duration.ofMinutes(10);

    /** Of an institution that has not said when it works. */
    static final OpeningHours USUAL_HOURS = new OpeningHours(LocalTime.of(9, 0), LocalTime.of(18, 0));

    private static final Duration OFFERS_BEFORE = Duration.ofDays(2);
    private static final Duration OFFERS_AFTER = Duration.ofDays(14);
    private static final int MOST_OFFERS = 6;
    private static final Duration FARTHEST = Duration.ofDays(1830);
    private static final Duration LONGEST_SPAN = Duration.ofDays(92);
    private static final int MOST_APPLICATIONS = 50;

    private final HearingServices services;
    private final Inventory inventory;
    private final Users users;
    private final ZoneId zone;
    private final InstantSource clock;

    /** @param zone of the court */
    public ScheduleDesk(HearingServices services, Inventory inventory, Users users, ZoneId zone, InstantSource clock) {
        this.services = services;
        this.inventory = inventory;
        this.users = users;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * What somebody may know of a booking.
     *
     * @param resources those that they may see in it
     * @param hearing that has it; empty if they may know only that it is taken
     */
    record Seen(Bookings.Entry entry, SortedSet<Resource> resources, Optional<HearingState> hearing) {

        SlotRange slots() {
            return entry.booking().slots();
        }
    }

    /**
     * Which part of the schedule is wanted; each limits it further.
     *
     * @param institution that has the hearing, or a room or device that is booked
     * @param resource that is booked
     */
    record Filter(Optional<String> institution, Optional<Resource> resource) {

        static final Filter NONE = new Filter(Optional.empty(), Optional.empty());
    }

    Instant now() {
        return clock.instant();
    }

    ZoneId zone() {
        return zone;
    }

    boolean isWorkingDay(LocalDate day) {
        return services.schedule().calendar().get().isWorking(day);
    }

    KnownResources resources() {
        return KnownResources.read(inventory, users);
    }

    HearingState hearing(String id) {
        return services.conferences().byId(id).orElseThrow(() -> HearingGuard.unknown(id));
    }

    /** Hearings that somebody may prepare and that have not ended, in no order. */
    List<HearingState> preparable(Principal by) {
        return services.conferences().all().stream()
                .filter(hearing -> hearing.phase() != HearingState.Phase.ENDED)
                .filter(hearing -> mayPrepare(by, hearing))
                .toList();
    }

    static boolean mayPrepare(Principal by, HearingState hearing) {
        return Allowed.PREPARE_HEARINGS.admits(by, hearing.court());
    }

    List<Bookings.Entry> bookings(String hearing) {
        hearing(hearing);
        return services.schedule().bookings().ofHearing(hearing);
    }

    /** @throws RequestException with 404 if the hearing has no such booking */
    Bookings.Entry booking(String hearing, String id) {
        hearing(hearing);
        return services.schedule()
                .bookings()
                .find(id)
                .filter(entry -> entry.booking().hearing().equals(hearing))
                .orElseThrow(() -> RequestException.notFound("No booking " + id + "."));
    }

    /** What somebody may see of the bookings in a span, in the order of the hearings' beginnings. */
    List<Seen> seen(Principal viewer, SlotRange span, Filter filter, KnownResources known) {
        if (Duration.between(span.from(), span.to()).compareTo(LONGEST_SPAN) > 0) {
            throw new RequestException(
                    400, "to: %s (expected: up to %d days later)".formatted(span.to(), LONGEST_SPAN.toDays()));
        }
        Bookings bookings = services.schedule().bookings();
        List<Bookings.Entry> entries =
                filter.resource.isPresent() ? bookings.of(List.of(filter.resource.get()), span) : bookings.within(span);
        return entries.stream()
                .flatMap(entry -> seen(viewer, entry, known).stream())
                .filter(seen -> filter.resource.stream().allMatch(seen.resources::contains))
                .filter(seen -> filter.institution.stream().allMatch(id -> isOf(id, seen, known)))
                .toList();
    }

    private Optional<Seen> seen(Principal viewer, Bookings.Entry entry, KnownResources known) {
        Optional<HearingState> hearing = known(viewer, entry);
        SortedSet<Resource> resources = new TreeSet<>(entry.booking().resources());
        if (hearing.isEmpty()) {
            resources.removeIf(resource -> known.find(resource)
                    .filter(one -> BookingRights.maySee(viewer, one))
                    .isEmpty());
        }
        return resources.isEmpty() ? Optional.empty() : Optional.of(new Seen(entry, resources, hearing));
    }

    private Optional<HearingState> known(Principal viewer, Bookings.Entry entry) {
        return services.conferences()
                .byId(entry.booking().hearing())
                .filter(hearing -> HearingGuard.mayKnow(viewer, hearing));
    }

    private static boolean isOf(String institution, Seen seen, KnownResources known) {
        return seen.hearing.flatMap(HearingState::court).equals(Optional.of(institution))
                || seen.resources.stream()
                        .flatMap(resource -> known.place(resource).stream())
                        .anyMatch(place -> place.id().equals(institution));
    }

    /** What stands against a booking, as far as whoever wanted it may know. */
    List<Seen> obstacles(Principal by, BookingOutcome.Taken taken) {
        return taken.conflicts().stream()
                .map(conflict -> new Seen(conflict.entry(), conflict.resources(), known(by, conflict.entry())))
                .toList();
    }

    /** @param known all that there is now */
    BookingRights rights(Principal by, HearingState hearing, KnownResources known) {
        Set<String> seated = hearing.seats().keySet().stream()
                .flatMap(party -> party.deviceId().stream())
                .collect(Collectors.toSet());
        Set<String> places = new HashSet<>();
        hearing.court().ifPresent(places::add);
        seated.stream()
                .flatMap(device -> known.place(Resource.device(device)).stream())
                .map(Institution::id)
                .forEach(places::add);
        places.addAll(asked(hearing));
        return new BookingRights(by, places, seated);
    }

    /** The courts and institutions that applications of the hearing's court in its case ask, as far as its title names the case. */
    private Set<String> asked(HearingState hearing) {
        Optional<String> number = CaseNumber.of(hearing.title());
        if (number.isEmpty() || hearing.court().isEmpty()) {
            return Set.of();
        }
        ApplicationFilter ofCase = new ApplicationFilter(
                Set.of(
                        ApplicationState.Phase.DRAFT,
                        ApplicationState.Phase.GRANTED,
                        ApplicationState.Phase.SENT,
                        ApplicationState.Phase.CONFIRMED),
                Optional.empty(),
                hearing.court().map(InstitutionId::new),
                Optional.empty(),
                Optional.empty(),
                number);
        return services
                .applications()
                .page(Scope.EVERYTHING, ofCase, ApplicationOrder.HEARING, new Paging(1, MOST_APPLICATIONS))
                .rows()
                .stream()
                .filter(row -> row.caseNumber().equals(number.get()))
                .map(ApplicationPage.Row::asked)
                .flatMap(Optional::stream)
                .map(InstitutionId::value)
                .collect(Collectors.toSet());
    }

    /** Books all of it, or nothing. */
    BookingOutcome book(Principal by, String hearing, Collection<Resource> resources, BookingTimes times) {
        Booking wanted = Booking.of(UUID.randomUUID().toString(), hearing, resources, times);
        KnownResources known = check(by, wanted, Set.of());
        return services.schedule().bookings().by(by.actor()).book(wanted, search(wanted, known));
    }

    /** Changes a booking to other times or resources; what it has it may keep, whoever may book it now. @param revision that was seen */
    BookingOutcome move(
            Principal by,
            String hearing,
            String booking,
            int revision,
            Collection<Resource> resources,
            BookingTimes times) {
        Booking before = booking(hearing, booking).booking();
        Booking wanted = Booking.of(booking, hearing, resources, times);
        KnownResources known = check(by, wanted, before.resources());
        return services.schedule().bookings().by(by.actor()).move(wanted, revision, search(wanted, known));
    }

    void release(Principal by, String hearing, String booking) {
        booking(hearing, booking);
        services.schedule().bookings().by(by.actor()).cancel(booking);
    }

    /** @param had what needs no right any more */
    private KnownResources check(Principal by, Booking wanted, Set<Resource> had) {
        HearingState hearing = hearing(wanted.hearing());
        if (hearing.phase() == HearingState.Phase.ENDED) {
            throw new RequestException(409, Refusal.ENDED.explanation(), "refusal." + Refusal.ENDED);
        }
        if (!wanted.times().to().isAfter(clock.instant())) {
            throw new RequestException(
                    400, "to: %s (expected: after now)".formatted(wanted.times().to()), "error.schedule.past");
        }
        if (wanted.times().from().isAfter(clock.instant().plus(FARTHEST))) {
            throw new RequestException(
                    400,
                    "from: %s (expected: within %d days)"
                            .formatted(wanted.times().from(), FARTHEST.toDays()),
                    "error.schedule.far");
        }
        KnownResources known = resources();
        BookingRights rights = rights(by, hearing, known);
        for (Resource resource : wanted.resources()) {
            if (!had.contains(resource)
                    && known.find(resource).filter(rights::mayBook).isEmpty()) {
                throw new RequestException(
                        400, "%s (not to be booked for this hearing)".formatted(resource), "error.schedule.foreign");
            }
        }
        return known;
    }

    private OfferSearch search(Booking wanted, KnownResources known) {
        Instant earliest = wanted.times().from().minus(OFFERS_BEFORE);
        Instant now = clock.instant();
        // The slot of now is over before anything can be set up in it.
        Instant first = earliest.isAfter(now) ? earliest : now.plus(SlotRange.LENGTH);
        return new OfferSearch(
                SlotRange.covering(first, wanted.times().to().plus(OFFERS_AFTER)),
                hours(wanted.resources(), known),
                MOST_OFFERS);
    }

    /** The hours of all the places that some resources are in; usual ones if they are in none. */
    private List<WorkingHours> hours(Collection<Resource> resources, KnownResources known) {
        Set<OpeningHours> hours = resources.stream()
                .flatMap(resource -> known.place(resource).stream())
                .map(place -> place.hours().orElse(USUAL_HOURS))
                .collect(Collectors.toSet());
        return (hours.isEmpty() ? Set.of(USUAL_HOURS) : hours)
                .stream().map(this::workingHours).toList();
    }

    WorkingHours workingHours(OpeningHours hours) {
        return new WorkingHours(
                zone,
                hours.opens(),
                hours.closes(),
                services.schedule().calendar().get());
    }

    /** Whether a hearing that has bookings is to begin when none of them is for it. */
    static boolean liesElsewhere(HearingState hearing, List<Bookings.Entry> bookings) {
        return !bookings.isEmpty()
                && hearing.begins()
                        .filter(begins -> bookings.stream()
                                .map(entry -> entry.booking().times())
                                .noneMatch(times -> !times.from().isAfter(begins)
                                        && times.to().isAfter(begins)))
                        .isPresent();
    }
}
