package org.courtbridge.console.alerts;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.tests.TestCallDesk;
import org.courtbridge.console.tests.TestPage;
import org.courtbridge.console.tests.TestWords;
import org.courtbridge.court.access.User;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Trouble;
import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.operations.alerts.FaultBook.Told;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Tested;

/** Serves the list of sent alerts, and the record of each fault with the time to restore (paras. 14, 17 and 23 to 25 of the rules). */
public final class AlertPages {

    private static final String FAULT = "/faults/{fault}";
    private static final int MOST = 300;
    private static final String OPEN = "open";
    private static final String RESTORED = "restored";

    private final TestCallDesk desk;
    private final Conferences conferences;
    private final ActorNames names;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public AlertPages(
            TestCallDesk desk,
            Conferences conferences,
            ActorNames names,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.desk = desk;
        this.conferences = conferences;
        this.names = names;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, "/alerts", Allowed.SEE_ALL_TESTS, this::list),
                Endpoint.page(HttpMethod.GET, FAULT, Allowed.SEE_ALL_TESTS, this::show),
                Endpoint.page(HttpMethod.POST, FAULT + "/expectation", Allowed.RESTORE, this::expect));
    }

    private FaultBook faults() {
        return desk.faults();
    }

    private TestWords words(Page page) {
        return new TestWords(page, zone, clock);
    }

    /** Whoever looks at it has seen what it shows. */
    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        Optional<String> viewer = call.principal().user().map(User::id);
        List<Told> told = faults().latestAlerts(MOST);
        int fresh = viewer.map(faults()::unread).orElse(0);
        viewer.ifPresent(user -> told.stream().findFirst().ifPresent(one -> faults().read(user, one.at())));
        return Reply.html(
                200,
                templates.render(
                        "alerts/list.jte",
                        Map.of(
                                "page",
                                page,
                                "reported",
                                reported(page, call.principal()),
                                "list",
                                faults(call, page),
                                "rows",
                                rows(page, told, fresh))));
    }

    /** Of the latest: those that are open first, each part the newest first. */
    private ListPage<AlertPage.Open> faults(Call call, Page page) {
        String query = Listing.query(call);
        String state = call.query("state")
                .filter(one -> one.equals(OPEN) || one.equals(RESTORED))
                .orElse("");
        List<Fault> searched = faults().latest(MOST).stream()
                .filter(fault -> Names.match(query, fault.place().name()))
                .toList();
        int open = Math.toIntExact(searched.stream().filter(Fault::isOpen).count());
        Comparator<Fault> newest = Comparator.comparing(Fault::opened).reversed();
        return new Listing<Fault>(
                        call,
                        "/alerts",
                        Names.<Fault>nearest(query, fault -> fault.place().name())
                                .thenComparing(fault -> !fault.isOpen())
                                .thenComparing(newest))
                .column(
                        "place",
                        page.say("list.place"),
                        Names.by(fault -> fault.place().name()))
                .column("opened", page.say("fault.opened"), Comparator.comparing(Fault::opened))
                .kept("state", state)
                .filter("state", "", page.say("fleet.all"), searched.size())
                .filter("state", OPEN, page.say("fault.open"), open)
                .filter("state", RESTORED, page.say("fault.restored"), searched.size() - open)
                .page(
                        searched.stream()
                                .filter(fault -> state.isEmpty() || fault.isOpen() == state.equals(OPEN))
                                .toList(),
                        fault -> open(page, fault));
    }

    /** Of the hearings that the viewer may know of and that have not ended, the oldest first. */
    private List<AlertPage.Reported> reported(Page page, Principal principal) {
        record Of(HearingState hearing, Trouble trouble) {}
        return conferences.all().stream()
                .filter(hearing -> hearing.phase() != HearingState.Phase.ENDED)
                .filter(hearing -> HearingGuard.mayKnow(principal, hearing))
                .flatMap(hearing -> hearing.troubles().stream().map(trouble -> new Of(hearing, trouble)))
                .sorted(Comparator.comparing((Of one) -> one.trouble().first()))
                .map(one -> new AlertPage.Reported(
                        one.hearing().id(),
                        one.hearing().title(),
                        one.hearing()
                                .seat(one.trouble().party())
                                .map(HearingState.Seat::name)
                                .orElse(""),
                        page.say("trouble." + one.trouble().kind()),
                        words(page).time(one.trouble().first())))
                .toList();
    }

    /** Each occasion once. @param fresh how many of the newest were not seen */
    private List<AlertPage.Row> rows(Page page, List<Told> told, int fresh) {
        SequencedMap<List<String>, List<Told>> occasions = new LinkedHashMap<>();
        told.forEach(one -> occasions
                .computeIfAbsent(List.of(one.key().fault(), one.key().occasion()), _ -> new ArrayList<>())
                .add(one));
        Map<String, String> places =
                faults().faults(told.stream().map(one -> one.key().fault()).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(
                                Fault::id, fault -> fault.place().name()));
        List<AlertPage.Row> rows = new ArrayList<>();
        for (List<Told> occasion : occasions.values()) {
            rows.add(row(page, occasion, places, rows.size() < fresh));
        }
        return rows;
    }

    /** @param places names by id of the fault */
    private AlertPage.Row row(Page page, List<Told> occasion, Map<String, String> places, boolean fresh) {
        Told one = occasion.getFirst();
        return new AlertPage.Row(
                one.key().fault(),
                places.getOrDefault(one.key().fault(), ""),
                words(page).time(one.at()),
                one.occasion() == Alert.Occasion.RESTORED
                        ? new Badge(page.say("fault.restored"), "good")
                        : new Badge(page.say("alert.severity." + one.severity()), mood(one.severity())),
                page.say("alert.occasion." + one.occasion()),
                occasion.stream()
                        .map(to -> page.say("alert.to." + to.key().to()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                fresh);
    }

    private static String mood(Alert.Severity severity) {
        return switch (severity) {
            case NOTICE -> "";
            case WARNING -> "warn";
            case URGENT -> "bad";
        };
    }

    private AlertPage.Open open(Page page, Fault fault) {
        TestWords words = words(page);
        return new AlertPage.Open(
                fault.id(),
                fault.place().name(),
                state(page, fault),
                words.time(fault.opened()),
                fault.checks().stream()
                        .sorted()
                        .map(check -> check.title(words.language()))
                        .collect(Collectors.joining(", ")),
                fault.timeToRestore().map(took -> took(page, took)).orElse(""));
    }

    private static Badge state(Page page, Fault fault) {
        return fault.isOpen()
                ? new Badge(
                        page.say(fault.impedes() ? "fault.impedes" : "fault.open"), fault.impedes() ? "bad" : "warn")
                : new Badge(page.say("fault.restored"), "good");
    }

    private static String took(Page page, Duration took) {
        return page.say("fault.took", took.toHours(), took.toMinutesPart());
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        TestWords words = words(page);
        Fault fault = desk.fault(call.path("fault"));
        List<TestPage.Fact> facts = new ArrayList<>();
        facts.add(new TestPage.Fact(page.say("fault.opened"), words.time(fault.opened()), link(fault.id())));
        fault.hearing()
                .flatMap(conferences::byId)
                .ifPresent(hearing -> facts.add(new TestPage.Fact(
                        page.say("test.hearing"),
                        hearing.title(),
                        Optional.of("/hearings/" + hearing.id() + "/readiness"))));
        fault.expectation()
                .ifPresent(said -> facts.add(new TestPage.Fact(
                        page.say("fault.expected"),
                        page.say(
                                "fault.said",
                                words.time(said.until()),
                                names.name(said.by()).orElse(said.by())),
                        Optional.empty())));
        fault.restored()
                .ifPresent(end ->
                        facts.add(new TestPage.Fact(page.say("fault.ended"), words.time(end.at()), link(end.test()))));
        fault.timeToRestore()
                .ifPresent(took ->
                        facts.add(new TestPage.Fact(page.say("fault.time"), took(page, took), Optional.empty())));
        if (fault.isOpen()) {
            fault.usualTimeToRestore(faults().latest(MOST))
                    .ifPresent(usual ->
                            facts.add(new TestPage.Fact(page.say("fault.usual"), took(page, usual), Optional.empty())));
        }
        AlertPage.Fault shown = new AlertPage.Fault(
                fault.id(),
                fault.place().name(),
                TestWords.trend(fault.place()),
                state(page, fault),
                facts,
                desk.ended(fault.id()).map(test -> findings(words, fault, test)).orElse(List.of()),
                rows(page, faults().alerts(fault.id()), 0),
                Times.field(zone, fault.expectation().map(Fault.Expectation::until)),
                fault.isOpen() && Allowed.RESTORE.admits(call.principal()));
        return Reply.html(200, templates.render("alerts/fault.jte", Map.of("page", page, "fault", shown)));
    }

    /** Empty for a test that is so old that it is forgotten. */
    private Optional<String> link(String test) {
        return desk.ended(test).map(_ -> "/tests/" + test);
    }

    private static List<TestPage.Verdict> findings(TestWords words, Fault fault, Tested test) {
        return test.verdicts().stream()
                .filter(verdict ->
                        verdict.outcome() == Outcome.FAIL && fault.checks().contains(verdict.check()))
                .map(words::verdict)
                .toList();
    }

    private Reply expect(Call call) {
        Fault fault = desk.fault(call.path("fault"));
        Instant until = Times.ofField(zone, "until", call.field("until"))
                .orElseThrow(() -> new RequestException(400, "until: missing"));
        desk.expect(call.actor(), fault, until);
        return Reply.seeOther("/faults/" + fault.id() + "?done=saved");
    }
}
