package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for every route with each role in one court, for hearings of this court, of another one, and of none. */
class CourtsTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String HEARING = "{hearing}";

    /** Parameters by which a path names what is limited. */
    private static final Pattern NAMING =
            Pattern.compile("\\{(hearing|application|handover|test|device|item|room|peripheral|institution|subject)}");

    /** Those of what stands in an institution. */
    private static final Pattern STANDING = Pattern.compile("\\{(device|item|room|peripheral|institution|subject)}");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private RolesPage page;
    private String own;
    private String others;
    private String nobodys;

    @BeforeEach
    void start() throws Exception {
        page = RolesPage.read();
        running = new RunningConsole(folder);
        running.found("department", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("elsewhere", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("own", InstitutionKind.COURT, Optional.of("department"));
        running.found("other", InstitutionKind.COURT, Optional.of("elsewhere"));
        own = hearing("1001", "Өз ісі", ",\"court\":\"own\"");
        stands("own");
        stands("other");
        others = hearing("1002", "Бөтен іс", ",\"court\":\"other\"");
        nobodys = hearing("1003", "Ескі іс", "");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String hearing(String number, String title, String more) throws Exception {
        HttpResponse<String> made = running.api(
                "POST", "/hearings", "{\"number\":\"" + number + "\",\"title\":\"" + title + "\"" + more + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return RunningConsole.json(made).path("id").asText();
    }

    private void stands(String institution) throws Exception {
        Room room = new Room("room-" + institution, institution, "Зал");
        running.services.inventory().save(room);
        running.services
                .inventory()
                .save(new Peripheral(
                        "camera-" + institution, room.id(), Peripheral.Kind.CAMERA, "Камера", "", "", "", "", ""));
        Device device = running.services.devices().add("Кодек " + institution, "codec-" + institution, "x");
        running.services.inventory().describe(device.id(), DeviceDescription.UNKNOWN.inRoom(Optional.of(room.id())));
    }

    private String device(String institution) {
        return running.services
                .devices()
                .byUsername("codec-" + institution)
                .orElseThrow()
                .id();
    }

    /** A route of what stands in an institution. */
    private String of(String institution, String route) {
        return route.replaceAll("\\{(device|item|subject)}", device(institution))
                .replace("{room}", "room-" + institution)
                .replace("{peripheral}", "camera-" + institution)
                .replace("{institution}", institution);
    }

    @Test
    void aRoleInOneCourtOpensWhatStandsThereAlone() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            Sessions.Opened member = running.memberOf("own", EnumSet.of(role));
            for (String route : asked()) {
                if (!STANDING.matcher(route).find() || route.contains(HEARING)) {
                    continue;
                }
                boolean opens = opens(role, route);
                int refused = ask(member, of("other", route), "").statusCode();
                if (refused != (opens ? 404 : 403)) {
                    wrong.add(role + " " + route + ", other: " + refused);
                }
                // What changes or removes a thing would leave none for the next.
                if (route.startsWith("GET")) {
                    int status = ask(member, of("own", route), "").statusCode();
                    if ((status == 403) == opens || (opens && status == 404)) {
                        wrong.add(role + " " + route + ", own: " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aTestIsOfTheHearingOrTheRoom() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        Sessions.Opened elsewhere = running.memberOf("elsewhere", EnumSet.of(Role.SPECIALIST));
        String mine = begun(running.apiOf(clerk, "POST", "/test-calls", "{\"device\":\"" + device("own") + "\"}"));
        assertThat(running.apiOf(clerk, "GET", "/test-calls/" + mine, "").statusCode())
                .isEqualTo(200);
        assertThat(running.apiOf(elsewhere, "GET", "/test-calls/" + mine, "").statusCode())
                .isEqualTo(404);
        assertThat(running.page(elsewhere, "/tests/" + mine).statusCode()).isEqualTo(404);
        String wish = "{\"device\":\"" + device("other") + "\"}";
        assertThat(running.apiOf(clerk, "POST", "/test-calls", wish).statusCode())
                .isEqualTo(403);
        running.conferences.submit(
                own,
                new HearingCommand.Invite(
                        "x", PartyId.device(device("other")), "Зал", HearingCommand.Admission.DIRECT));
        String ofHearing = begun(running.apiOf(
                clerk, "POST", "/test-calls", "{\"device\":\"" + device("other") + "\",\"hearing\":\"" + own + "\"}"));
        for (Sessions.Opened reader : List.of(clerk, elsewhere)) {
            assertThat(running.apiOf(reader, "GET", "/test-calls/" + ofHearing, "")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(running.page(clerk, "/tests/" + ofHearing).body()).contains("Өз ісі");
        assertThat(running.page(elsewhere, "/tests/" + ofHearing).body())
                .contains("Кодек other")
                .doesNotContain("Өз ісі", own);
        assertThat(running.apiOf(
                                clerk,
                                "POST",
                                "/test-calls",
                                "{\"device\":\"" + device("other") + "\",\"hearing\":\"" + others + "\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    private static String begun(HttpResponse<String> begun) throws Exception {
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        return RunningConsole.json(begun).path("accepted").path(0).path("id").asText();
    }

    @Test
    void devicesAndRoomsAreListedAndMovedWithinTheInstitution() throws Exception {
        Sessions.Opened technician = running.memberOf("own", EnumSet.of(Role.TECHNICIAN));
        running.services.devices().add("Жаңа кодек", "unplaced", "x");
        for (String list : List.of("/devices", "/inventory", "/peripherals", "/rooms")) {
            HttpResponse<String> mine = running.apiOf(technician, "GET", list, "");
            assertThat(RunningConsole.json(mine)).as(list).hasSize(1);
        }
        assertThat(running.page(technician, "/devices").body())
                .contains("Кодек own")
                .doesNotContain("Кодек other")
                .doesNotContain("Жаңа кодек");
        assertThat(running.page(technician, "/fleet").body())
                .contains("/institutions/own")
                .doesNotContain("/institutions/other");
        assertThat(running.page(technician, "/fleet?q=%D0%BA%D0%BE%D0%B4%D0%B5%D0%BA")
                        .body())
                .contains("Кодек own")
                .doesNotContain("Кодек other");
        String room = "{\"institution\":\"other\",\"name\":\"y\"}";
        assertThat(running.apiOf(technician, "POST", "/rooms", room).statusCode())
                .isEqualTo(403);
        assertThat(running.apiOf(technician, "POST", "/rooms/room-own", room).statusCode())
                .isEqualTo(403);
        assertThat(running.apiOf(technician, "POST", "/rooms", room.replace("other", "own"))
                        .statusCode())
                .isEqualTo(201);
        String camera = "{\"room\":\"room-other\",\"kind\":\"CAMERA\",\"name\":\"y\"}";
        assertThat(running.apiOf(technician, "POST", "/peripherals", camera).statusCode())
                .isEqualTo(403);
        assertThat(running.apiOf(technician, "POST", "/peripherals/camera-own", camera)
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.apiOf(
                                technician,
                                "POST",
                                "/devices/" + device("own") + "/description",
                                "{\"room\":\"room-other\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.submit(technician, "/rooms/room-own/devices", "username=codec-other")
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.services
                        .inventory()
                        .placement(device("other"))
                        .orElseThrow()
                        .room()
                        .orElseThrow()
                        .id())
                .isEqualTo("room-other");
    }

    /** A hearing of the other court has a witness in a room of its own court and an expert at home; its application asks for the witness. */
    private String asksForTheWitness() throws Exception {
        running.clock = () -> Instant.parse("2026-06-04T20:30:00Z");
        for (String name : List.of("Witness", "Expert")) {
            HttpResponse<String> invited = running.api(
                    "POST", "/hearings/" + others + "/participants", "{\"name\":\"" + name + " of a case\"}");
            assertThat(invited.statusCode()).as(invited.body()).isEqualTo(201);
        }
        running.conferences.submit(
                others,
                new HearingCommand.Invite("x", PartyId.device(device("own")), "Зал", HearingCommand.Admission.DIRECT));
        String contact = "{'name':'Әлия','telephone':'+7 7172 71-00-00'}";
        HttpResponse<String> drafted = running.api(
                "POST",
                "/applications",
                ("{'court':'other','form':{'caseNumber':'7119-26-00-2/1234','action':'допрос','participants':["
                                + "{'name':'Witness of a case','status':'куәгер','means':'PROVIDED'},"
                                + "{'name':'Expert of a case','status':'эксперт','means':'PERSONAL'}],"
                                + "'asked':{'id':'own','address':'Алматы'},'at':'2026-06-25T10:00','clerk':" + contact
                                + ",'organiser':" + contact + ",'presidingJudge':'Төраға Р.'}}")
                        .replace('\'', '"'));
        assertThat(drafted.statusCode()).as(drafted.body()).isEqualTo(201);
        String id = RunningConsole.json(drafted).path("id").asText();
        String sending = "{'seen':2,'on':'2026-06-05','ownDepartment':{'institution':'elsewhere','channel':'PAGE'},"
                + "'asked':{'institution':'own','channel':'PAGE'},"
                + "'askedDepartment':{'institution':'department','channel':'PAGE'}}";
        for (String step :
                List.of("resolution {'seen':1,'judge':'Төраға Р.','on':'2026-06-05'}", "sending " + sending)) {
            String[] parts = step.split(" ", 2);
            HttpResponse<String> done =
                    running.api("POST", "/applications/" + id + "/" + parts[0], parts[1].replace('\'', '"'));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        }
        return id;
    }

    /** Reads every page and document with each role. @return those in which a name was found */
    private Set<String> naming(String name, String institution, String application) throws Exception {
        Set<String> naming = new TreeSet<>();
        for (Role role : Role.values()) {
            Sessions.Opened reader = running.memberOf(institution, EnumSet.of(role));
            for (String route : asked()) {
                // Whoever reads the events over the WebSocket is asked in tests of their own.
                if (route.startsWith("GET ")
                        && !route.contains("/api/v1/events")
                        && ask(reader, route.replace("{application}", application), others)
                                .body()
                                .contains(name)) {
                    naming.add(route);
                }
            }
        }
        return naming;
    }

    /** Nobody of the court that was asked reads of a participant who does not come there, whatever the role and the route. */
    @Test
    void theCourtAskedReadsOfThoseWhoComeThereAlone() throws Exception {
        String application = asksForTheWitness();
        String page = "GET /applications/{application}";
        String document = "GET /api/v1/applications/{application}";
        for (String asked : List.of("own", "department")) {
            assertThat(naming("Expert of a case", asked, application)).as(asked).isEmpty();
            assertThat(naming("Witness of a case", asked, application))
                    .as(asked)
                    .contains(page, document);
        }
        for (String asking : List.of("other", "elsewhere")) {
            assertThat(naming("Expert of a case", asking, application))
                    .as(asking)
                    .contains(page, document, "GET /hearings/{hearing}", "GET /api/v1/hearings/{hearing}/participants");
        }
    }

    /** As a page of ours. */
    private HttpResponse<String> ask(Sessions.Opened by, String route, String hearing) throws Exception {
        String[] parts =
                route.replace(HEARING, hearing).replaceAll("\\{[a-z]+}", "none").split(" ", 2);
        boolean form = parts[0].equals("POST") && !parts[1].startsWith("/api/");
        return running.send(
                parts[0],
                parts[1],
                "",
                "Content-Type",
                form ? FORM : "application/json",
                "Cookie",
                "session=" + by.token(),
                "X-CSRF-Token",
                by.session().csrf());
    }

    private List<String> asked() {
        return page.routes().keySet().stream()
                .filter(route -> !page.action(route).equals("ANYBODY"))
                .toList();
    }

    /** Whether a role in one court is enough for a route, of things of that court. */
    private boolean opens(Role role, String route) {
        boolean limited = page.limited().contains(page.action(route))
                || page.action(route).equals("SIGNED_IN");
        return limited && page.of(route).contains(role);
    }

    @Test
    void aRoleInOneCourtOpensWhatIsOfThatCourtAlone() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            Sessions.Opened member = running.memberOf("own", EnumSet.of(role));
            for (String route : asked()) {
                boolean opens = opens(role, route);
                int status = ask(opened(member), route, own).statusCode();
                if ((status == 403) == opens) {
                    wrong.add(role + " " + route + ", own: " + status);
                }
                if (route.contains(HEARING)) {
                    for (String foreign : List.of(others, nobodys)) {
                        int refused = ask(opened(member), route, foreign).statusCode();
                        if (refused != (opens ? 404 : 403)) {
                            wrong.add(role + " " + route + ", other: " + refused);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A new session of the same user: one of the routes signs out. */
    private Sessions.Opened opened(Sessions.Opened member) {
        var access = running.services.access();
        return access.sessions()
                .open(
                        access.users().byId(member.session().userId()).orElseThrow(),
                        running.services.clock().instant());
    }

    /** One who may know of a hearing, but not change it, is told so. */
    @Test
    void whoMayKnowOfAHearingIsToldThatItIsNotTheirs() throws Exception {
        Sessions.Opened member = running.memberOf("own", EnumSet.of(Role.CLERK));
        running.services.access().users().changeRolesIn(member.session().userId(), "other", EnumSet.of(Role.OFFICIAL));
        List<String> wrong = new ArrayList<>();
        for (String route : asked()) {
            if (route.contains(HEARING) && opens(Role.CLERK, route)) {
                int status = ask(member, route, others).statusCode();
                if ((status == 403) == page.of(route).contains(Role.OFFICIAL)) {
                    wrong.add(route + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Each route of what is limited by court names the hearing or the application, or is one of those that limit themselves. */
    @Test
    void everyRouteThatIsLimitedSaysOfWhat() {
        List<String> unnamed = running.console.endpoints().stream()
                .filter(endpoint -> endpoint.allowed() instanceof Allowed.Roles(var _, var extent)
                        && extent == Allowed.Extent.INSTITUTION)
                .filter(endpoint -> !NAMING.matcher(endpoint.path()).find())
                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                .toList();
        assertThat(unnamed)
                .containsExactlyInAnyOrder(
                        "GET /hearings",
                        "GET /hearings/new",
                        "POST /hearings",
                        "GET /calls",
                        "GET /calls/live",
                        "GET /api/v1/hearings",
                        "POST /api/v1/hearings",
                        "GET /our-rooms",
                        "GET /schedule",
                        "GET /schedule/booking",
                        "GET /api/v1/schedule",
                        "GET /today",
                        "GET /fleet",
                        "GET /devices",
                        "GET /api/v1/devices",
                        "GET /api/v1/inventory",
                        "GET /api/v1/institutions",
                        "GET /api/v1/rooms",
                        "POST /api/v1/rooms",
                        "GET /api/v1/peripherals",
                        "POST /api/v1/peripherals",
                        "POST /api/v1/test-calls",
                        "GET /applications",
                        "GET /applications/new",
                        "POST /applications",
                        "GET /api/v1/applications",
                        "POST /api/v1/applications",
                        "POST /api/v1/credentials/sheet",
                        "POST /api/v1/credentials/mail");
    }

    @Test
    void aHearingThatOneMayNotKnowOfIsAnsweredAsIfThereWereNone() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        String foreign = running.apiOf(clerk, "GET", "/hearings/" + others, "").body();
        String none = running.apiOf(clerk, "GET", "/hearings/none", "").body();
        assertThat(foreign.replace(others, "none")).isEqualTo(none);
    }

    private List<String> listed(Sessions.Opened by) throws Exception {
        List<String> ids = new ArrayList<>();
        RunningConsole.json(running.apiOf(by, "GET", "/hearings", ""))
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }

    @Test
    void listsHoldWhatIsOfTheCourtOrItsRegion() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        Sessions.Opened organiser = running.memberOf("elsewhere", EnumSet.of(Role.ORGANISER));
        Sessions.Opened everywhere = running.userWith(EnumSet.of(Role.JUDGE));
        assertThat(listed(clerk)).containsExactly(own);
        assertThat(listed(organiser)).containsExactly(others);
        assertThat(listed(everywhere)).containsExactlyInAnyOrder(own, others, nobodys);
        assertThat(running.page(clerk, "/hearings").body())
                .contains("Өз ісі")
                .doesNotContain("Бөтен іс")
                .doesNotContain("Ескі іс");
        for (String one : List.of(own, others)) {
            PartyId room = PartyId.device("room-" + one);
            running.conferences.submit(
                    one, new HearingCommand.Invite("x", room, "Зал " + one, HearingCommand.Admission.DIRECT));
            LegId leg = running.conferences.connect(one, room);
            assertThat(leg).isNotNull();
        }
        assertThat(running.page(clerk, "/calls").body()).contains("Зал " + own).doesNotContain("Зал " + others);
        assertThat(running.page(organiser, "/calls/live").body())
                .contains("Зал " + others)
                .doesNotContain("Зал " + own);
    }

    @Test
    void aHearingIsMadeForACourtInWhichTheRoleHolds() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        String wanted = "{\"number\":\"2001\",\"title\":\"x\"}";
        HttpResponse<String> only = running.apiOf(clerk, "POST", "/hearings", wanted);
        assertThat(RunningConsole.json(only).path("court").asText()).isEqualTo("own");
        String other = "{\"number\":\"2002\",\"title\":\"x\",\"court\":\"other\"}";
        assertThat(running.apiOf(clerk, "POST", "/hearings", other).statusCode())
                .isEqualTo(403);
        assertThat(running.api("POST", "/hearings", other.replace("other", "department"))
                        .statusCode())
                .as("no court")
                .isEqualTo(400);
        running.services.access().users().changeRolesIn(clerk.session().userId(), "other", EnumSet.of(Role.CLERK));
        assertThat(running.apiOf(clerk, "POST", "/hearings", wanted.replace("2001", "2003"))
                        .statusCode())
                .as("one of two")
                .isEqualTo(400);
        assertThat(running.apiOf(clerk, "POST", "/hearings", other).statusCode())
                .isEqualTo(201);
        assertThat(running.page(clerk, "/hearings/new").body()).contains("value=\"own\"", "value=\"other\"");
    }

    @Test
    void aHearingOfNoneIsGivenToACourt() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        String mine = "{\"court\":\"own\"}";
        assertThat(running.apiOf(clerk, "POST", "/hearings/" + nobodys + "/court", mine)
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.apiOf(clerk, "POST", "/hearings/" + own + "/court", "{\"court\":\"other\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(RunningConsole.json(running.api("POST", "/hearings/" + nobodys + "/court", mine))
                        .path("court")
                        .asText())
                .isEqualTo("own");
        assertThat(listed(clerk)).containsExactlyInAnyOrder(own, nobodys);
    }

    /** Administrators do so on its page, and nobody else may. */
    @Test
    void aHearingThatHasEndedIsGivenToACourtByAdministratorsAlone() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        Sessions.Opened everywhere = running.userWith(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER));
        Sessions.Opened local = running.memberOf("own", EnumSet.of(Role.ADMINISTRATOR));
        Sessions.Opened administrator = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        String page = "/hearings/" + nobodys;
        String form = "action=\"" + page + "/court\"";
        assertThat(running.page(everywhere, page).body()).contains(form);
        assertThat(running.page(administrator, page).body()).contains(form);
        assertThat(running.api("POST", page + "/end", "").statusCode()).isEqualTo(200);
        assertThat(running.page(everywhere, page).body()).doesNotContain(form);
        assertThat(running.submit(everywhere, page + "/court", "court=own").statusCode())
                .isEqualTo(403);
        assertThat(running.apiOf(everywhere, "POST", page + "/court", "{\"court\":\"own\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.submit(local, page + "/court", "court=own").statusCode())
                .as("of one court")
                .isEqualTo(404);
        assertThat(running.page(clerk, page).statusCode()).isEqualTo(404);

        assertThat(running.page(administrator, page).body()).contains(form, "value=\"own\"", "value=\"other\"");
        assertThat(running.submit(administrator, page + "/court", "court=department")
                        .statusCode())
                .as("no court")
                .isEqualTo(400);
        assertThat(running.submit(administrator, page + "/court", "court=own").statusCode())
                .isEqualTo(303);
        assertThat(running.page(clerk, page).statusCode()).isEqualTo(200);
        assertThat(listed(clerk)).containsExactlyInAnyOrder(own, nobodys);
        assertThat(running.submit(local, page + "/court", "court=other").statusCode())
                .as("to a court of others")
                .isEqualTo(403);
        assertThat(running.page(local, page).body()).contains("value=\"own\"").doesNotContain("value=\"other\"");
    }

    @Test
    void aDevicesPageTellsNothingOfHearingsOfAnotherCourt() throws Exception {
        Sessions.Opened technician = running.memberOf("own", EnumSet.of(Role.TECHNICIAN));
        PartyId codec = PartyId.device(device("own"));
        running.conferences.submit(
                others, new HearingCommand.Invite("x", codec, "Зал", HearingCommand.Admission.DIRECT));
        running.conferences.connect(others, codec);
        String path = "/fleet/" + device("own");
        assertThat(running.page(technician, path).body())
                .doesNotContain(others, "Бөтен іс")
                .contains("заседание другого суда");
        assertThat(running.page(running.userWith(EnumSet.of(Role.TECHNICIAN)), path)
                        .body())
                .contains("/calls/" + others, "/hearings/" + others, "Бөтен іс");
    }

    private CompletableFuture<WebSocket> listen(Sessions.Opened by, String query, BlockingQueue<String> heard) {
        return running.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + by.token())
                .buildAsync(
                        URI.create(running.base.replace("http", "ws") + "/api/v1/events" + query),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                source.request(1);
                                return CompletableFuture.completedFuture(null);
                            }
                        });
    }

    @Test
    void aListenerHearsOfTestsOfTheHearingsPlacesAlone() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        for (String query : List.of("?of=tests", "?of=tests&hearing=" + others)) {
            assertThatThrownBy(() -> listen(clerk, query, heard).join())
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
        WebSocket socket = listen(clerk, "?of=tests&hearing=" + own, heard).join();
        try {
            begun(running.api("POST", "/test-calls", "{\"device\":\"" + device("other") + "\"}"));
            running.conferences.submit(
                    own,
                    new HearingCommand.Invite(
                            "x", PartyId.device(device("own")), "Зал", HearingCommand.Admission.DIRECT));
            begun(running.api("POST", "/test-calls", "{\"device\":\"" + device("own") + "\"}"));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).contains(device("own"));
            assertThat(heard).isEmpty();
        } finally {
            socket.abort();
        }
    }

    @Test
    void aListenerHearsOfItsCourtAlone() throws Exception {
        Sessions.Opened clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        assertThatThrownBy(() -> listen(clerk, "?hearing=" + others, heard).join())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(404));
        WebSocket socket = listen(clerk, "", heard).join();
        try {
            // The socket is open for this side a moment before the server tells it anything. The same PIN again is no
            // event.
            AtomicInteger pin = new AtomicInteger(246_802);
            Await.until("an event of its court", Duration.ofSeconds(60), () -> {
                String next = Integer.toString(pin.getAndIncrement());
                for (String one : List.of(others, nobodys, own)) {
                    running.conferences.submit(one, new HearingCommand.ChangePin("x", next));
                }
                return !heard.isEmpty();
            });
            assertThat(heard).allSatisfy(event -> assertThat(event).contains(own));
        } finally {
            socket.abort();
        }
    }
}
