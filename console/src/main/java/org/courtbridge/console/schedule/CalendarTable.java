package org.courtbridge.console.schedule;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.Page;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.hearings.schedule.WorkingHours;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.OpeningHours;

/** Lays out rows of the calendar: by the hours of a day, whose cells are as wide as their slots, or by the days of a week. */
final class CalendarTable {

    private static final int SLOTS_OF_AN_HOUR =
            Math.toIntExact(Duration.ofHours(1).dividedBy(SlotRange.LENGTH));
    private static final LocalTime EARLY = LocalTime.of(8, 0);
    private static final LocalTime LATE = LocalTime.of(19, 0);
    private static final int DAYS = 7;

    /** Bookings of a week that are listed without a table: some 30 kB. */
    private static final int MOST_LISTED = 100;

    private final Page page;
    private final ScheduleDesk desk;
    private final ScheduleWords words;
    private final KnownResources known;
    private final List<ScheduleDesk.Seen> seen;
    private final Map<Resource, List<ScheduleDesk.Seen>> byResource = new HashMap<>();
    private final ListAddress address;
    private final boolean mayBook;
    private final ZoneId zone;

    /**
     * @param seen everything that is taken in the time that is shown
     * @param address of the calendar
     * @param mayBook whether free times are links
     */
    CalendarTable(
            Page page,
            ScheduleDesk desk,
            KnownResources known,
            List<ScheduleDesk.Seen> seen,
            ListAddress address,
            boolean mayBook) {
        this.page = page;
        this.desk = desk;
        this.zone = desk.zone();
        this.words = new ScheduleWords(page, zone);
        this.known = known;
        this.seen = seen;
        this.address = address;
        this.mayBook = mayBook;
        seen.stream()
                .sorted(Comparator.comparing(one -> one.slots().first()))
                .forEach(one -> one.resources()
                        .forEach(resource -> byResource
                                .computeIfAbsent(resource, _ -> new ArrayList<>())
                                .add(one)));
    }

