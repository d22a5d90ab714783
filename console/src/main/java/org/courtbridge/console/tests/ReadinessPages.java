package org.courtbridge.console.tests;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Step;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.operations.delivery.ReportPdf;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Tested.Place;

/** Pages about the readiness of places: of a hearing, and of all hearings of a day. */
public final class ReadinessPages {

    private static final String HEARING = "/hearings/{hearing}/readiness";
    private static final String DAY = "/readiness";

    private final TestCallDesk desk;
    private final HearingDesk hearings;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public ReadinessPages(
            TestCallDesk desk, HearingDesk hearings, ZoneId zone, InstantSource clock, Templates templates) {
        this.desk = desk;
        this.hearings = hearings;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, HEARING, Allowed.SEE_TESTS, this::hearing),
                Endpoint.page(HttpMethod.GET, HEARING + "/live", Allowed.SEE_TESTS, call -> live(call, "")),
                Endpoint.page(HttpMethod.GET, HEARING + "/report.pdf", Allowed.SEE_TESTS, this::report),
                Endpoint.page(HttpMethod.POST, HEARING + "/test", Allowed.TEST, this::testAll),
                Endpoint.page(HttpMethod.POST, HEARING + "/test/{device}", Allowed.TEST, this::testOne),
                Endpoint.page(HttpMethod.GET, DAY, Allowed.SEE_ALL_TESTS, this::day),
                Endpoint.page(HttpMethod.GET, DAY + "/live", Allowed.SEE_ALL_TESTS, this::liveDay));
    }

    private TestWords words(Page page) {
        return new TestWords(page, zone, clock);
    }

    private Reply hearing(Call call) {
        Page page = ErrorPages.page(call);
        HearingState state = hearings.hearing(call.path("hearing"));
        return Reply.html(
                200,
                templates.render(
                        "readiness/hearing.jte",
                        Map.of(
                                "page",
                                page,
                                "id",
                                state.id(),
                                "title",
                                state.title(),
                                "reports",
                                reports(page, state.id()),
                                "board",
                                board(call, page, state.id(), ""))));
    }

    private ReadinessPage.Reports reports(Page page, String hearing) {
        TestWords words = words(page);
        List<Tested> tests = desk.ofHearing(hearing);
        return new ReadinessPage.Reports(
                tests.stream()
                        .map(test -> new ReadinessPage.Report(
                                test.place().name(),
                                words.time(test.ended()),
                                words.outcome(test.outcome()),
                                "/tests/" + test.id(),
                                TestReports.downloads(page, "/tests/" + test.id())))
                        .toList(),
                tests.isEmpty() ? Optional.empty() : Optional.of("/hearings/" + hearing + "/readiness/report.pdf"));
    }

    /** All tests that were made for a hearing, for its file. */
    private Reply report(Call call) {
        List<Tested> tests = desk.ofHearing(call.path("hearing"));
        if (tests.isEmpty()) {
            throw TestCallDesk.noSuchTest();
        }
        TestReports reports = new TestReports(desk, call, zone, clock);
        return Reply.file(
                "application/pdf",
                "readiness-" + hearings.hearing(call.path("hearing")).number() + ".pdf",
                ReportPdf.of(tests.stream().map(reports::report).toList()));
    }

    private ReadinessPage.Board board(Call call, Page page, String hearing, String complaint) {
        TestWords words = words(page);
        TestCallDesk.HearingReadiness readiness = desk.readiness(hearing);
        HearingState state = readiness.hearing();
        boolean mayTest = Allowed.TEST.admits(call.principal(), state.court()) && state.phase() != Phase.ENDED;
        List<ReadinessPage.Row> rows = readiness.places().stream()
                .map(place -> words.row(place, mayTest ? steps(page, hearing, place) : List.of()))
                .toList();
        boolean rooms = readiness.places().stream().anyMatch(place -> place.place() instanceof Place.Room);
        List<Step> steps = mayTest && rooms
                ? List.of(new Step("/hearings/" + hearing + "/readiness/test", page.say("test.all"), "primary", ""))
                : List.of();
        return board(
                List.of(new ReadinessPage.Group(
                        page.say("readiness.places"),
                        Optional.empty(),
                        "",
                        words.counts(readiness.places()),
                        steps,
                        rows,
                        page.say("readiness.none"))),
                Optional.empty(),
                complaint);
    }

    private static ReadinessPage.Board board(
            List<ReadinessPage.Group> groups, Optional<ListPage<ReadinessPage.Group>> list, String complaint) {
        int seen = Objects.hash(groups, list, complaint);
        return new ReadinessPage.Board(groups, list, complaint, Integer.toHexString(seen));
    }

    private static List<Step> steps(Page page, String hearing, PlaceReadiness place) {
        if (place.running().isPresent() || !(place.place() instanceof Place.Room room)) {
            return List.of();
        }
        return List.of(new Step("/hearings/" + hearing + "/readiness/test/" + room.id(), page.say("test.now"), "", ""));
    }

    private Reply live(Call call, String complaint) {
        Page page = ErrorPages.page(call);
        return part(call, page, board(call, page, call.path("hearing"), complaint));
    }

    /** Nothing if the browser shows it already, so that no button moves under a finger. */
    private Reply part(Call call, Page page, ReadinessPage.Board board) {
        if (call.query("seen").equals(Optional.of(board.seen()))) {
            return Reply.nothing();
        }
        return Reply.html(200, templates.render("readiness/live.jte", Map.of("page", page, "board", board)));
    }

    private Reply testAll(Call call) {
        return asked(call, () -> {
            Page page = ErrorPages.page(call);
            return desk.startAll(call.actor(), call.path("hearing")).stream()
                    .flatMap(asked -> asked.answer() instanceof TestDesk.Answer.Refused refused
                            ? Optional.of(asked.device().name() + ": " + page.say("test.refused." + refused.refusal()))
                                    .stream()
                            : Optional.<String>empty().stream())
                    .collect(Collectors.joining(" "));
        });
    }

    private Reply testOne(Call call) {
        return asked(call, () -> {
            desk.start(call.actor(), desk.device(call.path("device")), Optional.of(call.path("hearing")));
            return "";
        });
    }

    private interface Wish {
        /** Carries it out. @return what could not be done; empty if all could */
        String make();
    }

    /** Answers with the live part of the page, and says there what did not work. */
    private Reply asked(Call call, Wish wish) {
        hearings.hearing(call.path("hearing"));
        if (!call.fromHtmx()) {
            wish.make();
            return Reply.seeOther("/hearings/" + call.path("hearing") + "/readiness");
        }
        String complaint;
        try {
            complaint = wish.make();
        } catch (RequestException e) {
            complaint = ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e));
        }
        return live(call, complaint);
    }

    private Reply day(Call call) {
        Page page = ErrorPages.page(call);
        LocalDate date = date(call);
        LocalDate before = date.minusDays(1);
        LocalDate after = date.plusDays(1);
        return Reply.html(
                200,
                templates.render(
                        "readiness/day.jte",
                        Map.of(
                                "page",
                                page,
                                "alerts",
                                alerts(call, page),
                                "day",
                                new ReadinessPage.Day(
                                        date.toString(),
                                        words(page, date),
                                        new ReadinessPage.Link(DAY + "?day=" + before, words(page, before)),
                                        new ReadinessPage.Link(DAY + "?day=" + after, words(page, after)),
                                        board(call, page, date)))));
    }

    /** With how many the viewer has not seen. */
    private Badge alerts(Call call, Page page) {
        int unread = call.principal()
                .user()
                .map(user -> desk.faults().unread(user.id()))
                .orElse(0);
        return unread == 0
                ? new Badge(page.say("alerts.title"), "")
                : new Badge(page.say("alerts.unread", unread), "warn");
    }

    private static String words(Page page, LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(page.messages().language().locale())
                .format(date);
    }

    private LocalDate date(Call call) {
        String day = call.query("day").orElse("");
        try {
            LocalDate date = day.isEmpty() ? desk.today() : LocalDate.parse(day);
            if (date.getYear() >= 2000 && date.getYear() < 3000) {
                return date;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw new RequestException(400, "day: %s (expected: such as 2026-11-27)".formatted(day));
    }

    private Reply liveDay(Call call) {
        Page page = ErrorPages.page(call);
        return part(call, page, board(call, page, date(call)));
    }

    private ReadinessPage.Board board(Call call, Page page, LocalDate date) {
        ListPage<ReadinessPage.Group> list = new DayList(page, words(page), zone).page(call, DAY, date, desk.day(date));
        return board(list.rows(), Optional.of(list), "");
    }
}
