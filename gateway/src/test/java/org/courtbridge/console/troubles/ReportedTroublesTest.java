package org.courtbridge.console.troubles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.ReportLimit;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems that participants report by their links, and whom of the court they reach. */
class ReportedTroublesTest {

    private static final String NO_SOUND = "{\"kind\":\"NO_SOUND\"}";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;
    private String participant;
    private String code;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.services
                .inventory()
                .save(new Institution(
                        "own",
                        "Аудандық сот",
                        InstitutionKind.COURT,
                        "",
                        Optional.empty(),
                        new InstitutionContact("", "+7 7172 71-00-00", ""),
                        Optional.empty()));
        running.found("other", InstitutionKind.COURT, Optional.empty());
        hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"901\",\"title\":\"Іс № 7\",\"court\":\"own\"}"))
                .path("id")
                .asText();
        JsonNode made = RunningConsole.json(running.api(
                "POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Ұлан Ли\",\"codeWord\":\"сова\"}"));
        participant = made.path("party").asText();
        code = made.path("link").asText().replaceAll(".*/", "");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    /** As the page of the link does: nobody is signed in, and no code word was said. */
    private HttpResponse<String> report(String link, String body) throws Exception {
        return running.send("POST", "/api/v1/join/" + link + "/troubles", body, "Content-Type", "application/json");
    }

    private static String saying(TroubleKind kind, String text) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("kind", kind, "text", text));
    }

    private List<HearingEvent.Recorded> trail() {
        return running.conferences.events(hearing, 0);
    }

    @Test
    void theLinkAloneIsEnoughBeforeTheHearingAndSaysWhoIsToldAndTheCourtsTelephone() throws Exception {
        HttpResponse<String> told = report(code, saying(TroubleKind.CANNOT_COME, "Пойыз кешігіп жатыр"));
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        JsonNode answer = RunningConsole.json(told);
        assertThat(answer.path("to")).extracting(one -> one.asText()).containsExactly("CLERK", "JUDGE", "TECHNICIAN");
        assertThat(answer.path("phone").asText()).isEqualTo("+7 7172 71-00-00");
        assertThat(told.body()).doesNotContain("Ұлан", "Іс № 7", "901");
        assertThat(trail().getLast()).satisfies(recorded -> {
            assertThat(recorded.actor()).isEqualTo(participant);
            assertThat(recorded.event()).isInstanceOfSatisfying(HearingEvent.TroubleReported.class, reported -> {
                assertThat(reported.kind()).isEqualTo(TroubleKind.CANNOT_COME);
                assertThat(reported.text()).isEqualTo("Пойыз кешігіп жатыр");
            });
        });
    }

    @Test
    void aCourtWithoutATelephoneSaysNone() throws Exception {
        running.services.inventory().save(Institution.of("Тағы сот", InstitutionKind.COURT, ""));
        String other = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"902\",\"title\":\"x\"}"))
                .path("id")
                .asText();
        JsonNode made = RunningConsole.json(
                running.api("POST", "/hearings/" + other + "/participants", "{\"name\":\"Ли\",\"codeWord\":\"сова\"}"));
        JsonNode answer = RunningConsole.json(report(made.path("link").asText().replaceAll(".*/", ""), NO_SOUND));
        assertThat(answer.has("phone")).isFalse();
    }

    @Test
    void clerkAndJudgeSeeItOnThePageUntilOneOfThemSaysSo() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        Sessions.Opened judge = running.memberOf("own", EnumSet.of(Role.JUDGE));
        Sessions.Opened technician = running.memberOf("own", EnumSet.of(Role.TECHNICIAN));
        report(code, saying(TroubleKind.NO_SOUND, "Тек шу <b>естіледі</b>"));
        long number = running.conferences.byId(hearing).orElseThrow().lastEvent();
        String seen = "/hearings/" + hearing + "/troubles/" + number + "/seen";
        for (Sessions.Opened one : List.of(clerk, judge)) {
            assertThat(running.page(one, "/hearings/" + hearing).body())
                    .contains(
                            "Сообщения о проблемах",
                            "Ұлан Ли",
                            "нет звука",
                            "Тек шу &lt;b&gt;естіледі&lt;/b&gt;",
                            seen);
        }
        assertThat(running.page(technician, "/hearings/" + hearing).body())
                .contains("нет звука", "Ұлан Ли")
                .as("the button is the clerk's and the judge's")
                .doesNotContain(seen);
        for (Sessions.Opened one : List.of(clerk, judge, technician)) {
            assertThat(running.page(one, "/hearings").body()).contains("проблемы: 1");
        }
        assertThat(running.submit(technician, seen, "").statusCode()).isEqualTo(403);
        assertThat(running.submit(judge, seen, "").statusCode()).isEqualTo(303);
        assertThat(running.page(clerk, "/hearings").body()).doesNotContain("проблемы");
        assertThat(running.page(clerk, "/hearings/" + hearing + "/live").body())
                .doesNotContain("data-testid=\"troubles\"")
                .contains("Ұлан Ли: сообщение о проблеме просмотрено")
                .contains(running.services
                        .access()
                        .users()
                        .byId(judge.session().userId())
                        .orElseThrow()
                        .login());
        assertThat(trail().getLast().actor()).startsWith("user:");
        assertThat(running.submit(clerk, seen, "").statusCode())
                .as("a moment later")
                .isEqualTo(303);
    }

    @Test
    void theSameAgainIsCountedAndStandsInTheTrailOfThePageOnce() throws Exception {
        report(code, NO_SOUND);
        report(code, NO_SOUND);
        report(code, saying(TroubleKind.NO_PICTURE, ""));
        JsonNode troubles = RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/troubles", ""));
        assertThat(troubles).extracting(one -> one.path("times").asInt()).containsExactly(2, 1);
        assertThat(troubles.path(0).path("name").asText()).isEqualTo("Ұлан Ли");
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        String page = running.page(clerk, "/hearings/" + hearing).body();
        assertThat(page).contains("сообщений: 2");
        assertThat(page.split("Ұлан Ли: сообщение о проблеме: нет звука", -1)).hasSize(2);
        assertThat(running.api(
                                "POST",
                                "/hearings/" + hearing + "/troubles/"
                                        + troubles.path(0).path("number").asLong() + "/seen",
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/troubles", "")))
                .extracting(one -> one.path("kind").asText())
                .containsExactly("NO_PICTURE");
    }

    @Test
    void aFloodEndsAfterAFew() throws Exception {
        for (int i = 0; i < ReportLimit.OF_ONE; i++) {
            assertThat(report(code, saying(TroubleKind.OTHER, "№ " + i)).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> late = report(code, saying(TroubleKind.OTHER, "№ 7"));
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(late.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(3_000L, 3_600L);
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles()).hasSize(ReportLimit.OF_ONE);
    }

    @Test
    void aLinkThatThereIsNotAndOneThatWasTakenAwayReportNothing() throws Exception {
        assertThat(report("nobody", NO_SOUND).statusCode()).isEqualTo(404);
        running.api("DELETE", "/hearings/" + hearing + "/parties/" + participant, "");
        assertThat(report(code, NO_SOUND).statusCode()).isEqualTo(404);
    }

    @Test
    void ofAHearingThatIsOverNothingIsPassedOn() throws Exception {
        report(code, NO_SOUND);
        running.api("POST", "/hearings/" + hearing + "/end", "");
        assertThat(report(code, saying(TroubleKind.OTHER, "")).statusCode()).isEqualTo(409);
        assertThat(running.page(running.userWith(EnumSet.of(Role.TECHNICIAN)), "/alerts")
                        .body())
                .doesNotContain("Ұлан Ли");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\"x\"}",
                "{\"kind\":\"FIRE\"}",
                "{\"kind\":\"OTHER\",\"text\":\"a\\nb\"}",
                "{\"kind\":\"OTHER\",\"text\":\"a\\u0000b\"}",
                "{\"kind\":\"OTHER\",\"text\":\"\\u202Eabc\"}"
            })
    void whatCannotBeReadIsRefused(String body) throws Exception {
        assertThat(report(code, body).statusCode()).isEqualTo(400);
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles()).isEmpty();
    }

    @Test
    void threeHundredCharactersAreTakenAndNoMore() throws Exception {
        assertThat(report(code, saying(TroubleKind.OTHER, "ә".repeat(301))).statusCode())
                .isEqualTo(400);
        assertThat(report(code, saying(TroubleKind.OTHER, "ә".repeat(300))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageOfAnotherReportsNothing() throws Exception {
        HttpResponse<String> refused = running.send(
                "POST",
                "/api/v1/join/" + code + "/troubles",
                NO_SOUND,
                "Content-Type",
                "text/plain",
                "Origin",
                "https://evil.example");
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    /** Nothing of it is known in another court, by whatever role. */
    @Test
    void itIsOfTheHearingsCourtAlone() throws Exception {
        report(code, saying(TroubleKind.OTHER, "құпия"));
        long number = running.conferences.byId(hearing).orElseThrow().lastEvent();
        for (Role role : Role.values()) {
            Sessions.Opened foreign = running.memberOf("other", EnumSet.of(role));
            assertThat(running.page(foreign, "/hearings").body()).as("%s", role).doesNotContain("проблемы", "Ұлан");
            assertThat(running.page(foreign, "/hearings/" + hearing).statusCode())
                    .isEqualTo(404);
            assertThat(running.apiOf(foreign, "GET", "/hearings/" + hearing + "/troubles", "")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(running.apiOf(foreign, "POST", "/hearings/" + hearing + "/troubles/" + number + "/seen", "")
                            .statusCode())
                    .as("%s", role)
                    .isIn(403, 404);
            HttpResponse<String> alerts = running.page(foreign, "/alerts");
            assertThat(alerts.statusCode()).isEqualTo(403);
            assertThat(alerts.body()).doesNotContain("Ұлан", "құпия");
        }
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles()).hasSize(1);
        assertThat(running.page(running.userWith(EnumSet.of(Role.TECHNICIAN)), "/alerts")
                        .body())
                .contains("Ұлан Ли", "другое", "/hearings/" + hearing)
                .as("what was written stands on the page of the hearing")
                .doesNotContain("құпия");
    }

    @Test
    void whoeverListensToTheHearingHearsItAtOnceAndWhoListensElsewhereNothing() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> elsewhere = new LinkedBlockingQueue<>();
        WebSocket own = listen(running.memberOf("own", EnumSet.of(Role.CLERK)), heard);
        WebSocket other = listen(running.memberOf("other", EnumSet.of(Role.CLERK)), elsewhere);
        try {
            // The socket is open for this side a moment before the server tells it anything.
            AtomicInteger pin = new AtomicInteger(246_802);
            Await.until("an event of its court", Duration.ofSeconds(60), () -> {
                running.conferences.submit(
                        hearing, new HearingCommand.ChangePin("x", Integer.toString(pin.getAndIncrement())));
                return !heard.isEmpty();
            });
            report(code, NO_SOUND);
            Await.until(
                    "the problem",
                    Duration.ofSeconds(60),
                    () -> heard.stream().anyMatch(event -> event.contains("\"TroubleReported\"")));
            assertThat(elsewhere).isEmpty();
        } finally {
            own.abort();
            other.abort();
        }
    }

    private WebSocket listen(Sessions.Opened by, BlockingQueue<String> heard) {
        return running.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + by.token())
                .buildAsync(
                        URI.create(running.base.replace("http", "ws") + "/api/v1/events"), new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                source.request(1);
                                return CompletableFuture.completedFuture(null);
                            }
                        })
                .join();
    }
}
