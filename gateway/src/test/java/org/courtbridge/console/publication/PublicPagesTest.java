package org.courtbridge.console.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.Services;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.console.users.AccessServices;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.delivery.Posting.Reason;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicPagesTest {

    private static final String LIST = "/api/v1/public/hearings";
    private static final Instant MORNING = Instant.parse("2026-11-27T04:30:00Z");
    private static final Instant TEN = Instant.parse("2026-11-27T05:00:00Z");
    private static final String SECRETARY = "user:aigul";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.clock = () -> MORNING;
        found("court", "Алматы <қалалық> соты");
        running.services.inventory().save(new Room("hall", "court", "№ 3"));
        hearing = planned("4101", "court", TEN);
        String device =
                running.services.devices().add("Кодек", "codec", "a secret").id();
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of("hall")));
        invite(PartyId.device(device));
        invite(PartyId.participant("p1"));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private void found(String id, String name) {
        running.services
                .inventory()
                .save(new Institution(
                        id,
                        name,
                        InstitutionKind.COURT,
                        "",
                        Optional.empty(),
                        InstitutionContact.UNKNOWN,
                        Optional.empty()));
    }

    private String planned(String number, String court, Instant begins) {
        String id = running.conferences
                .create(SECRETARY, number, "Омаров Қуаныштың ісі")
                .toCompletableFuture()
                .join()
                .id();
        submit(id, new HearingCommand.AssignCourt(SECRETARY, court));
        submit(id, new HearingCommand.Schedule(SECRETARY, Optional.of(begins)));
        return id;
    }

    private void submit(String id, HearingCommand command) {
        running.conferences.submit(id, command).toCompletableFuture().join();
    }

    private void invite(PartyId party) {
        submit(hearing, new HearingCommand.Invite(SECRETARY, party, "Омаров Қуаныш", Admission.LOBBY));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return running.send("GET", path, "", headers);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void programsReadCourtCourtroomTimeAndMeans() throws Exception {
        HttpResponse<String> response = get(LIST);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode list = RunningConsole.json(response);
        assertThat(list.path("zone").asText()).isEqualTo("Asia/Almaty");
        assertThat(list.path("first").asText()).isEqualTo("2026-11-27");
        assertThat(list.path("last").asText()).isEqualTo("2026-12-04");
        assertThat(list.path("hearings")).hasSize(1);
        JsonNode one = list.path("hearings").path(0);
        assertThat(one.path("id").asText()).isEqualTo(hearing);
        assertThat(one.path("court").path("name").asText()).isEqualTo("Алматы <қалалық> соты");
        assertThat(one.path("courtrooms")).hasToString("[\"№ 3\"]");
        assertThat(one.path("date").asText()).isEqualTo("2026-11-27");
        assertThat(one.path("time").asText()).isEqualTo("10:00");
        assertThat(one.path("begins").asText()).isEqualTo("2026-11-27T05:00:00Z");
        assertThat(one.path("progress").asText()).isEqualTo("PLANNED");
        assertThat(one.path("means")).hasToString("[\"VIDEO_SYSTEM\",\"PERSONAL_DEVICE\"]");
        assertThat(one.has("title")).isFalse();
        assertThat(response.body()).doesNotContain("Омаров", "4101", "Кодек");
    }

    @Test
    void everyLanguageHasAPageOfItsOwn() throws Exception {
        HttpResponse<String> way = get("/public?court=court", "Accept-Language", "ru");
        assertThat(way.statusCode()).isEqualTo(303);
        assertThat(header(way, "Location")).isEqualTo("/public/ru?court=court");
        assertThat(header(way, "Cache-Control")).isEqualTo("no-store");
        Map<String, String> words = Map.of(
                "kk", "27 қараша",
                "ru", "пятница, 27 ноября 2026",
                "en", "Friday, November 27, 2026");
        for (String language : words.keySet()) {
            HttpResponse<String> page = get("/public/" + language);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("lang=\"" + language + "\"", words.get(language), "10:00", "№ 3", "(UTC+05:00)")
                    .contains("Алматы &lt;қалалық&gt; соты")
                    .doesNotContain("Омаров", "4101", "Кодек");
        }
        assertThat(get("/public/fr").statusCode()).isEqualTo(404);
    }

    /** It may be kept for others, by a proxy of the court's. */
    @Test
    void aPageIsTheSameForWhoeverIsSignedIn() throws Exception {
        Sessions.Opened somebody = running.userWith(EnumSet.allOf(Role.class));
        HttpResponse<String> page = running.page(somebody, "/public/kk");
        assertThat(header(page, "Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(page.body())
                .isEqualTo(get("/public/kk").body())
                .doesNotContain(somebody.session().csrf(), "Пользователь");
    }

    @Test
    void whoeverHasItIsNotSentItAgainUntilItChanges() throws Exception {
        Instant begins = TEN;
        for (String path : List.of(LIST, "/public/ru")) {
            HttpResponse<String> first = get(path);
            String tag = header(first, "ETag");
            assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=60");
            for (String known : List.of(tag, "\"other\", " + tag, tag.substring(2), "*")) {
                HttpResponse<String> same = get(path, "If-None-Match", known);
                assertThat(same.statusCode()).as(known).isEqualTo(304);
                assertThat(same.body()).isEmpty();
                assertThat(header(same, "ETag")).isEqualTo(tag);
            }
            Instant later = running.clock.instant().plusSeconds(10);
            begins = begins.plusSeconds(3600);
            submit(hearing, new HearingCommand.Schedule(SECRETARY, Optional.of(begins)));
            running.clock = () -> later;
            HttpResponse<String> changed = get(path, "If-None-Match", tag);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(header(changed, "ETag")).isNotEqualTo(tag);
        }
    }

    @Test
    void hearingsOfOneCourtAreChosenByIt() throws Exception {
        assertThat(get("/public/en").body()).doesNotContain("<select");
        found("other", "Астана соты");
        planned("4102", "other", TEN);
        Instant later = MORNING.plusSeconds(10);
        running.clock = () -> later;
        assertThat(RunningConsole.json(get(LIST)).path("hearings")).hasSize(2);
        JsonNode others = RunningConsole.json(get(LIST + "?court=other")).path("hearings");
        assertThat(others).hasSize(1);
        assertThat(others.path(0).path("court").path("id").asText()).isEqualTo("other");
        assertThat(get("/public/en?court=other").body())
                .contains("<option value=\"other\" selected>Астана соты</option>", "<span>Астана соты</span>")
                .doesNotContain("<span>Алматы");
        assertThat(get("/public/en?court=none").body()).contains("No hearings are planned");
    }

    @Test
    void programsSubscribeToItAsACalendar() throws Exception {
        HttpResponse<String> calendar = get("/public/calendar.ics?language=ru");
        assertThat(calendar.statusCode()).isEqualTo(200);
        assertThat(header(calendar, "Content-Type")).isEqualTo("text/calendar; charset=utf-8");
        assertThat(calendar.body())
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains("UID:public-" + hearing + "\r\n", "DTSTART:20261127T050000Z\r\n", "Судебное заседание")
                .doesNotContain("Омаров", "4101");
        assertThat(get("/public/calendar.ics?language=ru", "If-None-Match", header(calendar, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/public/calendar.ics", "Accept-Language", "ru").body())
                .as("is kept for others, so that its address alone says the language")
                .contains("Бейнеконференцбайланыс")
                .isNotEqualTo(calendar.body());
        assertThat(get("/public/calendar.ics?court=none").body()).doesNotContain("VEVENT");
        assertThat(get("/public/calendar.ics?language=xx").statusCode()).isEqualTo(400);
        assertThat(get("/public/ru?court=court").body())
                .contains("href=\"/public/calendar.ics?court=court&amp;language=ru\"")
                .contains("href=\"/api/v1/public/hearings?court=court\"");
    }

    @Test
    void administratorsSeeWhatCameOfPostingIt() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        assertThat(running.page(admin, "/public-list").body()).contains("Ничего не найдено");
        running.posts.add(new Attempt(MORNING, "0123abcd", Outcome.REFUSED, Reason.NOT_ALLOWED, "127.0.0.1"));
        for (int i = 1; i <= 60; i++) {
            running.posts.add(new Attempt(MORNING.plusSeconds(i), "0123abcd", Outcome.TAKEN, Reason.ANSWER, "204"));
        }
        assertThat(running.page(admin, "/public-list").body())
                .contains("09:31:00", "принято", "0123abcd", "ответ 204", "61", "href=\"/public-list?page=2\"")
                .doesNotContain("09:30:05");
        assertThat(running.page(admin, "/public-list?outcome=REFUSED").body())
                .contains("09:30:00", "адрес 127.0.0.1 не разрешён")
                .doesNotContain("ответ 204");
        assertThat(running.page(admin, "/audit").body()).contains("href=\"/public-list\"");
        Sessions.Opened organiser = running.userWith(EnumSet.of(Role.ORGANISER));
        assertThat(running.page(organiser, "/audit").body()).doesNotContain("/public-list");
        assertThat(running.page(organiser, "/public-list").statusCode()).isEqualTo(403);
    }

    @Test
    void administratorsSeeSinceWhenTheCourtsSiteHasNotTakenIt() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        assertThat(running.page(admin, "/public-list").body())
                .contains("court.example")
                .doesNotContain("не принимается");
        running.posts.add(new Attempt(MORNING, "a", Outcome.TAKEN, Reason.ANSWER, "204"));
        running.posts.add(new Attempt(MORNING.plusSeconds(60), "b", Outcome.FAILED, Reason.NO_CONNECTION, ""));
        running.posts.add(new Attempt(MORNING.plusSeconds(65), "b", Outcome.FAILED, Reason.NO_NAME, ""));
        assertThat(running.page(admin, "/public-list").body())
                .contains("принято 09:30:00", "С 09:31:00 список там не принимается и может быть устаревшим");
        running.posts.add(new Attempt(MORNING.plusSeconds(95), "b", Outcome.TAKEN, Reason.ANSWER, "200"));
        assertThat(running.page(admin, "/public-list").body())
                .contains("принято 09:31:35")
                .doesNotContain("не принимается");
    }

    @Test
    void administratorsSeeWhetherItsFilesAreWritten() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        running.dropped.run();
        assertThat(running.page(admin, "/public-list").body())
                .contains(folder.resolve("list").toString(), "Файлы не записываются с 09:30:00: папки нет.");
        Files.createDirectory(folder.resolve("list"));
        running.dropped.run();
        assertThat(running.page(admin, "/public-list").body())
                .contains("записано 09:30:00")
                .doesNotContain("не записываются");
    }

    @Test
    void aCourtThatPublishesNoneHasNone() throws Exception {
        try (RunningConsole silent = new RunningConsole(
                folder.resolve("silent"), Set.of(), Optional.empty(), 0, PublicPagesTest::mountWithoutAList)) {
            for (String path : List.of("/public", "/public/ru", "/public/calendar.ics", LIST)) {
                assertThat(silent.send("GET", path, "").statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    /** What is mounted first answers. */
    private static void mountWithoutAList(WebServer server, Services services) {
        ApiEndpoints api = new ApiEndpoints();
        new PublicApi(Optional.empty()).declare(api);
        Templates templates = new Templates();
        List<Endpoint> all = new ArrayList<>(api.all());
        all.addAll(new PublicPages(Optional.empty(), templates).endpoints());
        AccessServices access = services.access();
        new Endpoints(
                        access.adminToken(),
                        access.sessions(),
                        access.users(),
                        access::mustEnrol,
                        (_, _) -> {},
                        services.clock(),
                        new ErrorPages(templates)::page)
                .mount(server.router(), all);
    }
}
