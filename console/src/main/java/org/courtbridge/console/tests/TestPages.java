package org.courtbridge.console.tests;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Step;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.delivery.ReportPdf;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Subject;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Trend;
import org.courtbridge.provisioning.testcall.Unit;
import org.courtbridge.provisioning.testcall.Verdict;

/** One test with all that it found, and the last tests of a room side by side. */
public final class TestPages {

    private static final String TEST = "/tests/{test}";
    private static final String TREND = "/devices/{device}/tests";

    private final TestCallDesk desk;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public TestPages(TestCallDesk desk, ZoneId zone, InstantSource clock, Templates templates) {
        this.desk = desk;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, TEST, Allowed.SEE_TESTS, this::show),
                Endpoint.page(HttpMethod.GET, TEST + "/report.pdf", Allowed.SEE_TESTS, this::pdf),
                Endpoint.page(HttpMethod.GET, TEST + "/report.json", Allowed.SEE_TESTS, this::json),
                Endpoint.page(HttpMethod.GET, TREND, Allowed.SEE_TESTS, this::trend),
                Endpoint.page(HttpMethod.POST, TREND, Allowed.TEST, this::test));
    }

    private TestWords words(Page page) {
        return new TestWords(page, zone, clock);
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        Principal reader = call.principal();
        String id = call.path("test");
        // In this order: what goes on may end in between, and is in the book then.
        Optional<TestPage.Test> running = desk.running(id).map(test -> running(page, reader, test));
        TestPage.Test shown = desk.ended(id)
                .map(test -> ended(page, reader, test))
                .or(() -> running)
                .or(() -> desk.givenUp(id).map(test -> givenUp(page, reader, test)))
                .orElseThrow(TestCallDesk::noSuchTest);
        return Reply.html(200, templates.render("tests/show.jte", Map.of("page", page, "test", shown)));
    }

    private Tested result(Call call) {
        return desk.ended(call.path("test")).orElseThrow(TestCallDesk::noSuchTest);
    }

    private Reply pdf(Call call) {
        Tested test = result(call);
        TestReports reports = new TestReports(desk, call, zone, clock);
        return Reply.file("application/pdf", "test-" + test.id() + ".pdf", ReportPdf.of(List.of(reports.report(test))));
    }

    private Reply json(Call call) {
        Tested test = result(call);
        Locale language = ErrorPages.messages(call).language().locale();
        return Reply.file(
                "application/json",
                "test-" + test.id() + ".json",
                Json.write(TestViews.TestCall.of(test, language)).getBytes(StandardCharsets.UTF_8));
    }

    private TestPage.Test running(Page page, Principal reader, TestDesk.Running test) {
        PlaceState state = switch (test.phase()) {
            case WAITING -> PlaceState.WAITING;
            case TESTING -> PlaceState.TESTING;
        };
        return withoutResult(page, reader, test, words(page).state(state), page.say("test.goes"), true);
    }

    private TestPage.Test givenUp(Page page, Principal reader, TestDesk.GivenUp test) {
        return withoutResult(
                page,
                reader,
                test.test(),
                new Badge(page.say("test.givenup"), "warn"),
                page.say("test.refused." + test.refusal()),
                false);
    }

    private TestPage.Test withoutResult(
            Page page, Principal reader, TestDesk.Running test, Badge state, String say, boolean goesOn) {
        List<TestPage.Fact> facts = new ArrayList<>();
        facts.add(fact(page, "test.since", words(page).time(test.since())));
        hearing(page, reader, test.hearing()).ifPresent(facts::add);
        return new TestPage.Test(
                test.id(),
                test.place().name(),
                TestWords.trend(test.place()),
                state,
                facts,
                List.of(),
                List.of(),
                List.of(),
                say,
                goesOn);
    }

    private TestPage.Test ended(Page page, Principal reader, Tested test) {
        TestWords words = words(page);
        List<TestPage.Fact> facts = new ArrayList<>();
        facts.add(fact(page, "test.ended", words.time(test.ended())));
        facts.add(fact(page, "test.asked", words.asked(test)));
        if (test.attempt() > 1) {
            facts.add(fact(page, "test.attempt", String.valueOf(test.attempt())));
        }
        hearing(page, reader, test.hearing()).ifPresent(facts::add);
        List<TestPage.Group> groups = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            List<TestPage.Verdict> verdicts = test.verdicts().stream()
                    .filter(verdict -> verdict.check().subject() == subject && !isOpen(verdict))
                    .map(words::verdict)
                    .toList();
            if (!verdicts.isEmpty()) {
                groups.add(new TestPage.Group(page.say("test.subject." + subject), verdicts));
            }
        }
        return new TestPage.Test(
                test.id(),
                test.place().name(),
                TestWords.trend(test.place()),
                words.outcome(test.outcome()),
                facts,
                groups,
                test.verdicts().stream()
                        .filter(TestPages::isOpen)
                        .map(verdict -> verdict.forTechnician(words.language()))
                        .toList(),
                TestReports.downloads(page, "/tests/" + test.id()),
                "",
                false);
    }

    /** Left open, and the test does not depend on it. */
    private static boolean isOpen(Verdict verdict) {
        return verdict.outcome() == Outcome.COULD_NOT_TELL
                && verdict.figure().isEmpty()
                && !verdict.check().isNecessary();
    }

    private static TestPage.Fact fact(Page page, String name, String value) {
        return new TestPage.Fact(page.say(name), value, Optional.empty());
    }

    private Optional<TestPage.Fact> hearing(Page page, Principal reader, Optional<String> id) {
        return desk.hearing(reader, id)
                .map(hearing -> new TestPage.Fact(
                        page.say("test.hearing"),
                        hearing.title(),
                        Optional.of("/hearings/" + hearing.id() + "/readiness")));
    }

    private Reply trend(Call call) {
        return trend(call, 200, "");
    }

    private Reply trend(Call call, int status, String complaint) {
        Page page = ErrorPages.page(call);
        TestWords words = words(page);
        Device device = desk.device(call.path("device"));
        List<Tested> tests = desk.ofDevice(device, TestCallDesk.TREND);
        PlaceReadiness now = desk.readiness(device);
        List<Step> steps = now.running().isEmpty() && Allowed.TEST.admits(call.principal())
                ? List.of(new Step("/devices/" + device.id() + "/tests", page.say("test.now"), "primary", ""))
                : List.of();
        TestPage.Trend shown = new TestPage.Trend(
                device.id(),
                device.name(),
                words.state(now.state()),
                steps,
                figures(page, words, tests.reversed()),
                tests.stream().map(test -> past(words, test)).toList());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("page", page);
        parameters.put("trend", shown);
        parameters.put("complaint", complaint);
        return Reply.html(status, templates.render("tests/trend.jte", parameters));
    }

    private static TestPage.Past past(TestWords words, Tested test) {
        return new TestPage.Past(
                "/tests/" + test.id(),
                words.time(test.ended()),
                words.outcome(test.outcome()),
                PlaceReadiness.findings(test).stream()
                        .findFirst()
                        .map(verdict -> verdict.forTechnician(words.language()))
                        .orElse(""));
    }

    private static List<TestPage.FigureGroup> figures(Page page, TestWords words, List<Tested> oldestFirst) {
        Map<Check, String> forecasts = new EnumMap<>(Check.class);
        Trend.of(oldestFirst).stream()
                .filter(Trend::worsens)
                .forEach(trend -> forecasts.put(trend.check(), words.forecast(trend)));
        return Arrays.stream(Subject.values())
                .map(subject ->
                        new TestPage.FigureGroup(
                                page.say("test.subject." + subject),
                                Check.of(subject).stream()
                                        .filter(check -> check.unit() != Unit.STATE)
                                        .flatMap(check -> figure(
                                                page,
                                                words,
                                                check,
                                                oldestFirst,
                                                Optional.ofNullable(forecasts.get(check)))
                                                .stream())
                                        .toList()))
                .filter(group -> !group.figures().isEmpty())
                .toList();
    }

    /** Empty if no test has a figure of it. */
    private static Optional<TestPage.Figure> figure(
            Page page, TestWords words, Check check, List<Tested> oldestFirst, Optional<String> forecast) {
        List<Optional<Verdict>> verdicts = oldestFirst.stream()
                .map(test -> test.verdicts().stream()
                        .filter(verdict -> verdict.check() == check)
                        .findFirst())
                .toList();
        List<Verdict> measured = verdicts.stream()
                .flatMap(Optional::stream)
                .filter(verdict -> verdict.figure().isPresent())
                .toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        Verdict newest = measured.getLast();
        String name = check.title(words.language());
        String now = check.figure(newest.figure().getAsDouble(), words.language());
        String limit = check.limit(newest.limit(), words.language());
        return Optional.of(new TestPage.Figure(
                name,
                now,
                page.say("trend.limit", limit),
                page.say("trend.words", name, now, limit, measured.size(), count(measured, Outcome.FAIL)),
                newest.outcome() == Outcome.FAIL,
                forecast.filter(_ -> newest.outcome() != Outcome.FAIL),
                Sparkline.of(
                        verdicts.stream()
                                .map(verdict -> verdict.map(Verdict::figure).orElse(OptionalDouble.empty()))
                                .toList(),
                        newest.limit(),
                        TestCallDesk.TREND)));
    }

    private static long count(Collection<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private Reply test(Call call) {
        try {
            TestDesk.Running test = desk.start(call.actor(), desk.device(call.path("device")), Optional.empty());
            return Reply.seeOther("/tests/" + test.id());
        } catch (RequestException e) {
            Problems.Cause cause = Problems.of(e);
            return trend(call, cause.status(), ErrorPages.complaint(ErrorPages.messages(call), cause));
        }
    }
}
