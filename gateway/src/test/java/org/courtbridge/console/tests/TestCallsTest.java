package org.courtbridge.console.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.cli.ShortFailures;
import org.courtbridge.gateway.cli.TestCallCommand;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.FaultChange;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Test calls over the API, the pages, the WebSocket and the command line. */
public class TestCallsTest {

    private static final Limits LIMITS = Limits.standard();
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Device hall;
    private Device spare;
    private String hearing = "";

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        hall = running.services.devices().add("Зал № 3", "hall-3", "x");
        spare = running.services.devices().add("Көшпелі жинақ", "kit", "x");
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс № 7520\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + hall.id() + "\"}");
        running.api(
                "POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Ли Екатерина\",\"codeWord\":\"сова\"}");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    /** All that is necessary passes. */
    static List<Verdict> good() {
        return Arrays.stream(Check.values())
                .map(check -> check.isNecessary()
                        ? Verdict.of(check, OptionalDouble.of(LIMITS.of(check).pass()), LIMITS, Doubt.NOT_MEASURED)
                        : Verdict.couldNotTell(check, LIMITS, Doubt.NOT_MEASURED))
                .toList();
    }

    /** The same, but for some checks. */
    public static List<Verdict> but(Verdict... others) {
        Map<Check, Verdict> instead = Stream.of(others).collect(Collectors.toMap(Verdict::check, one -> one));
        return good().stream()
                .map(verdict -> instead.getOrDefault(verdict.check(), verdict))
                .toList();
    }

    static Verdict failing(Check check) {
        return Verdict.of(check, OptionalDouble.of(LIMITS.of(check).fail()), LIMITS, Doubt.NOT_MEASURED);
    }

    private JsonNode begin(String wish) throws Exception {
        HttpResponse<String> begun = running.api("POST", "/test-calls", wish);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        return RunningConsole.json(begun);
    }

    private String started(Device device) throws Exception {
        return id(begin("{\"device\":\"" + device.id() + "\"}"));
    }

    private static String id(JsonNode begun) {
        return begun.path("accepted").path(0).path("id").asText();
    }

    private JsonNode test(String id) throws Exception {
        return RunningConsole.json(running.api("GET", "/test-calls/" + id, ""));
    }

    private String state(String place) throws Exception {
        JsonNode readiness = RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/readiness", ""));
        for (JsonNode one : readiness.path("places")) {
            if (one.path("place").path("name").asText().equals(place)) {
                return one.path("state").asText();
            }
        }
        throw new AssertionError(place + " is not in " + readiness);
    }

    @Test
    void aPlaceIsAsItsNewestTestSaysUntilTheDayIsOver() throws Exception {
        assertThat(state(hall.name())).isEqualTo("UNTESTED");
        assertThat(state("Ли Екатерина")).isEqualTo("UNTESTED");

        String first = started(hall);
        assertThat(state(hall.name())).isEqualTo("TESTING");
        assertThat(test(first).path("state").asText()).isEqualTo("TESTING");
        running.tests.end(first, good());
        assertThat(state(hall.name())).isEqualTo("READY");
        assertThat(test(first).path("outcome").asText()).isEqualTo("PASS");

        running.tests.end(started(hall), but(failing(Check.SPEECH_LEVEL), failing(Check.HUM)));
        assertThat(state(hall.name())).isEqualTo("NOT_READY");

        running.tests.end(started(hall), but(Verdict.couldNotTell(Check.SPEECH_LEVEL, LIMITS, Doubt.NO_SPEECH)));
        assertThat(state(hall.name())).isEqualTo("COULD_NOT_TELL");

        running.tests.end(started(hall), good());
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        running.clock = () -> tomorrow;
        assertThat(state(hall.name())).isEqualTo("STALE");
    }

    @Test
    void allRoomsOfAHearingAreTestedAndWhoeverIsInACallIsNot() throws Exception {
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + spare.id() + "\"}");
        running.tests.inCall.add(spare.id());

        JsonNode begun = begin("{\"hearing\":\"" + hearing + "\"}");

        assertThat(begun.path("accepted").findValuesAsText("name")).containsExactly(hall.name());
        assertThat(begun.path("accepted").path(0).path("hearing").asText()).isEqualTo(hearing);
        assertThat(begun.path("refused").path(0).path("device").asText()).isEqualTo(spare.id());
        assertThat(begun.path("refused").path(0).path("reason").asText()).isEqualTo("IN_A_CALL");
        HttpResponse<String> alone = running.api("POST", "/test-calls", "{\"device\":\"" + spare.id() + "\"}");
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(alone.body()).contains("IN_A_CALL");
    }

    @Test
    void whatCannotBeTestedIsSaid() throws Exception {
        assertThat(running.api("POST", "/test-calls", "{}").statusCode()).isEqualTo(400);
        assertThat(running.api("POST", "/test-calls", "{\"device\":\"none\"}").statusCode())
                .isEqualTo(404);
        assertThat(running.api("POST", "/test-calls", "{\"hearing\":\"none\"}").statusCode())
                .isEqualTo(404);
        assertThat(running.api("GET", "/test-calls/none", "").statusCode()).isEqualTo(404);
        assertThat(running.api(
                                "POST",
                                "/test-calls",
                                "{\"device\":\"" + spare.id() + "\",\"hearing\":\"" + hearing + "\"}")
                        .statusCode())
                .isEqualTo(404);
        running.services.devices().setEnabled(hall.id(), false);
        HttpResponse<String> disabled = running.api("POST", "/test-calls", "{\"device\":\"" + hall.id() + "\"}");
        assertThat(disabled.statusCode()).isEqualTo(409);
        assertThat(disabled.body()).contains("DISABLED");
    }

    @Test
    void verdictsSayWhyInTheLanguageThatIsAskedFor() throws Exception {
        String id = started(hall);
        running.tests.end(id, but(Verdict.failed(Check.CONNECTION, 0, LIMITS, Reason.WRONG_PASSWORD)));

        JsonNode verdict = RunningConsole.json(running.send(
                        "GET",
                        "/api/v1/test-calls/" + id,
                        "",
                        "Authorization",
                        "Bearer " + running.adminToken,
                        "Accept-Language",
                        "ru"))
                .path("verdicts")
                .path(0);

        assertThat(verdict.path("check").asText()).isEqualTo("CONNECTION");
        assertThat(verdict.path("reason").asText()).isEqualTo("WRONG_PASSWORD");
        assertThat(verdict.path("paragraph").asText()).isEqualTo("15(5)");
        assertThat(verdict.path("person").asText()).containsIgnoringCase("парол");
        JsonNode listed = RunningConsole.json(running.api("GET", "/devices/" + hall.id() + "/test-calls", ""));
        assertThat(listed.path(0).path("id").asText()).isEqualTo(id);
    }

    @Test
    void whoeverWaitsIsAnsweredAtTheEnd() throws Exception {
        String id = started(hall);
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return test(id + "?wait=20");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        running.tests.awaitListeners(2);
        running.tests.end(id, good());
        assertThat(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).path("state").asText())
                .isEqualTo("ENDED");
    }

    @Test
    void onlyThoseWhoPrepareTest() throws Exception {
        Sessions.Opened judge = running.userWith(EnumSet.of(Role.JUDGE));
        Sessions.Opened official = running.userWith(EnumSet.of(Role.OFFICIAL));
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String board = "/hearings/" + hearing + "/readiness";

        assertThat(running.page(judge, board).body()).contains(hall.name()).doesNotContain("Проверить");
        assertThat(running.submit(judge, board + "/test", "x=1").statusCode()).isEqualTo(403);
        assertThat(running.page(official, board).statusCode()).isEqualTo(403);
        assertThat(running.page(clerk, board).body()).contains("Проверить все залы", "не проверялось");
        assertThat(running.submit(clerk, board + "/test", "x=1").statusCode()).isEqualTo(303);
        assertThat(running.tests.running()).hasSize(1);
    }

    @Test
    void theBoardSaysWhatIsWrongToEitherReader() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        Tested test = running.tests.end(
                id(begin("{\"hearing\":\"" + hearing + "\"}")), but(failing(Check.SPEECH_LEVEL), failing(Check.HUM)));
        Verdict level = test.verdicts().stream()
                .filter(verdict -> verdict.check() == Check.SPEECH_LEVEL)
                .findFirst()
                .orElseThrow();
        Locale russian = Locale.of("ru");

        String board =
                running.page(clerk, "/hearings/" + hearing + "/readiness").body();
        assertThat(board)
                .contains("не готово", level.forPerson(russian), "п.\u00a036 Правил", "других замечаний: 1")
                .contains(level.forTechnician(russian));
        assertThat(running.page(clerk, "/readiness").body())
                .contains("Іс № 7520", "не готово: 1", level.forPerson(russian));
        assertThat(running.page(clerk, "/tests/" + test.id()).body())
                .contains("Громкость речи", "неполадка", "/hearings/" + hearing + "/readiness");
        assertThat(running.page(clerk, "/devices/" + hall.id() + "/tests").body())
                .contains("/tests/" + test.id(), "<polyline");
    }

    /** Eight tenths of a decibel a day, of which it has some left. */
    @Test
    void aDyingMicrophoneIsSeenBeforeItIsDead() throws Exception {
        Instant first = Instant.now().minus(Duration.ofDays(12));
        for (int day = 0; day < 12; day++) {
            Instant begun = first.plus(Duration.ofDays(day));
            running.tests.add(new Tested(
                    "day-" + day,
                    new Tested.Place.Room(hall.id(), hall.name()),
                    Optional.empty(),
                    Tested.SCHEDULE,
                    1,
                    begun,
                    begun.plusSeconds(20),
                    List.of(Verdict.of(
                            Check.SPEECH_LEVEL,
                            OptionalDouble.of(-28 - 0.8 * day),
                            Limits.standard(),
                            Doubt.NOT_MEASURED))));
        }
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, "/devices/" + hall.id() + "/tests").body())
                .contains("устойчиво ухудшается, проверок: 12; если так пойдёт дальше");
        assertThat(running.page(clerk, "/devices/" + spare.id() + "/tests").body())
                .doesNotContain("устойчиво ухудшается");
        JsonNode trends = RunningConsole.json(running.api("GET", "/devices/" + hall.id() + "/test-trends", ""));
        assertThat(trends).hasSize(1);
        assertThat(trends.path(0).path("check").asText()).isEqualTo("SPEECH_LEVEL");
        assertThat(trends.path(0).path("perDay").asDouble()).isCloseTo(-0.8, within(0.01));
        assertThat(trends.path(0).path("failsAt").asText()).isNotEmpty();
    }

    @Test
    void aBoardThatIsSeenIsNotSentAgain() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String live = "/hearings/" + hearing + "/readiness/live";
        String seen = running.page(clerk, live).body().replaceAll("(?s).*name=\"seen\" value=\"([^\"]+)\".*", "$1");

        assertThat(running.page(clerk, live + "?seen=" + seen).statusCode()).isEqualTo(204);
        started(hall);
        assertThat(running.page(clerk, live + "?seen=" + seen).statusCode()).isEqualTo(200);
    }

    /** Five hundred rooms that are not ready made a page of more than 200 kB, which each open browser asked for every ten seconds. */
    @Test
    void theRoomsOfADayAreListedByPages() throws Exception {
        Instant now = running.services.clock().instant();
        for (int i = 1; i <= 60; i++) {
            running.tests.add(new Tested(
                    "room-" + i,
                    new Tested.Place.Room(
                            running.services
                                    .devices()
                                    .add("Мобил " + i, "mobile" + i, "x")
                                    .id(),
                            "Мобил " + i),
                    Optional.empty(),
                    Tested.SCHEDULE,
                    1,
                    now.minusSeconds(20),
                    now,
                    i == 7 ? List.of() : but(failing(Check.NOISE))));
        }
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(rooms(clerk, "/readiness"))
                .hasSize(50)
                .startsWith("Зал № 3", "Ли Екатерина", "Мобил 1", "Мобил 2", "Мобил 3");
        assertThat(rooms(clerk, "/readiness?page=2")).endsWith("Мобил 59", "Мобил 60", "Мобил 7");
        assertThat(rooms(clerk, "/readiness?state=UNTESTED")).containsExactly("Зал № 3", "Ли Екатерина");
        assertThat(rooms(clerk, "/readiness?q=%D0%BC%D0%BE%D0%B1%D0%B8%D0%BB+6"))
                .containsExactly("Мобил 6", "Мобил 16", "Мобил 26", "Мобил 36", "Мобил 46", "Мобил 56", "Мобил 60");
        assertThat(rooms(clerk, "/readiness?q=4501")).containsExactly("Зал № 3", "Ли Екатерина");
        assertThat(running.page(clerk, "/readiness?q=nobody").body()).contains("Ничего не найдено");
        String second = running.page(clerk, "/readiness?page=2&state=NOT_READY").body();
        String live = second.replaceAll("(?s).*hx-get=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
        assertThat(live).startsWith("/readiness/live?day=").endsWith("&state=NOT_READY&page=2");
        assertThat(rooms(clerk, live)).hasSize(9).endsWith("Мобил 60");
        assertThat(running.page(clerk, live).body()).contains("Страница 2 из 2", "Проверено вне заседаний");
    }

    /** Those that a page about readiness shows, in its order. */
    private List<String> rooms(Sessions.Opened by, String path) throws Exception {
        return Pattern.compile("<strong>(?:<a [^>]+>)?([^<]+)(?:</a>)?</strong>\\s*<span class=\"badge")
                .matcher(running.page(by, path).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void aPastDayIsShownAsItWas() throws Exception {
        running.tests.end(started(spare), but(failing(Check.NOISE)));
        String today =
                Instant.now().atZone(running.services.zone()).toLocalDate().toString();
        Instant later = Instant.now().plus(Duration.ofDays(2));
        running.clock = () -> later;
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));

        assertThat(running.page(clerk, "/readiness?day=" + today).body()).contains(spare.name(), "не готово");
        assertThat(running.page(clerk, "/readiness").body()).doesNotContain(spare.name());
        assertThat(running.page(clerk, "/readiness?day=x").statusCode()).isEqualTo(400);
    }

    /** Whoever looks on the eve sees what was tested already. */
    @Test
    void aDayToComeIsShownAsItIsNow() throws Exception {
        Instant tomorrow = running.services.clock().instant().plus(Duration.ofDays(1));
        running.services
                .hearings()
                .conferences()
                .submit(hearing, new HearingCommand.Schedule("user:x", Optional.of(tomorrow)))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        running.tests.end(started(hall), but(failing(Check.NOISE)));
        String day = tomorrow.atZone(running.services.zone()).toLocalDate().toString();
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, "/readiness?day=" + day).body()).contains("Зал № 3", "не готово");
    }

    @Test
    void theHearingsFileHasItsTests() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String board = "/hearings/" + hearing + "/readiness";
        assertThat(running.page(clerk, board + "/report.pdf").statusCode()).isEqualTo(404);
        Tested test = running.tests.end(id(begin("{\"hearing\":\"" + hearing + "\"}")), but(failing(Check.HUM)));

        assertThat(running.page(clerk, board).body())
                .contains(board + "/report.pdf", "/tests/" + test.id() + "/report.json");
        assertThat(text(clerk, board + "/report.pdf"))
                .contains("Проверка: Зал № 3", "Іс № 7520 (4501)", "Результат: неполадка", "п. 28 Правил");
        assertThat(text(clerk, "/tests/" + test.id() + "/report.pdf")).contains(test.id());
        HttpResponse<String> json = running.page(clerk, "/tests/" + test.id() + "/report.json");
        assertThat(RunningConsole.json(json).path("outcome").asText()).isEqualTo("FAIL");
        assertThat(json.headers().firstValue("Content-Disposition").orElse("")).contains(test.id() + ".json");
    }

    private String text(Sessions.Opened by, String path) throws Exception {
        HttpResponse<byte[]> response = running.client.send(
                HttpRequest.newBuilder(URI.create(running.base + path))
                        .header("Cookie", "session=" + by.token() + "; language=ru")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        try (PDDocument pdf = Loader.loadPDF(response.body())) {
            return new PDFTextStripper().getText(pdf).replace('\u00a0', ' ');
        }
    }

    @Test
    void whatIsGivenUpSaysWhy() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String id = started(hall);
        running.tests.giveUp(id, TestDesk.Refusal.IN_A_CALL);

        assertThat(test(id).path("state").asText()).isEqualTo("GIVEN_UP");
        assertThat(test(id).path("reason").asText()).isEqualTo("IN_A_CALL");
        assertThat(running.page(clerk, "/tests/" + id).body()).contains("не состоялась", "Зал сейчас на связи");
    }

    @Test
    void aFaultHasItsRecord() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Tested test = running.tests.end(started(hall), but(failing(Check.HUM)));
        Fault fault = FaultChange.of(List.of(), test).opened().getFirst();
        running.faults.keep(fault);
        running.faults.claim(
                new Alert(
                        new Alert.Key(fault.id(), Alert.Role.TECHNICIAN, "FOUND"),
                        fault,
                        Alert.Occasion.FOUND,
                        Alert.Severity.WARNING,
                        Optional.empty()),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        String record = "/faults/" + fault.id();

        assertThat(running.page(clerk, "/readiness").body()).contains("новых: 1");
        assertThat(running.page(clerk, "/alerts").body()).contains(record, "не устранена", "новое");
        assertThat(running.page(clerk, "/alerts").body()).contains(record).doesNotContain("новое");
        assertThat(running.page(clerk, "/readiness").body()).doesNotContain("новых");
        assertThat(running.page(technician, "/readiness").body()).contains("новых: 1");

        assertThat(running.submit(clerk, record + "/expectation", "until=2026-11-27T18:00")
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.submit(technician, record + "/expectation", "until=soon")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.submit(technician, record + "/expectation", "until=2026-11-27T18:00")
                        .statusCode())
                .isEqualTo(303);
        assertThat(running.page(clerk, record).body())
                .contains("Ожидаемое восстановление", "18:00")
                .doesNotContain("user:");

        HttpResponse<String> said =
                running.api("POST", record + "/expectation", "{\"until\":\"2026-11-27T14:00:00Z\"}");
        assertThat(RunningConsole.json(said).path("expected").asText()).isEqualTo("2026-11-27T14:00:00Z");
        JsonNode listed = RunningConsole.json(running.api("GET", "/faults", ""));
        assertThat(listed).hasSize(1).first().isEqualTo(RunningConsole.json(running.api("GET", record, "")));
        assertThat(listed.path(0).path("checks")).hasSize(1);
        assertThat(RunningConsole.json(running.api("GET", record + "/alerts", ""))
                        .path(0)
                        .path("to")
                        .asText())
                .isEqualTo("TECHNICIAN");
        assertThat(running.api("GET", "/faults/none", "").statusCode()).isEqualTo(404);
        assertThat(running.api("POST", record + "/expectation", "{\"until\":\"+1000000000-12-31T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.api("POST", record + "/expectation", "{}").statusCode())
                .isEqualTo(400);

        running.faults.keep(new Fault(
                fault.id(),
                fault.place(),
                fault.hearing(),
                fault.checks(),
                Set.of(),
                fault.opened(),
                Optional.empty(),
                Optional.of(new Fault.Restored(fault.opened().plusSeconds(5_400), "t9"))));
        assertThat(RunningConsole.json(running.api("GET", record, ""))
                        .path("minutesToRestore")
                        .asLong())
                .isEqualTo(90);
        assertThat(running.api("POST", record + "/expectation", "{\"until\":\"2026-11-27T14:00:00Z\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(running.page(clerk, record).body()).contains("устранена", "1\u00a0ч 30\u00a0мин");
    }

    @Test
    void theWebSocketTellsOfTestsAlone() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = running.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + running.adminToken)
                .buildAsync(
                        URI.create(running.base.replace("http", "ws") + "/api/v1/events?of=tests&hearing=" + hearing),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                return WebSocket.Listener.super.onText(source, text, last);
                            }
                        })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        running.api("POST", "/hearings/" + hearing + "/pin", "");
        begin("{\"hearing\":\"" + hearing + "\"}");

        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains("\"step\":\"BEGUN\"", hall.id());
        socket.abort();
        assertThat(running.api("GET", "/events?of=nothing", "").statusCode()).isEqualTo(400);
    }

    private record Result(int status, String out, String err) {}

    private Result run(String... arguments) {
        LocalGateway.announce(folder, running.server.httpPort());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new TestCallCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new ShortFailures())
                .execute(Stream.concat(Arrays.stream(arguments), Stream.of("--data", folder.toString()))
                        .toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Result waited(List<Verdict> verdicts, String... arguments) throws Exception {
        CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> run(arguments));
        running.tests.awaitListeners(2);
        running.tests.end(running.tests.running().getFirst().id(), verdicts);
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void theCommandsExitCodeIsTheVerdict() throws Exception {
        Result good = waited(good(), "device", "hall-3", "--wait");
        assertThat(good.status).as(good.err).isZero();
        assertThat(good.out).contains("Зал № 3: PASS");

        Result bad = waited(but(failing(Check.HUM)), "hearing", "4501", "--wait");
        assertThat(bad.status).isEqualTo(1);
        assertThat(bad.out).contains("FAIL: ", "dBov");

        Result open = waited(
                but(Verdict.couldNotTell(Check.LOSS, LIMITS, Doubt.NO_MEDIA)), "device", "hall-3", "--wait", "--json");
        assertThat(open.status).isEqualTo(2);
        assertThat(open.out).contains("\"COULD_NOT_TELL\"");
    }

    @Test
    void theCommandTellsWhatWasBegunAndHowReadyAHearingIs() throws Exception {
        running.tests.inCall.add(spare.id());
        assertThat(run("device", "kit").status).isEqualTo(1);
        Result begun = run("hearing", "4501");
        assertThat(begun.status).isZero();
        String id = running.tests.running().getFirst().id();
        assertThat(begun.out).contains(id);
        running.tests.end(id, but(failing(Check.HUM)));

        assertThat(run("readiness", "4501").out).contains("ready: 0", "NOT_READY", "UNTESTED", "dBov");
        assertThat(run("show", id).out).contains("Зал № 3: FAIL");
        assertThat(run("list", "hall-3").out).contains("FAIL", id, "system");
        assertThat(run("device", "nobody").err).contains("there is no nobody");
    }
}