    static SlotRange day(LocalDate day, ZoneId zone) {
        return SlotRange.covering(start(day, zone), start(day.plusDays(1), zone));
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** @param rows what has a row */
    SchedulePage.Table ofDay(LocalDate day, List<Resource> rows) {
        SlotRange hours = hours(day);
        List<SchedulePage.Column> columns = new ArrayList<>();
        for (SlotRange hour : split(hours, hours)) {
            columns.add(new SchedulePage.Column(
                    words.minute(hour.from()), Math.toIntExact(hour.size()), Optional.empty(), false, false));
        }
        return new SchedulePage.Table(
                columns,
                rows.stream().map(one -> row(one, cells(one, day, hours))).toList());
    }

    /** The hours that are shown: the usual ones, and those of whatever is taken earlier or later. */
    private SlotRange hours(LocalDate day) {
        SlotRange all = day(day, zone);
        long usualFirst = SlotRange.covering(instant(day, EARLY), all.to()).first();
        long usualEnd = SlotRange.covering(all.from(), instant(day, LATE)).end();
        long first = seen.stream().mapToLong(one -> one.slots().first()).min().orElse(usualFirst);
        long end = seen.stream().mapToLong(one -> one.slots().end()).max().orElse(usualEnd);
        long before = Math.ceilDiv(usualFirst - Math.min(first, usualFirst), SLOTS_OF_AN_HOUR) * SLOTS_OF_AN_HOUR;
        long after = Math.ceilDiv(Math.max(end, usualEnd) - usualEnd, SLOTS_OF_AN_HOUR) * SLOTS_OF_AN_HOUR;
        return new SlotRange(Math.max(all.first(), usualFirst - before), Math.min(all.end(), usualEnd + after));
    }

    private Instant instant(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    private SchedulePage.Row row(Resource resource, List<SchedulePage.Cell> cells) {
        return new SchedulePage.Row(
                known.find(resource).map(KnownResources.One::name).orElse(resource.id()),
                known.place(resource).map(Institution::name),
                address.with("resource", resource.toString()).link(),
                cells);
    }

    /** What is taken is a cell, and each hour of the rest is one, or several if somebody begins or ends to work in it. */
    private List<SchedulePage.Cell> cells(Resource resource, LocalDate day, SlotRange hours) {
        List<SlotRange> open = open(resource, hours);
        List<SchedulePage.Cell> cells = new ArrayList<>();
        long at = hours.first();
        for (ScheduleDesk.Seen one : taken(resource, hours)) {
            long first = Math.max(at, one.slots().first());
            long end = Math.min(hours.end(), one.slots().end());
            addFree(cells, resource, hours, at, first, open);
            cells.add(
                    new SchedulePage.Cell(Math.toIntExact(end - first), false, List.of(taken(one)), Optional.empty()));
            at = end;
        }
        addFree(cells, resource, hours, at, hours.end(), open);
        return cells;
    }

    private void addFree(
            List<SchedulePage.Cell> cells,
            Resource resource,
            SlotRange hours,
            long first,
            long end,
            List<SlotRange> open) {
        if (first >= end) {
            return;
        }
        for (SlotRange hour : split(hours, new SlotRange(first, end))) {
            boolean off = open.stream().noneMatch(range -> range.overlaps(hour));
            cells.add(new SchedulePage.Cell(
                    Math.toIntExact(hour.size()), off, List.of(), book(resource, hour.from(), hour.to(), off)));
        }
    }

    /** At the borders of hours. */
    private static List<SlotRange> split(SlotRange hours, SlotRange part) {
        List<SlotRange> parts = new ArrayList<>();
        for (long first = part.first(); first < part.end(); ) {
            long next = hours.first() + (Math.floorDiv(first - hours.first(), SLOTS_OF_AN_HOUR) + 1) * SLOTS_OF_AN_HOUR;
            long end = Math.min(part.end(), next);
            parts.add(new SlotRange(first, end));
            first = end;
        }
        return parts;
    }

    private Optional<SchedulePage.Book> book(Resource resource, Instant from, Instant to, boolean off) {
        if (!mayBook || !to.isAfter(desk.now())) {
            return Optional.empty();
        }
        String name = known.find(resource).map(KnownResources.One::name).orElse(resource.id());
        return Optional.of(new SchedulePage.Book(
                booking(Optional.of(resource), from),
                words.minute(from),
                page.say(off ? "schedule.free.off" : "schedule.free", name, words.dayAndMinute(from))));
    }

    /** Link to a new booking. */
    String booking(Optional<Resource> resource, Instant from) {
        return "/schedule/booking?at="
                + encoded(LocalDateTime.ofInstant(from, zone).toString())
                + resource.map(one -> "&resource=" + encoded(one.toString())).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<ScheduleDesk.Seen> taken(Resource resource, SlotRange span) {
        return byResource.getOrDefault(resource, List.of()).stream()
                .filter(one -> one.slots().overlaps(span))
                .toList();
    }

    private SchedulePage.Taken taken(ScheduleDesk.Seen one) {
        return new SchedulePage.Taken(
                words.minute(one.slots().from()) + "–"
                        + words.minute(one.slots().to()),
                one.hearing().map(words::hearing).orElseGet(() -> page.say("schedule.taken.unknown")),
                one.hearing().map(hearing -> BookingPages.path(hearing.id())));
    }

    private OpeningHours openingHours(Resource resource) {
        return known.place(resource).flatMap(Institution::hours).orElse(ScheduleDesk.USUAL_HOURS);
    }

    private List<SlotRange> open(Resource resource, SlotRange span) {
        WorkingHours hours = desk.workingHours(openingHours(resource));
        return hours.within(span);
    }

    /** @param monday first of the week's days */
    SchedulePage.Table ofWeek(LocalDate monday, List<Resource> rows) {
        List<LocalDate> days = days(monday);
        return new SchedulePage.Table(
                days.stream()
                        .map(day -> new SchedulePage.Column(
                                words.weekday(day),
                                1,
                                Optional.of(dayLink(day)),
                                !desk.isWorkingDay(day),
                                isToday(day)))
                        .toList(),
                rows.stream()
                        .map(one -> row(
                                one, days.stream().map(day -> cell(one, day)).toList()))
                        .toList());
    }

    private boolean isToday(LocalDate day) {
        return day.equals(LocalDate.ofInstant(desk.now(), zone));
    }

    static List<LocalDate> days(LocalDate monday) {
        return IntStream.range(0, DAYS).mapToObj(monday::plusDays).toList();
    }

    private SchedulePage.Cell cell(Resource resource, LocalDate day) {
        SlotRange span = day(day, zone);
        boolean off = open(resource, span).isEmpty();
        Instant opens = instant(day, openingHours(resource).opens());
        return new SchedulePage.Cell(
                1,
                off,
                taken(resource, span).stream().map(this::taken).toList(),
                book(resource, opens, span.to(), off)
                        .map(link -> new SchedulePage.Book(link.link(), "+", link.label())));
    }

    /**
     * What is taken of the rows, without a table. Of a week with too much for one list, each day has but how much that is and the way to
     * the list of that day.
     */
    List<SchedulePage.Day> narrow(List<LocalDate> days, List<Resource> rows) {
        Set<Resource> shown = Set.copyOf(rows);
        List<ScheduleDesk.Seen> taken = seen.stream()
                .filter(one -> one.resources().stream().anyMatch(shown::contains))
                .toList();
        boolean listed = days.size() == 1 || taken.size() <= MOST_LISTED;
        return days.stream().map(day -> day(day, taken, listed)).toList();
    }

    private SchedulePage.Day day(LocalDate day, List<ScheduleDesk.Seen> taken, boolean listed) {
        SlotRange span = day(day, zone);
        List<ScheduleDesk.Seen> ofDay =
                taken.stream().filter(one -> one.slots().overlaps(span)).toList();
        return new SchedulePage.Day(
                words.date(FormatStyle.FULL, day),
                !desk.isWorkingDay(day),
                isToday(day),
                ofDay.size(),
                dayLink(day),
                listed
                        ? ofDay.stream()
                                .map(one -> new SchedulePage.Listed(taken(one), words.names(one.resources(), known)))
                                .toList()
                        : List.of());
    }

    private String dayLink(LocalDate day) {
        return address.with("view", "").with("day", day.toString()).link();
    }
}
