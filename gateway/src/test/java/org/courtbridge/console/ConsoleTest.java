package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    private static Path folder;

    private static RunningConsole running;

    /** Its client does not close while one of them is open. */
    private final List<WebSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(WebSocket::abort);
    }

    @BeforeAll
    static void start() throws Exception {
        running = new RunningConsole(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Test
    void theClerkSeesWhoAsksToSpeakSinceWhenAndGivesTheFloor() throws Exception {
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"90\",\"title\":\"x\"}"))
                .path("id")
                .asText();
        for (String name : List.of("Әсел", "Борис")) {
            PartyId party = PartyId.participant(name);
            for (HearingCommand command : List.of(
                    new HearingCommand.Invite("x", party, name, HearingCommand.Admission.DIRECT),
                    new HearingCommand.Arrive("x", party, LegId.random()),
                    new HearingCommand.RaiseHand("x", party))) {
                running.conferences
                        .submit(hearing, command)
                        .toCompletableFuture()
                        .get();
            }
        }
        JsonNode asking = RunningConsole.json(running.api("GET", "/hearings/" + hearing, ""))
                .path("floor")
                .path("asking");
        assertThat(asking.findValuesAsText("party")).containsExactly("participant:Әсел", "participant:Борис");
        assertThat(Instant.parse(asking.path(0).path("since").asText()))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

        String party = "/hearings/" + hearing + "/parties/participant:%D0%91%D0%BE%D1%80%D0%B8%D1%81";
        JsonNode given = RunningConsole.json(running.api("POST", party + "/give-floor", ""))
                .path("floor");
        assertThat(given.path("speaker").asText()).isEqualTo("participant:Борис");
        assertThat(given.path("asking")).hasSize(1);
        assertThat(RunningConsole.json(running.api("POST", party + "/lower-hand", ""))
                        .path("floor")
                        .path("speaker")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aHearingIsToBeginByTheCourtsClock() throws Exception {
        JsonNode created = RunningConsole.json(running.api(
                "POST",
                "/hearings",
                "{'number':'9178','title':'x','begins':'2026-11-27T04:30:00Z'}".replace('\'', '"')));
        String path = "/hearings/" + created.path("id").asText();
        assertThat(created.path("begins").asText()).isEqualTo("2026-11-27T04:30:00Z");
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, path).body()).contains("value=\"2026-11-27T09:30\"", "начало 27 нояб. 2026");
        assertThat(running.page(clerk, "/hearings").body()).contains("начало 27 нояб. 2026");

        assertThat(running.submit(clerk, path + "/begins", "begins=2026-11-28T10%3A00")
                        .statusCode())
                .isEqualTo(303);
        assertThat(RunningConsole.json(running.api("GET", path, ""))
                        .path("begins")
                        .asText())
                .isEqualTo("2026-11-28T05:00:00Z");
        assertThat(running.submit(clerk, path + "/begins", "begins=tomorrow").statusCode())
                .isEqualTo(400);
        assertThat(running.api("POST", path + "/begins", "{\"begins\":\"tomorrow\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(RunningConsole.json(running.api("POST", path + "/begins", "{}"))
                        .path("begins")
                        .isMissingNode())
                .isTrue();
        assertThat(RunningConsole.json(running.api("GET", path + "/events?after=0", ""))
                        .findValuesAsText("type"))
                .endsWith("Scheduled", "Scheduled", "Unscheduled");
        assertThat(running.page(clerk, path).body()).contains("неизвест");

        assertThat(running.submit(clerk, "/hearings", "number=9179&title=x&begins=2026-11-28T10%3A00")
                        .statusCode())
                .isEqualTo(303);
        assertThat(running.conferences.byNumber("9179").orElseThrow().begins())
                .contains(Instant.parse("2026-11-28T05:00:00Z"));
    }

    @Test
    void theClerkLetsRoomsMoveCamerasAndForbidsItAgain() throws Exception {
        String path = "/hearings/" + hearing("9177");
        assertThat(RunningConsole.json(running.api("GET", path, ""))
                        .path("steering")
                        .booleanValue())
                .isFalse();
        assertThat(RunningConsole.json(running.api("POST", path + "/allow-steering", ""))
                        .path("steering")
                        .booleanValue())
                .isTrue();
        assertThat(RunningConsole.json(running.api("POST", path + "/forbid-steering", ""))
                        .path("steering")
                        .booleanValue())
                .isFalse();
        assertThat(RunningConsole.json(running.api("GET", path + "/events?after=0", ""))
                        .findValuesAsText("type"))
                .endsWith("SteeringAllowed", "SteeringForbidden");
    }

    @Test
    void theLayoutIsChosenForAllAndForOneRoomOverTheApi() throws Exception {
        String path = "/hearings/" + hearing("91");
        String room = path + "/parties/" + room(path, "layout-room", "Зал 9");
        JsonNode before = RunningConsole.json(running.api("GET", path, ""));
        assertThat(before.path("layout").asText()).isEqualTo("COURT");
        assertThat(before.path("recorded").asBoolean()).isTrue();
        assertThat(before.path("seats").path(0).has("layout")).isFalse();

        running.api("POST", path + "/layout", "{\"layout\":\"ONE_AND_SEVEN\"}");
        JsonNode after = RunningConsole.json(running.api("POST", room + "/layout", "{\"layout\":\"SIDE_BY_SIDE\"}"));
        assertThat(after.path("layout").asText()).isEqualTo("ONE_AND_SEVEN");
        assertThat(after.path("seats").path(0).path("layout").asText()).isEqualTo("SIDE_BY_SIDE");
        JsonNode trail = RunningConsole.json(running.api("GET", path + "/events?after=3", ""));
        assertThat(trail.findValuesAsText("type")).containsExactly("LayoutChosen", "SeatLayoutChosen");
        assertThat(trail.findValuesAsText("layout")).containsExactly("ONE_AND_SEVEN", "SIDE_BY_SIDE");

        JsonNode self = RunningConsole.json(running.api("POST", room + "/show-self", ""));
        assertThat(self.path("seats").path(0).path("seesSelf").asBoolean()).isTrue();
        JsonNode hidden = RunningConsole.json(running.api("POST", room + "/hide-self", ""));
        assertThat(hidden.path("seats").path(0).path("seesSelf").asBoolean(true))
                .isFalse();

        JsonNode lifted = RunningConsole.json(running.api("POST", room + "/layout", "{}"));
        assertThat(lifted.path("seats").path(0).has("layout")).isFalse();
        assertThat(lifted.path("layout").asText()).isEqualTo("ONE_AND_SEVEN");
    }

    @Test
    void aLayoutThatCannotBeChosenGetsAProblem() throws Exception {
        String path = "/hearings/" + hearing("92");
        String room = path + "/parties/" + room(path, "layout-room-2", "Зал 10");
        String choices = "[AUTOMATIC, COURT, GRID, ONE_AND_FIVE, ONE_AND_SEVEN, SPEAKER, SIDE_BY_SIDE]";
        for (String where : List.of(path, room)) {
            HttpResponse<String> unknown = running.api("POST", where + "/layout", "{\"layout\":\"MOSAIC\"}");
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(RunningConsole.json(unknown).path("detail").asText())
                    .isEqualTo("layout: MOSAIC (expected: one of " + choices + ")");
            assertThat(running.api("POST", where + "/layout", "{\"layout\":2}").statusCode())
                    .as("the third of them")
                    .isEqualTo(400);
            assertThat(running.api("POST", where + "/layout", "{\"layuot\":\"GRID\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(running.api("POST", path + "/layout", "{}").statusCode()).isEqualTo(400);
        assertThat(running.api("POST", path + "/parties/device:none/layout", "{\"layout\":\"GRID\"}")
                        .statusCode())
                .isEqualTo(404);
        running.api("POST", path + "/end", "");
        HttpResponse<String> late = running.api("POST", path + "/layout", "{\"layout\":\"GRID\"}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(RunningConsole.json(late).path("detail").asText()).isEqualTo("The hearing has ended.");
        JsonNode now = RunningConsole.json(running.api("GET", path, ""));
        assertThat(now.path("layout").asText()).isEqualTo("COURT");
        assertThat(now.path("seats").path(0).has("layout")).isFalse();
    }

    @Test
    void theClerksPageOffersALayoutForAllAndForEachRoom() throws Exception {
        String id = hearing("93");
        String path = "/hearings/" + id;
        String room = room(path, "layout-room-3", "Зал 11");
        PartyId caller = PartyId.guest("caller");
        PartyId phone = PartyId.guest("phone");
        for (PartyId guest : List.of(caller, phone)) {
            running.conferences.submit(id, new HearingCommand.Attend("x", guest, "Қонақ", new LegId(guest.value())));
        }
        running.conferences.statistics.add(
                LegStatistics.of(new LegId(caller.value()), "Қонақ", Leg.Kind.ROOM, List.of()));
        running.conferences.statistics.add(
                LegStatistics.of(new LegId(phone.value()), "Қонақ", Leg.Kind.BROWSER, List.of()));
        try {
            Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
            String shown = page(clerk, path);
            assertThat(shown)
                    .contains("action=\"" + path + "/layout\"")
                    .contains("action=\"" + path + "/parties/" + room + "/layout\"")
                    .contains("action=\"" + path + "/parties/" + caller + "/layout\"")
                    .doesNotContain("action=\"" + path + "/parties/" + phone + "/layout\"")
                    .contains("<option value=\"COURT\" selected>Courtroom large</option>")
                    .contains("<option value=\"HEARING\" selected>As the hearing: Courtroom large</option>");
            assertThat(choose(clerk, path + "/parties/" + room, "GRID").statusCode())
                    .isEqualTo(303);
            assertThat(choose(clerk, path, "SPEAKER").statusCode()).isEqualTo(303);
            assertThat(page(clerk, path))
                    .contains("<option value=\"SPEAKER\" selected>Speaker alone</option>")
                    .contains("<option value=\"HEARING\">As the hearing: Speaker alone</option>")
                    .contains("<option value=\"GRID\" selected>All the same size</option>")
                    .contains("Зал 11: picture in this room: All the same size");
            choose(clerk, path + "/parties/" + room, "HEARING");
            assertThat(page(clerk, path)).doesNotContain("<option value=\"GRID\" selected>");
            assertThat(choose(clerk, path, "MOSAIC").statusCode()).isEqualTo(400);
            assertThat(choose(clerk, path + "/parties/" + room, "").statusCode())
                    .isEqualTo(400);
            assertThat(running.send(
                                    "POST",
                                    path + "/layout",
                                    "layout=GRID",
                                    "Content-Type",
                                    FORM,
                                    "Cookie",
                                    "session=" + clerk.token())
                            .statusCode())
                    .as("without the page's token")
                    .isEqualTo(403);
            assertThat(running.conferences.byId(id).orElseThrow().layout()).contains(Layout.SPEAKER);

            assertThat(page(running.userWith(EnumSet.of(Role.TECHNICIAN)), path))
                    .contains("Зал 11")
                    .doesNotContain("name=\"layout\"");
            running.api("POST", path + "/end", "");
            assertThat(page(clerk, path)).contains("Зал 11").doesNotContain("name=\"layout\"");
        } finally {
            running.conferences.statistics.clear();
        }
    }

    private static String page(Sessions.Opened session, String path) throws Exception {
        return running.send("GET", path, "", "Cookie", "session=" + session.token() + "; language=en")
                .body()
                .replaceAll(">\\s+", ">");
    }

    private static HttpResponse<String> choose(Sessions.Opened session, String path, String layout) throws Exception {
        return running.send(
                "POST",
                path + "/layout",
                "layout=" + layout + "&csrf=" + session.session().csrf(),
                "Content-Type",
                FORM,
                "Cookie",
                "session=" + session.token());
    }

    private static String hearing(String number) throws Exception {
        return RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"" + number + "\",\"title\":\"x\"}"))
                .path("id")
                .asText();
    }

    /** @return a device's party, with a seat */
    private static String room(String hearing, String username, String name) throws Exception {
        String device = RunningConsole.json(running.api(
                        "POST", "/devices", "{\"name\":\"" + name + "\",\"username\":\"" + username + "\"}"))
                .path("id")
                .asText();
        running.api("POST", hearing + "/devices", "{\"device\":\"" + device + "\"}");
        return "device:" + device;
    }

    @Test
    void aLegSaysWhatItCannotBeShownAndWhetherItIsEncrypted() throws Exception {
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"88\",\"title\":\"x\"}"))
                .path("id")
                .asText();
        LegStatistics.Stream stream = new LegStatistics.Stream(
                LegStatistics.Direction.SENT,
                LegStatistics.Medium.AUDIO,
                "main",
                "G722",
                new LegStatistics.Stream.Traffic(1, 1, 1),
                new LegStatistics.Stream.Network(0, 0, 0, OptionalDouble.empty()),
                LegStatistics.Stream.Content.ofSound(1, 0, 0, 0),
                Optional.of(SrtpProfile.AEAD_AES_256_GCM.name()));
        running.conferences.statistics.add(LegStatistics.of(new LegId("room"), "Зал 2", Leg.Kind.ROOM, List.of(stream))
                .withTroubles(
                        List.of(new LegStatistics.BlockedPicture(
                                new LegId("phone"),
                                "Әсел",
                                new PictureMisfit(PictureMisfit.Limit.RESOLUTION, "1280x720", "1620"))),
                        List.of(new LegMedia.Refused(
                                LegStatistics.Medium.VIDEO, LegMedia.Refusal.NO_COMMON_FORMAT, List.of("H263/90000"))),
                        Set.of()));
        running.conferences.statistics.add(LegStatistics.of(new LegId("phone"), "Әсел", Leg.Kind.BROWSER, List.of()));
        try {
            JsonNode legs = RunningConsole.json(running.api("GET", "/hearings/" + hearing, ""))
                    .path("legs");
            assertThat(legs.path(0).path("blocked").toString())
                    .isEqualTo("[{\"source\":\"phone\",\"name\":\"Әсел\",\"limit\":\"RESOLUTION\","
                            + "\"sent\":\"1280x720\",\"taken\":\"1620\"}]");
            assertThat(legs.path(0).path("refused").toString())
                    .isEqualTo("[{\"medium\":\"VIDEO\",\"reason\":\"NO_COMMON_FORMAT\",\"offered\":[\"H263/90000\"]}]");
            assertThat(legs.path(0).path("encrypted").asBoolean()).isTrue();
            assertThat(legs.path(0).path("streams").path(0).path("protection").asText())
                    .isEqualTo("AEAD_AES_256_GCM");
            assertThat(legs.path(1).has("encrypted")).as("nothing flows yet").isFalse();
        } finally {
            running.conferences.statistics.clear();
        }
    }

    @Test
    void theClerkMovesTheCameraOfARoomThatHasOne() throws Exception {
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"89\",\"title\":\"x\"}"))
                .path("id")
                .asText();
        PartyId room = PartyId.device("room-89");
        running.conferences.submit(
                hearing, new HearingCommand.Invite("user:x", room, "Зал 89", HearingCommand.Admission.DIRECT));
        String path = "/hearings/" + hearing + "/parties/" + room + "/camera";
        String left = "{\"step\":\"LEFT\"}";
        assertThat(running.api("POST", path, left).statusCode())
                .as("not connected")
                .isEqualTo(409);
        LegId leg = running.conferences.connect(hearing, room);
        assertThat(running.api("POST", path, left).statusCode()).as("no camera").isEqualTo(409);
        running.conferences.statistics.add(LegStatistics.of(leg, "Зал 89", Leg.Kind.ROOM, List.of())
                .withCamera(new LegStatistics.Camera(Set.of(Motion.PAN, Motion.ZOOM), 4)));
        try {
            assertThat(RunningConsole.json(running.api("GET", "/hearings/" + hearing, ""))
                            .path("legs")
                            .path(0)
                            .path("camera")
                            .path("presets")
                            .asInt())
                    .isEqualTo(4);
            assertThat(running.api("POST", path, left).statusCode()).isEqualTo(204);
            assertThat(running.api("POST", path, "{\"step\":\"RECALL_PRESET\",\"preset\":15}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(running.api("POST", path, "{\"step\":\"RECALL_PRESET\",\"preset\":16}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(running.api("POST", path, "{\"step\":\"SIDEWAYS\"}").statusCode())
                    .isEqualTo(400);
            assertThat(running.api("POST", path, "{}").statusCode()).isEqualTo(400);

            Sessions.Opened session = running.userWith(EnumSet.of(Role.CLERK));
            String cookie = "session=" + session.token();
            String page = running.send("GET", "/hearings/" + hearing + "/live", "", "Cookie", cookie)
                    .body();
            assertThat(page)
                    .contains("value=\"LEFT\"", "value=\"ZOOM_OUT\"", "<option value=\"3\">3</option>")
                    .doesNotContain("value=\"UP\"", "<option value=\"4\">");
            String form = "step=STOP&csrf=" + session.session().csrf();
            assertThat(running.send("POST", path, form, "Content-Type", FORM, "Cookie", cookie, "HX-Request", "true")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(running.conferences.events(hearing, 0).stream()
                            .map(HearingEvent.Recorded::event)
                            .filter(HearingEvent.CameraSteered.class::isInstance))
                    .containsExactly(
                            new HearingEvent.CameraSteered(room, CameraStep.LEFT, 0),
                            new HearingEvent.CameraSteered(room, CameraStep.RECALL_PRESET, 15),
                            new HearingEvent.CameraSteered(room, CameraStep.STOP, 0));
            assertThat(running.conferences.events(hearing, 0).getLast().actor()).startsWith("user:");
        } finally {
            running.conferences.statistics.clear();
        }
    }

    @Test
    void foreignPagesCannotActForTheUser() throws Exception {
        Sessions.Opened session = running.userWith(EnumSet.of(Role.CLERK));
        String cookie = "session=" + session.token();
        assertThat(running.send("POST", "/hearings", "number=77&title=x", "Content-Type", FORM, "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.send(
                                "POST",
                                "/hearings",
                                "number=77&title=x&csrf=" + session.session().csrf(),
                                "Content-Type",
                                FORM,
                                "Cookie",
                                cookie,
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        String others = running.userWith(EnumSet.of(Role.CLERK)).session().csrf();
        for (String wrong : List.of("", "x", others)) {
            String form = "number=77&title=x&csrf=" + wrong;
            assertThat(running.send("POST", "/hearings", form, "Content-Type", FORM, "Cookie", cookie)
                            .statusCode())
                    .as("csrf: %s", wrong)
                    .isEqualTo(403);
        }
        assertThat(running.conferences.byNumber("77")).isEmpty();
        assertThat(running.send(
                                "POST",
                                "/hearings",
                                "number=77&title=x&csrf=" + session.session().csrf(),
                                "Content-Type",
                                FORM,
                                "Cookie",
                                cookie,
                                "Origin",
                                running.base)
                        .statusCode())
                .isEqualTo(303);
        assertThat(running.conferences.byNumber("77")).isPresent();
    }

    /** A browser adds by itself what it knows of Basic, Digest and Negotiate, as it does cookies. */
    @Test
    void otherKindsOfAuthorizationProveNoPage() throws Exception {
        Sessions.Opened session = running.userWith(EnumSet.of(Role.CLERK));
        String cookie = "session=" + session.token();
        for (String authorization : List.of(
                "Basic dXNlcjpwYXNz",
                "Digest username=\"x\"",
                "Negotiate YII=",
                "BearerX " + session.token(),
                "Basic Bearer " + session.token(),
                "x")) {
            String form = "number=78&title=x";
            assertThat(running.send(
                                    "POST",
                                    "/hearings",
                                    form,
                                    "Content-Type",
                                    FORM,
                                    "Cookie",
                                    cookie,
                                    "Authorization",
                                    authorization)
                            .statusCode())
                    .as(authorization)
                    .isEqualTo(403);
            assertThat(running.send(
                                    "POST",
                                    "/api/v1/hearings",
                                    "{\"number\":\"78\",\"title\":\"x\"}",
                                    "Cookie",
                                    cookie,
                                    "Authorization",
                                    authorization)
                            .statusCode())
                    .as(authorization)
                    .isEqualTo(403);
        }
        assertThat(running.conferences.byNumber("78")).isEmpty();
    }

    @Test
    void whoShowsATokenIsJudgedByItAlone() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        Sessions.Opened official = running.userWith(EnumSet.of(Role.OFFICIAL));
        String cookie = "session=" + clerk.token();
        for (String bad : List.of("Bearer", "Bearer ", "Bearer x", "bearer " + "A".repeat(43))) {
            for (String path : List.of("/api/v1/hearings", "/hearings", "/api/v1/events")) {
                assertThat(running.send("GET", path, "", "Cookie", cookie, "Authorization", bad)
                                .statusCode())
                        .as("%s with %s", path, bad)
                        .isEqualTo(401);
            }
            assertThat(running.send(
                                    "POST",
                                    "/hearings",
                                    "number=79&title=x&csrf=" + clerk.session().csrf(),
                                    "Content-Type",
                                    FORM,
                                    "Cookie",
                                    cookie,
                                    "Authorization",
                                    bad)
                            .statusCode())
                    .as(bad)
                    .isEqualTo(401);
        }
        String hearing = "{\"number\":\"79\",\"title\":\"x\"}";
        assertThat(running.send(
                                "POST",
                                "/api/v1/hearings",
                                hearing,
                                "Cookie",
                                cookie,
                                "Authorization",
                                "Bearer " + official.token())
                        .statusCode())
                .as("a role that the cookie's user has")
                .isEqualTo(403);
        assertThat(running.conferences.byNumber("79")).isEmpty();
        assertThat(running.send("POST", "/api/v1/hearings", hearing, "Authorization", "bearer " + clerk.token())
                        .statusCode())
                .as("in any case (RFC 9110, section 11.1)")
                .isEqualTo(201);
    }

    @Test
    void whoSignsOutByATokenEndsThatSessionAndNoOther() throws Exception {
        Sessions.Opened one = running.userWith(EnumSet.of(Role.CLERK));
        Sessions.Opened other = running.userWith(EnumSet.of(Role.CLERK));
        running.send(
                "POST", "/logout", "", "Cookie", "session=" + other.token(), "Authorization", "Bearer " + one.token());
        assertThat(running.send("GET", "/api/v1/hearings", "", "Authorization", "Bearer " + one.token())
                        .statusCode())
                .isEqualTo(401);
        assertThat(running.send("GET", "/api/v1/hearings", "", "Authorization", "Bearer " + other.token())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesOfOthersHearNothingOverAWebSocket() throws Exception {
        Sessions.Opened session = running.userWith(EnumSet.of(Role.CLERK));
        for (String origin :
                List.of("https://evil.example", "null", running.base + ".evil.example", "http://127.0.0.1")) {
            assertThat(running.send(
                                    "GET",
                                    "/api/v1/events",
                                    "",
                                    "Cookie",
                                    "session=" + session.token(),
                                    "Origin",
                                    origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void whoMustSignInFirstIsBackThereAfterwards() throws Exception {
        User user = running.services.access().users().add("clerk", "Секретарь", Set.of(Role.CLERK), "once-only-2345");
        running.services.access().users().changePassword(user.id(), RunningConsole.PASSWORD);
        HttpResponse<String> refused = running.send("GET", "/hearings/new", "");
        assertThat(refused.headers().firstValue("Location")).contains("/login?to=/hearings/new");
        String form = running.send("GET", "/login?to=/hearings/new", "").body();
        assertThat(form).contains("name=\"to\" value=\"/hearings/new\"");
        assertThat(signedIn("/hearings/new")).contains("/hearings/new");
        assertThat(signedIn("//evil.example/")).contains("/");
        assertThat(signedIn("")).contains("/");
        // A page that only wants its news must not show a form in their place.
        HttpResponse<String> live = running.send("GET", "/hearings/x/live", "", "HX-Request", "true");
        assertThat(live.statusCode()).isEqualTo(204);
        assertThat(live.headers().firstValue("HX-Refresh")).contains("true");
    }

    /** @return where the browser is sent after signing in on a form that had come from a path */
    private Optional<String> signedIn(String from) throws Exception {
        String form = "login=clerk&password=" + RunningConsole.PASSWORD.replace(' ', '+') + "&to=" + from;
        return running.send("POST", "/login", form, "Content-Type", FORM)
                .headers()
                .firstValue("Location");
    }

    /** Scripts in a page do not read it, and no page of others has it sent along. */
    @Test
    void theSessionsCookieIsForOurOwnPagesAlone() throws Exception {
        User user = running.services.access().users().add("cookie", "Секретарь", Set.of(Role.CLERK), "once-only-2345");
        running.services.access().users().changePassword(user.id(), RunningConsole.PASSWORD);
        String form = "login=cookie&password=" + RunningConsole.PASSWORD.replace(' ', '+');
        String cookie = running.send("POST", "/login", form, "Content-Type", FORM)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie).matches("session=[A-Za-z0-9_-]{43};.*");
        assertThat(cookie.toLowerCase(Locale.ROOT))
                .contains("path=/", "httponly", "samesite=strict")
                .doesNotContain("domain=", "expires=", "max-age=");
    }

    @Test
    void oneTimePasswordsMustBeChangedFirst() throws Exception {
        var user = running.services.access().users().add("newcomer", "Новый", Set.of(Role.CLERK), "once-only-2345");
        String token = RunningConsole.json(running.send(
                        "POST", "/api/v1/sessions", "{\"login\":\"newcomer\",\"password\":\"once-only-2345\"}"))
                .path("token")
                .asText();
        String bearer = "Bearer " + token;
        assertThat(running.send("GET", "/api/v1/hearings", "", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.send("GET", "/hearings", "", "Authorization", bearer)
                        .headers()
                        .firstValue("Location"))
                .contains("/account/password");
        assertThat(running.send(
                                "POST",
                                "/api/v1/password",
                                "{\"current\":\"once-only-2345\",\"chosen\":\"my own long one\"}",
                                "Authorization",
                                bearer)
                        .statusCode())
                .isEqualTo(204);
        assertThat(running.services.access().users().byId(user.id())).get().matches(u -> !u.oneTimePassword());
        assertThat(running.send("GET", "/api/v1/hearings", "", "Authorization", bearer)
                        .statusCode())
                .as("the old session has ended")
                .isEqualTo(401);
    }

    @Test
    void aRestartSignsNobodyOut(@TempDir Path data) throws Exception {
        Sessions.Opened session;
        try (RunningConsole before = new RunningConsole(data)) {
            session = before.userWith(EnumSet.of(Role.CLERK));
        }
        try (RunningConsole after = new RunningConsole(data)) {
            String[] form = {"Content-Type", FORM, "Cookie", "session=" + session.token()};
            assertThat(after.send(
                                    "POST",
                                    "/hearings",
                                    "number=1&title=x&csrf=" + session.session().csrf(),
                                    form)
                            .headers()
                            .firstValue("Location")
                            .orElse(""))
                    .startsWith("/hearings/");
            after.send("POST", "/logout", "csrf=" + session.session().csrf(), form);
            assertThat(after.send("GET", "/hearings", "", "Cookie", "session=" + session.token())
                            .headers()
                            .firstValue("Location"))
                    .contains("/login?to=/hearings");
        }
    }

    @Test
    void guessingIsBlocked() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(
                    running.send("POST", "/api/v1/sessions", "{\"login\":\"victim\",\"password\":\"guess" + i + "\"}")
                            .statusCode());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 429);
    }

    @Test
    void saysWhatBecomesOfARoomsCall() throws Exception {
        JsonNode device =
                RunningConsole.json(running.api("POST", "/devices", "{\"name\":\"Зал 77\",\"username\":\"room77\"}"));
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"577\",\"title\":\"Іс 77\"}"))
                .path("id")
                .asText();
        String id = device.path("id").asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + id + "\"}");
        CompletableFuture<Void> call = new CompletableFuture<>();
        running.calls.put("room77", call);
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String page = "/hearings/" + hearing;
        String dial = page + "/parties/device:" + id + "/dial";

        assertThat(running.submit(clerk, dial, "").statusCode()).isEqualTo(303);
        assertThat(running.page(clerk, page).body()).contains("вызывается").doesNotContain(dial);
        assertThat(running.submit(clerk, dial, "").statusCode()).isEqualTo(409);

        call.completeExceptionally(CallFailedException.unanswered());
        assertThat(running.page(clerk, page).body())
                .containsPattern("Вызов в [0-9:]+ не удался: никто не ответил")
                .contains(dial)
                .doesNotContain("вызывается");
        JsonNode seat =
                RunningConsole.json(running.api("GET", page, "")).path("seats").get(0);
        assertThat(seat.path("call").path("failed").asText()).isEqualTo("the room did not answer");

        running.calls.put("room77", CompletableFuture.failedFuture(CallFailedException.refused(486)));
        HttpResponse<String> busy = running.api("POST", dial, "");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(RunningConsole.json(busy).path("detail").asText()).isEqualTo("the room answered 486");
    }

    @Test
    void aHearingIsPreparedAndConductedOverTheApi() throws Exception {
        JsonNode device =
                RunningConsole.json(running.api("POST", "/devices", "{\"name\":\"Зал 1\",\"username\":\"room1\"}"));
        assertThat(device.path("password").asText()).matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
        HttpResponse<String> created = running.api("POST", "/hearings", "{\"number\":\"500\",\"title\":\"Іс 5\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String hearing = RunningConsole.json(created).path("id").asText();
        running.api(
                "POST",
                "/hearings/" + hearing + "/devices",
                "{\"device\":\"" + device.path("id").asText() + "\"}");
        JsonNode participant = RunningConsole.json(running.api(
                "POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Әсел\",\"codeWord\":\"қарлығаш\"}"));
        assertThat(participant.path("link").asText()).startsWith("https://court.example:8443/j/");
        String party = participant.path("party").asText();
        running.conferences.connect(hearing, new PartyId(party));
        running.api("POST", "/hearings/" + hearing + "/start", "");
        JsonNode admitted =
                RunningConsole.json(running.api("POST", "/hearings/" + hearing + "/parties/" + party + "/admit", ""));
        assertThat(admitted.path("phase").asText()).isEqualTo("IN_SESSION");
        assertThat(admitted.path("seats").get(1).path("admitted").asBoolean()).isTrue();

        running.api(
                "POST",
                "/hearings/" + hearing + "/parties/device:" + device.path("id").asText() + "/dial",
                "");
        assertThat(running.dialled).contains("room1");
        running.api("POST", "/hearings/" + hearing + "/adjourn", "{\"reason\":\"no sound\"}");
        HttpResponse<String> refused = running.api("POST", "/hearings/" + hearing + "/start", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningConsole.json(refused).path("detail").asText())
                .isEqualTo("The hearing is adjourned; resume it first.");
        JsonNode trail = RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/events?after=2", ""));
        assertThat(trail.get(0).path("type").asText()).isEqualTo("Invited");
        assertThat(trail.get(0).path("details").path("party").asText()).startsWith("device:");
    }

    /** It opens the lobby, so that it is told to those alone who tell callers. */
    @Test
    void thePinIsShownToThoseWhoMayKnowIt() throws Exception {
        JsonNode created =
                RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"510\",\"title\":\"x\"}"));
        String path = "/hearings/" + created.path("id").asText();
        assertThat(created.path("pin").asText()).isEqualTo("135790");

        JsonNode renewed = RunningConsole.json(running.api("POST", path + "/pin", ""));
        String pin = renewed.path("pin").asText();
        assertThat(pin).matches("[0-9]{6}").isNotEqualTo("135790");
        assertThat(running.api("GET", path + "/events", "").body())
                .contains("PinChanged")
                .doesNotContain(pin)
                .doesNotContain("135790");

        String clerk = cookie(Role.CLERK);
        assertThat(running.send("GET", path, "", "Cookie", clerk).body()).contains(pin, "510**" + pin);
        String official = cookie(Role.OFFICIAL);
        assertThat(running.send("GET", path, "", "Cookie", official).body())
                .contains("510")
                .doesNotContain(pin);
        assertThat(running.send("GET", "/api/v1" + path, "", "Cookie", official).body())
                .contains("\"number\":\"510\"")
                .doesNotContain(pin);
    }

    private static String cookie(Role role) {
        return "session=" + running.userWith(EnumSet.of(role)).token();
    }

    @Test
    void badRequestsGetProblems() throws Exception {
        assertThat(running.api("POST", "/hearings", "{\"number\":").statusCode())
                .isEqualTo(400);
        assertThat(running.api("POST", "/hearings", "{}").statusCode()).isEqualTo(400);
        assertThat(running.api("POST", "/hearings", "{\"number\":\"1\",\"title\":\"x\",\"colour\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.api("POST", "/hearings", "null").statusCode()).isEqualTo(400);
        assertThat(running.api("GET", "/hearings/none", "").statusCode()).isEqualTo(404);
        assertThat(running.api("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(running.api("POST", "/hearings", "\"" + "x".repeat(100_000) + "\"")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void listsAreAsDescribed() throws Exception {
        running.api("POST", "/hearings", "{\"number\":\"600\",\"title\":\"x\"}");
        running.api("POST", "/devices", "{\"name\":\"Зал 6\",\"username\":\"room6\"}");
        running.userWith(Set.of(Role.JUDGE));
        for (String path : List.of("/hearings", "/devices", "/users")) {
            assertThat(RunningConsole.json(running.api("GET", path, ""))).isNotEmpty();
        }
    }

    @Test
    void eventsAreToldAtOnce() throws Exception {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        listen("", messages);
        running.api("POST", "/hearings", "{\"number\":\"700\",\"title\":\"told\"}");
        assertThat(messages.poll(30, TimeUnit.SECONDS))
                .contains("\"type\":\"Created\"")
                .contains("told");
    }

    @Test
    void whoComesBackIsToldWhatTheyMissed() throws Exception {
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"701\",\"title\":\"told\"}"))
                .path("id")
                .asText();
        for (String name : List.of("Әсел", "Болат")) {
            running.api(
                    "POST",
                    "/hearings/" + hearing + "/participants",
                    "{\"name\":\"" + name + "\",\"codeWord\":\"сова\"}");
        }
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        listen("?hearing=" + hearing + "&after=3", messages);
        assertThat(messages.poll(30, TimeUnit.SECONDS)).contains("\"number\":4").contains("Болат");
        running.api("POST", "/hearings", "{\"number\":\"702\",\"title\":\"another\"}");
        running.api("POST", "/hearings/" + hearing + "/start", "");
        assertThat(messages.poll(30, TimeUnit.SECONDS)).contains("\"number\":5").contains("IN_SESSION");
    }

    @Test
    void eventsAreForThoseWhoMaySeeHearings() throws Exception {
        assertThat(running.send("GET", "/api/v1/events", "").statusCode()).isEqualTo(401);
        var newcomer =
                running.services.access().users().add("newcomer2", "Новый", Set.of(Role.CLERK), "once-only-2345");
        String token = running.services
                .access()
                .sessions()
                .open(newcomer, running.services.clock().instant())
                .token();
        assertThat(running.send("GET", "/api/v1/events", "", "Cookie", "session=" + token)
                        .statusCode())
                .isEqualTo(403);
        String bearer = "Bearer " + running.adminToken;
        assertThat(running.send("GET", "/api/v1/events?after=1", "", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.send("GET", "/api/v1/events?hearing=none", "", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(404);
        assertThat(RunningConsole.json(running.send("GET", "/api/v1/events", "", "Authorization", bearer))
                        .path("detail")
                        .asText())
                .contains("WebSocket");
    }

    private void listen(String query, BlockingQueue<String> messages) throws Exception {
        StringBuilder message = new StringBuilder();
        WebSocket socket = running.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + running.adminToken)
                .buildAsync(
                        URI.create(running.base.replace("http", "ws") + "/api/v1/events" + query),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                                message.append(text);
                                if (last) {
                                    messages.add(message.toString());
                                    message.setLength(0);
                                }
                                source.request(1);
                                return CompletableFuture.completedFuture("");
                            }
                        })
                .get(60, TimeUnit.SECONDS);
        sockets.add(socket);
    }

    @Test
    void pagesSpeakTheLanguageOfTheVisitor() throws Exception {
        assertThat(running.send("GET", "/login", "", "Accept-Language", "ru").body())
                .contains("lang=\"ru\"")
                .contains("Войти");
        assertThat(running.send("GET", "/login", "", "Cookie", "language=kk", "Accept-Language", "ru")
                        .body())
                .contains("Құпиясөз");
        HttpResponse<String> chosen = running.send("GET", "/language/en?to=//evil.example/", "");
        assertThat(chosen.headers().firstValue("Location")).contains("/");
        assertThat(chosen.headers().firstValue("Set-Cookie").orElse("")).startsWith("language=en");
    }

    @Test
    void pagesForbidWhatTheyDoNotNeed() throws Exception {
        HttpResponse<String> login = running.send("GET", "/login", "");
        assertThat(login.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(login.body())
                .doesNotContain("<style")
                .doesNotContain("style=")
                .doesNotContain("onclick");
    }

    @Test
    void theListCountsThoseWhoComeAndGo() throws Exception {
        String[] clerk = {
            "Cookie", "session=" + running.userWith(EnumSet.of(Role.CLERK)).token() + "; language=en"
        };
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"811\",\"title\":\"Counted\"}"))
                .path("id")
                .asText();
        PartyId one = participant(hearing, "One");
        PartyId two = participant(hearing, "Two");
        assertThat(row(clerk)).contains("0 connected").doesNotContain("waiting");
        running.conferences.connect(hearing, one);
        LegId leg = running.conferences.connect(hearing, two);
        assertThat(row(clerk)).contains("2 connected").contains("2 waiting");
        running.api("POST", "/hearings/" + hearing + "/parties/" + one + "/admit", "");
        assertThat(row(clerk)).contains("2 connected").contains("1 waiting");
        running.conferences.submit(hearing, new HearingCommand.Leave(two.value(), leg, EndReason.LEFT));
        assertThat(row(clerk)).contains("1 connected").doesNotContain("waiting");
        // Calls again before its old call is missed: it is one party still.
        running.conferences.connect(hearing, one);
        running.conferences.connect(hearing, one);
        assertThat(row(clerk)).contains("1 connected").doesNotContain("waiting");
        JsonNode summary = RunningConsole.json(running.api("GET", "/hearings/" + hearing, ""));
        assertThat(summary.path("seats").findValuesAsText("leg")).hasSize(1);
    }

    private static PartyId participant(String hearing, String name) throws Exception {
        return new PartyId(RunningConsole.json(running.api(
                        "POST",
                        "/hearings/" + hearing + "/participants",
                        "{\"name\":\"" + name + "\",\"codeWord\":\"owl\"}"))
                .path("party")
                .asText());
    }

    private static String row(String... headers) throws Exception {
        String list = running.send("GET", "/hearings?q=Counted", "", headers).body();
        return list.substring(list.indexOf("<table class=\"list"));
    }

    @Test
    void theClerkReadsWhyAPictureIsNotShownAndWhetherTheLineIsEncrypted() throws Exception {
        String[] clerk = {
            "Cookie", "session=" + running.userWith(EnumSet.of(Role.CLERK)).token() + "; language=en"
        };
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"812\",\"title\":\"Blocked\"}"))
                .path("id")
                .asText();
        LegId leg = running.conferences.connect(hearing, participant(hearing, "Hall"));
        running.conferences.statistics.add(LegStatistics.of(
                        leg,
                        "Hall",
                        Leg.Kind.ROOM,
                        List.of(new LegStatistics.Stream(
                                LegStatistics.Direction.RECEIVED,
                                LegStatistics.Medium.AUDIO,
                                "main",
                                "G722",
                                new LegStatistics.Stream.Traffic(1_250, 200_000, 64_000),
                                new LegStatistics.Stream.Network(3, 0.24, 4.51, OptionalDouble.of(21.26)),
                                LegStatistics.Stream.Content.ofSound(1_250, 340, -23.4, -20),
                                Optional.empty())))
                .withTroubles(
                        List.of(new LegStatistics.BlockedPicture(
                                new LegId("phone"),
                                "Әсел",
                                new PictureMisfit(PictureMisfit.Limit.RESOLUTION, "1280x720", "1620"))),
                        List.of(new LegMedia.Refused(
                                LegStatistics.Medium.VIDEO, LegMedia.Refusal.NO_COMMON_FORMAT, List.of("H263/90000"))),
                        Set.of(LegCondition.CAMERA_MISSING, LegCondition.MICROPHONE_INTERRUPTED)));
        try {
            assertThat(running.send("GET", "/hearings/" + hearing, "", clerk).body())
                    .contains("Does not see “Әсел”: its picture of 1280×720 is larger than this device takes")
                    .contains("Offered in vain: picture (H263/90000): there is no common format")
                    .containsSubsequence(
                            "A call or another program has its microphone: it is not heard",
                            "It has no camera: it is not seen")
                    .contains("The connection is not encrypted")
                    .contains("/hearings/" + hearing + "/figures")
                    .doesNotContain("No picture arrives");
            String figures = running.send("GET", "/hearings/" + hearing + "/figures", "", clerk)
                    .body()
                    .replace("\u00a0", " ");
            assertThat(figures)
                    .contains("Sound from the party")
                    .contains("Does not see “Әсел”")
                    .contains(">Hall <span class=\"badge\">room</span>");
            for (String cell :
                    List.of("G722", "64 kbit/s", "1,250", "0.2 %", "3", "4.5 ms", "21.3 ms", "0.3 s", "-23 dB")) {
                assertThat(figures).contains("<dd>" + cell + "</dd>");
            }
            assertThat(figures).contains("<dd>none</dd>");
        } finally {
            running.conferences.statistics.clear();
        }
    }

    @Test
    void theClerkSeesWhoWaitsAndAdmitsWithOneClick() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"800\",\"title\":\"Дело\"}"))
                .path("id")
                .asText();
        String party = RunningConsole.json(running.api(
                        "POST",
                        "/hearings/" + hearing + "/participants",
                        "{\"name\":\"Ли <b>\",\"codeWord\":\"сова\"}"))
                .path("party")
                .asText();
        running.conferences.connect(hearing, new PartyId(party));
        String[] cookie = {"Cookie", "session=" + clerk.token() + "; language=ru"};
        String page = running.send("GET", "/hearings/" + hearing, "", cookie).body();
        assertThat(page).contains("Впустить").contains("ожидает допуска").contains("Ли &lt;b&gt;");
        String seen = page.replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
        assertThat(running.send("GET", "/hearings/" + hearing + "/live?seen=" + seen, "", cookie)
                        .statusCode())
                .isEqualTo(204);
        String live = running.send(
                        "POST",
                        "/hearings/" + hearing + "/parties/" + party + "/admit",
                        "csrf=" + clerk.session().csrf(),
                        "Content-Type",
                        FORM,
                        "HX-Request",
                        "true",
                        cookie[0],
                        cookie[1])
                .body();
        assertThat(live).doesNotContain("Впустить").contains("Выключить звук");
    }

    @Test
    void whoGoesAstrayIsToldSoInTheirLanguage() throws Exception {
        HttpResponse<String> answer = running.send("GET", "/nothing/here", "", "Accept-Language", "ru");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Здесь ничего нет.");
        assertThat(running.send("POST", "/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void anEndedHearingInvitesNobody() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"900\",\"title\":\"Дело\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Ли\",\"codeWord\":\"сова\"}");
        String[] cookie = {"Cookie", "session=" + clerk.token()};
        assertThat(running.send("GET", "/hearings/" + hearing, "", cookie).body())
                .contains("/j/")
                .contains("name=\"word\"");
        running.api("POST", "/hearings/" + hearing + "/end", "");
        HttpResponse<String> live = running.send("GET", "/hearings/" + hearing + "/live?seen=old", "", cookie);
        assertThat(live.headers().firstValue("HX-Refresh")).contains("true");
        assertThat(running.send("GET", "/hearings/" + hearing, "", cookie).body())
                .doesNotContain("/j/")
                .doesNotContain("name=\"word\"");
    }

    @Test
    void figuresAndHealthAreServed() throws Exception {
        assertThat(running.send("GET", "/metrics", "").body())
                .contains("courtbridge_hearings{phase=\"in_session\"}")
                .contains("jvm_memory_used_bytes");
        assertThat(running.send("GET", "/healthz", "").statusCode()).isEqualTo(200);
        assertThat(running.send("GET", "/readyz", "").statusCode()).isEqualTo(200);
    }
}
