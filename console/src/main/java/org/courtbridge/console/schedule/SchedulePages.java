package org.courtbridge.console.schedule;

import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.provisioning.inventory.Institution;

/**
 * Serves the calendar of rooms, devices and people, by day and by week. Everything that says what is shown is in its address. Free times are
 * links to a booking, so that mouse and keyboard do the same.
 */
public final class SchedulePages {

    static final String PATH = "/schedule";

    /** Of a page: with eleven hours each, some 90 kB. */
    private static final int ROWS = 20;

    private static final int MOST_OPTIONS = 200;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;
    private static final int DAYS_OF_A_WEEK = 7;

    private final ScheduleDesk desk;
    private final ZoneId zone;
    private final Templates templates;

    public SchedulePages(ScheduleDesk desk, Templates templates) {
        this.desk = desk;
        this.zone = desk.zone();
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, PATH, Allowed.SEE_HEARINGS, this::show),
                Endpoint.page(HttpMethod.GET, PATH + "/booking", Allowed.PREPARE_HEARINGS, this::choose));
    }

    /**
     * What an address asks for.
     *
     * @param kind of what has a row
     * @param page from 1
     */
    private record Asked(LocalDate day, boolean weekly, Resource.Kind kind, ScheduleDesk.Filter filter, int page) {

        LocalDate first() {
            return weekly ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
        }

        int days() {
            return weekly ? DAYS_OF_A_WEEK : 1;
        }
    }

    private Asked asked(Call call) {
        Optional<Resource> resource = Stream.of(
                        query(call, "resource").map(BookingForm::resource),
                        query(call, "room").map(Resource::room),
                        query(call, "person").map(Resource::person))
                .flatMap(Optional::stream)
                .findFirst();
        return new Asked(
                day(call),
                call.query("view").equals(Optional.of("week")),
                resource.map(Resource::kind)
                        .or(() -> query(call, "of").map(SchedulePages::kind))
                        .orElse(Resource.Kind.ROOM),
                new ScheduleDesk.Filter(query(call, "institution"), resource),
                query(call, "page")
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(Integer::parseInt)
                        .orElse(1));
    }

    private static Optional<String> query(Call call, String name) {
        return call.query(name).filter(value -> !value.isBlank());
    }

    private LocalDate day(Call call) {
        String text = query(call, "day").orElse("");
        try {
            LocalDate day = text.isEmpty() ? LocalDate.ofInstant(desk.now(), zone) : LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException e) {
            // As for a day that is too far off.
        }
        throw new RequestException(400, "day: %s (expected: such as 2026-12-02)".formatted(text));
    }

    private static Resource.Kind kind(String text) {
        return Stream.of(Resource.Kind.values())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        400, "of: %s (expected: one of %s)".formatted(text, List.of(Resource.Kind.values()))));
    }

    /** The address without its page: a link to another part of the schedule begins with the first. */
    private static ListAddress address(Asked asked) {
        ListAddress address = ListAddress.of(PATH)
                .with("view", asked.weekly ? "week" : "")
                .with("day", asked.day.toString())
                .with("institution", asked.filter.institution().orElse(""));
        if (asked.filter.resource().isPresent()) {
            return address.with("resource", asked.filter.resource().get().toString());
        }
        return address.with("of", asked.kind == Resource.Kind.ROOM ? "" : asked.kind.name());
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        Asked asked = asked(call);
        ListAddress address = address(asked);
        Principal viewer = call.principal();
        KnownResources known = desk.resources();
        LocalDate first = asked.first();
        SlotRange span = SlotRange.covering(
                first.atStartOfDay(zone).toInstant(),
                first.plusDays(asked.days()).atStartOfDay(zone).toInstant());
        List<ScheduleDesk.Seen> seen = desk.seen(viewer, span, asked.filter, known);
        List<Resource> all = rows(viewer, asked, seen, known);
        ListPage.Pager pager = ListPage.Pager.of(address, all.size(), ROWS, asked.page);
        List<Resource> rows =
                all.stream().skip((pager.page() - 1L) * ROWS).limit(ROWS).toList();
        boolean mayBook = Allowed.PREPARE_HEARINGS.admits(viewer);
        CalendarTable table = new CalendarTable(page, desk, known, seen, address, mayBook);
        ScheduleWords words = new ScheduleWords(page, zone);
        SchedulePage.View view = new SchedulePage.View(
                asked.weekly
                        ? page.say(
                                "schedule.week",
                                words.date(FormatStyle.MEDIUM, first),
                                words.date(FormatStyle.MEDIUM, first.plusDays(DAYS_OF_A_WEEK - 1)))
                        : words.date(FormatStyle.FULL, first),
                asked.day.toString(),
                asked.weekly,
                new SchedulePage.Moves(
                        address.with("day", asked.day.minusDays(asked.days()).toString())
                                .link(),
                        address.with("day", "").link(),
                        address.with("day", asked.day.plusDays(asked.days()).toString())
                                .link()),
                List.of(
                        filter("view", page.say("schedule.view.day"), address.with("view", ""), !asked.weekly),
                        filter("view", page.say("schedule.view.week"), address.with("view", "week"), asked.weekly)),
                Stream.of(Resource.Kind.values())
                        .map(kind -> filter(
                                "of",
                                page.say("schedule.kinds." + kind),
                                address.with("resource", "").with("of", kind == Resource.Kind.ROOM ? "" : kind.name()),
                                kind == asked.kind))
                        .toList(),
                filters(viewer, asked, seen, known, words),
                !asked.weekly && !desk.isWorkingDay(first),
                asked.weekly ? table.ofWeek(first, rows) : table.ofDay(first, rows),
                table.narrow(asked.weekly ? CalendarTable.days(first) : List.of(first), rows),
                pager,
                mayBook ? Optional.of(table.booking(asked.filter.resource(), start(first))) : Optional.empty());
        return Reply.html(200, templates.render("schedule/show.jte", Map.of("page", page, "view", view)));
    }

    /** When a new booking of a day begins as long as nobody says: at the usual hour. */
    private Instant start(LocalDate day) {
        return day.atTime(ScheduleDesk.USUAL_HOURS.opens()).atZone(zone).toInstant();
    }

    private static ListPage.Filter filter(String name, String words, ListAddress address, boolean chosen) {
        return new ListPage.Filter(name, words, OptionalInt.empty(), address.link(), chosen);
    }

    /** What was asked for, all of an institution that was, or whatever is taken; by place and name. */
    private static List<Resource> rows(
            Principal viewer, Asked asked, List<ScheduleDesk.Seen> seen, KnownResources known) {
        if (asked.filter.resource().isPresent()) {
            return shown(viewer, asked, seen, known).toList();
        }
        Stream<Resource> taken =
                seen.stream().flatMap(one -> one.resources().stream()).filter(one -> one.kind() == asked.kind);
        Stream<Resource> ofInstitution = known.all().stream()
                .filter(one -> one.resource().kind() == asked.kind && asked.kind != Resource.Kind.PERSON)
                .filter(one -> asked.filter.institution().stream().anyMatch(one.institutions()::contains))
                .filter(one -> BookingRights.maySee(viewer, one))
                .map(KnownResources.One::resource);
        return Stream.concat(taken, ofInstitution)
                .distinct()
                .sorted(byPlaceAndName(known))
                .toList();
    }

    /** The one that was asked for, if its name is for the viewer. */
    private static Stream<Resource> shown(
            Principal viewer, Asked asked, List<ScheduleDesk.Seen> seen, KnownResources known) {
        return asked.filter.resource().stream()
                .filter(one -> known.find(one)
                        .filter(found -> BookingRights.maySee(viewer, found)
                                || seen.stream()
                                        .anyMatch(each -> each.resources().contains(one)))
                        .isPresent());
    }

    private static Comparator<Resource> byPlaceAndName(KnownResources known) {
        return Names.<Resource>by(one -> known.place(one).map(Institution::name).orElse(""))
                .thenComparing(Names.by(
                        one -> known.find(one).map(KnownResources.One::name).orElse(one.id())));
    }

    private SchedulePage.Filters filters(
            Principal viewer, Asked asked, List<ScheduleDesk.Seen> seen, KnownResources known, ScheduleWords words) {
        Stream<SchedulePage.Kept> kept = Stream.of(
                new SchedulePage.Kept("view", asked.weekly ? "week" : ""),
                new SchedulePage.Kept("of", asked.kind == Resource.Kind.ROOM ? "" : asked.kind.name()));
        return new SchedulePage.Filters(
                kept.filter(one -> !one.value().isEmpty()).toList(),
                known.institutions().stream()
                        .filter(one -> Allowed.SEE_HEARINGS.admits(viewer, Optional.of(one.id())))
                        .sorted(Names.by(Institution::name))
                        .map(one -> new BookingPage.Option(
                                one.id(), one.name(), asked.filter.institution().equals(Optional.of(one.id()))))
                        .toList(),
                options(
                        Resource.Kind.ROOM,
                        asked,
                        offered(viewer, Resource.Kind.ROOM, asked, seen, known),
                        known,
                        words),
                options(
                        Resource.Kind.PERSON,
                        asked,
                        offered(viewer, Resource.Kind.PERSON, asked, seen, known),
                        known,
                        words));
    }

    private static Stream<Resource> offered(
            Principal viewer, Resource.Kind kind, Asked asked, List<ScheduleDesk.Seen> seen, KnownResources known) {
        Stream<Resource> taken = seen.stream().flatMap(one -> one.resources().stream());
        Stream<Resource> visible = known.all().stream()
                .filter(one -> kind == Resource.Kind.PERSON
                        || asked.filter.institution().stream().anyMatch(one.institutions()::contains))
                .filter(one -> one.resource().kind() == kind && BookingRights.maySee(viewer, one))
                .map(KnownResources.One::resource);
        return Stream.of(shown(viewer, asked, seen, known), taken, visible)
                .flatMap(stream -> stream)
                .filter(one -> one.kind() == kind && known.find(one).isPresent());
    }

    private static List<BookingPage.Option> options(
            Resource.Kind kind, Asked asked, Stream<Resource> offered, KnownResources known, ScheduleWords words) {
        return offered.distinct()
                .sorted(byPlaceAndName(known))
                .limit(MOST_OPTIONS)
                .map(one -> new BookingPage.Option(
                        one.id(),
                        words.name(one, known),
                        asked.filter.resource().equals(Optional.of(one))))
                .toList();
    }

    /** Asks for which hearing a time is to be booked, and leads to its form. */
    private Reply choose(Call call) {
        String at = query(call, "at").orElse("");
        Optional<Instant> wanted = Times.ofField(zone, "at", at);
        Optional<Resource> resource = query(call, "resource").map(BookingForm::resource);
        String named = resource.map(Resource::toString).orElse("");
        Optional<String> hearing = query(call, "hearing");
        if (hearing.isPresent()) {
            HearingState chosen = desk.hearing(hearing.get());
            return Reply.seeOther(
                    BookingPages.path(chosen.id()) + "?at=" + encoded(at) + "&resource=" + encoded(named));
        }
        Page page = ErrorPages.page(call);
        ScheduleWords words = new ScheduleWords(page, zone);
        KnownResources known = desk.resources();
        List<BookingPage.Option> hearings = desk.preparable(call.principal()).stream()
                .sorted(Comparator.comparing((HearingState one) -> distance(one, wanted.orElseGet(desk::now)))
                        .thenComparing(HearingState::number))
                .limit(MOST_OPTIONS)
                .map(one -> new BookingPage.Option(
                        one.id(),
                        words.hearing(one)
                                + one.begins()
                                        .map(begins -> ", " + words.dayAndMinute(begins))
                                        .orElse(""),
                        false))
                .toList();
        return Reply.html(
                200,
                templates.render(
                        "schedule/choose.jte",
                        Map.of(
                                "page",
                                page,
                                "at",
                                at,
                                "resource",
                                named,
                                "what",
                                Stream.of(
                                                wanted.map(words::dayAndMinute),
                                                resource.flatMap(one -> known.find(one)
                                                                .filter(found ->
                                                                        BookingRights.maySee(call.principal(), found)))
                                                        .map(found -> words.name(found.resource(), known)))
                                        .flatMap(Optional::stream)
                                        .toList(),
                                "hearings",
                                hearings)));
    }

    private static long distance(HearingState hearing, Instant at) {
        return hearing.begins()
                .map(begins -> Math.abs(begins.getEpochSecond() - at.getEpochSecond()))
                .orElse(Long.MAX_VALUE);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
