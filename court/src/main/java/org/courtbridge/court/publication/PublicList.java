package org.courtbridge.court.publication;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.publication.PublicHearing.Court;
import org.courtbridge.court.publication.PublicHearing.Means;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/**
 * Decides which hearings the public is told of, and what of each (the Rules, para. 31). Nothing else decides that: page, feed and whatever is
 * sent are made of what is here.
 *
 * <p>Told is a hearing of a court that is to begin today or on one of the days after it, is not in closed session (para. 6) and has not ended.
 * One of no court, or without a time, is not. From any thread.
 */
public final class PublicList {

    /** However often somebody asks, the database is not asked again before. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Comparator<PublicHearing> IN_ORDER = Comparator.comparing(PublicHearing::begins)
            .thenComparing(hearing -> hearing.court().name())
            .thenComparing(PublicHearing::id);

    private final Sources sources;
    private final Settings settings;
    private final InstantSource clock;
    private Optional<PublicDays> known = Optional.empty();
    private Instant read = Instant.MIN;

    /**
     * @param inventory of the courts, their rooms, and what stands in them
     * @param bookings of those rooms
     */
    public record Sources(Conferences conferences, Inventory inventory, Bookings bookings) {}

    /**
     * @param days after today, 0 or more
     * @param titles whether the titles of hearings are told, which often name somebody
     * @param zone of the court, by which a day begins and ends
     */
    public record Settings(int days, boolean titles, ZoneId zone) {}

    public PublicList(Sources sources, Settings settings, InstantSource clock) {
        this.sources = sources;
        this.settings = settings;
        this.clock = clock;
    }

    /** As it is, or was up to ten seconds ago. */
    public synchronized PublicDays days() {
        Instant now = clock.instant();
        if (known.isPresent() && !now.isBefore(read) && now.isBefore(read.plus(FRESH))) {
            return known.get();
        }
        PublicDays current = read(now);
        PublicDays days = known.filter(current::sayAs).orElse(current);
        known = Optional.of(days);
        read = now;
        return days;
    }

    private PublicDays read(Instant now) {
        LocalDate first = now.atZone(settings.zone).toLocalDate();
        LocalDate last = first.plusDays(settings.days);
        SlotRange span = SlotRange.covering(
                first.atStartOfDay(settings.zone).toInstant(),
                last.plusDays(1).atStartOfDay(settings.zone).toInstant());
        List<HearingState> told = sources.conferences.all().stream()
                .filter(hearing -> progress(hearing.phase()).isPresent())
                .filter(hearing -> hearing.court().isPresent())
                .filter(hearing -> hearing.begins()
                        .filter(begins -> !begins.isBefore(span.from()) && begins.isBefore(span.to()))
                        .isPresent())
                .toList();
        return PublicDays.read(
                first, last, settings.zone, told.isEmpty() ? List.of() : hearings(told, span), now, known);
    }

    private List<PublicHearing> hearings(List<HearingState> told, SlotRange span) {
        Courts courts = courts(told, span);
        return told.stream()
                .flatMap(hearing -> hearing(hearing, courts).stream())
                .sorted(IN_ORDER)
                .toList();
    }

    /**
     * What is known of the courts of some hearings.
     *
     * @param courts by their ids
     * @param rooms of theirs by their ids
     * @param places ids of the rooms in which devices stand, by the devices' ids
     * @param bookings of those rooms by the hearings' ids
     */
    private record Courts(
            Map<String, Institution> courts,
            Map<String, Room> rooms,
            Map<String, String> places,
            Map<String, List<Booking>> bookings) {}

    private Courts courts(List<HearingState> told, SlotRange span) {
        Collection<String> wanted =
                told.stream().flatMap(hearing -> hearing.court().stream()).collect(Collectors.toSet());
        Map<String, Institution> courts = sources.inventory.institutions().stream()
                .filter(one -> one.kind() == InstitutionKind.COURT && wanted.contains(one.id()))
                .collect(Collectors.toMap(Institution::id, Function.identity()));
        Map<String, Room> rooms = sources.inventory.rooms().stream()
                .filter(room -> courts.containsKey(room.institution()))
                .collect(Collectors.toMap(Room::id, Function.identity()));
        Map<String, String> places = new HashMap<>();
        for (Placement placement : sources.inventory.placements()) {
            placement.room().ifPresent(room -> places.put(placement.device().id(), room.id()));
        }
        Map<String, List<Booking>> bookings = new HashMap<>();
        for (Bookings.Entry entry :
                sources.bookings.of(rooms.keySet().stream().map(Resource::room).toList(), span)) {
            bookings.computeIfAbsent(entry.booking().hearing(), _ -> new ArrayList<>())
                    .add(entry.booking());
        }
        return new Courts(courts, rooms, places, bookings);
    }

    /** Empty if its court is none, or is not known any more. */
    private Optional<PublicHearing> hearing(HearingState hearing, Courts courts) {
        Instant begins = hearing.begins().orElseThrow();
        Optional<Booking> booking = courts.bookings.getOrDefault(hearing.id(), List.of()).stream()
                .filter(one -> isFor(one, begins))
                .findFirst();
        return hearing.court()
                .flatMap(id -> Optional.ofNullable(courts.courts.get(id)))
                .map(court -> new PublicHearing(
                        hearing.id(),
                        new Court(court.id(), court.name()),
                        courtrooms(court, hearing, booking, courts),
                        begins,
                        booking.map(one -> one.times().to()),
                        progress(hearing.phase()).orElseThrow(),
                        means(hearing),
                        settings.titles ? Optional.of(hearing.title()) : Optional.empty()));
    }

    /** A hearing may have been booked for other days, too. */
    private static boolean isFor(Booking booking, Instant begins) {
        return !booking.slots().from().isAfter(begins) && booking.times().to().isAfter(begins);
    }

    /** Booked for it, or with a device that has a seat in it; of the court alone. */
    private static List<String> courtrooms(
            Institution court, HearingState hearing, Optional<Booking> booking, Courts courts) {
        Stream<String> booked = booking.stream()
                .flatMap(one -> one.resources().stream())
                .filter(resource -> resource.kind() == Resource.Kind.ROOM)
                .map(Resource::id);
        Stream<String> seated = hearing.seats().keySet().stream()
                .flatMap(party -> party.deviceId().stream())
                .flatMap(device -> Optional.ofNullable(courts.places.get(device)).stream());
        return Stream.concat(booked, seated)
                .distinct()
                .flatMap(id -> Optional.ofNullable(courts.rooms.get(id)).stream())
                .filter(room -> room.institution().equals(court.id()))
                .map(Room::name)
                .sorted()
                .toList();
    }

    /** Of those who are invited. Whoever came by the hearing's PIN may be anywhere, and by telephone. */
    private static List<Means> means(HearingState hearing) {
        return hearing.seats().keySet().stream()
                .filter(party -> !party.isGuest())
                .map(PublicList::means)
                .distinct()
                .sorted()
                .toList();
    }

    private static Means means(PartyId party) {
        return party.deviceId().isPresent() ? Means.VIDEO_SYSTEM : Means.PERSONAL_DEVICE;
    }

    /** Empty if the public is not told. */
    private static Optional<Progress> progress(HearingState.Phase phase) {
        return switch (phase) {
            case SCHEDULED, LOBBY -> Optional.of(Progress.PLANNED);
            case IN_SESSION -> Optional.of(Progress.IN_SESSION);
            case ADJOURNED -> Optional.of(Progress.ADJOURNED);
            case CLOSED_SESSION, ENDED -> Optional.empty();
        };
    }
}
