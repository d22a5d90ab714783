package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.console.join.Axe;
import org.courtbridge.console.join.Snapshots;
import org.courtbridge.console.tests.TestCallsTest;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.CalendarEntry;
import org.courtbridge.operations.invitations.Invitee;
import org.courtbridge.operations.invitations.Told;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.FaultChange;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page of the console in Chromium, in each language, on a phone and at a desk: it fits, says nothing that its
 * language does not know, names each of its fields, and breaks no rule of its own. {@link Snapshots} has pictures of them.
 */
class PagesIT {

    private enum Screen {
        PHONE(390, 844),
        DESK(1280, 800);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Path PICTURES = Path.of("target", "pages");

    private static final String DRAFTED = "7be07b5b-71f4-4a0e-8f6e-0c9d1d6c3a01";
    private static final String GRANTED = "7be07b5b-71f4-4a0e-8f6e-0c9d1d6c3a02";
    private static final String ANSWERED = "7be07b5b-71f4-4a0e-8f6e-0c9d1d6c3a03";

    @TempDir
    private static Path folder;

    private static final ViscaSimulator simulated =
            ViscaSimulator.oneCamera(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ViscaRange.SRG);

    private static final CiscoSimulator codec = CiscoSimulator.overHttps(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Credentials("admin", "Sesam"));

    private static RunningConsole running;
    private static Playwright playwright;
    private static Browser browser;
    private static Sessions.Opened admin;
    private static List<String> paths;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningConsole(folder);
        admin = running.userWith(EnumSet.allOf(Role.class));
        running.services.access().users().rename(admin.session().userId(), "Сұлтанғали Әйгерім Нұрланқызы");
        String clerk = running.userWith(EnumSet.of(Role.CLERK, Role.JUDGE, Role.ORGANISER))
                .session()
                .userId();
        running.services
                .access()
                .users()
                .add("newcomer", "Қасымова Гүлнәр", EnumSet.of(Role.SPECIALIST), "once-only-2345");
        String device = running.services
                .devices()
                .add("Алматы қаласы Бостандық аудандық соты, № 3 мәжіліс залы", "almaty-bostandyk-zal-3", "x")
                .id();
        String lent = running.services
                .devices()
                .add("Көшпелі жинақ", "mobile-kit", "x")
                .id();
        running.services.devices().setEnabled(lent, false);
        String hearing = hearing(device);
        applications();
        String test = tests(hearing, device);
        fault(test);
        Room room = room(device);
        Peripheral camera = Peripheral.of(
                room.id(),
                Peripheral.Kind.CAMERA,
                "Судья камерасы",
                "Sony",
                "SRG-X400",
                simulated.address().toString(),
                "visca",
                "");
        running.services.inventory().save(camera);
        running.registered.add("almaty-bostandyk-zal-3");
        running.fleet.ask(running.fleet.item(camera.id()).orElseThrow()).get(60, TimeUnit.SECONDS);
        Booked booked = booked(hearing, device, room, clerk);
        invitations(hearing);
        String wizard = wizard();
        String spare = running.services
                .devices()
                .add("Түркістан облыстық соты, № 1 зал", "turkistan-1", "x")
                .id();
        running.services
                .devices()
                .rotate(Map.of(spare, "y"), running.clock.instant().plus(Duration.ofHours(20)));
        String going = RunningConsole.json(running.api("POST", "/test-calls", "{\"device\":\"" + spare + "\"}"))
                .path("accepted")
                .path(0)
                .path("id")
                .asText();
        String invited = RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/participants", ""))
                .path(0)
                .path("party")
                .asText();
        paths = List.of(
                "/login",
                "/today",
                "/hearings",
                "/hearings?q=zzz",
                "/hearings?done=password",
                "/hearings?phase=IN_SESSION&sort=-number",
                "/hearings/new",
                "/hearings/" + hearing,
                "/hearings/" + hearing + "/figures",
                "/hearings/" + hearing + "/checklist",
                "/hearings/" + hearing + "/parties/" + invited + "/letters",
                "/hearings/" + hearing + "/readiness",
                "/hearings/" + hearing + "/bookings",
                "/hearings/" + hearing + "/invitations",
                "/schedule?day=" + booked.day,
                "/schedule?view=week&day=" + booked.day + "&institution=" + room.institution(),
                "/schedule/booking?at=" + booked.day + "T15:00&resource=ROOM:" + room.id(),
                "/hearings/" + hearing + "/bookings/" + booked.id + "?booking=1",
                "/applications",
                "/applications?due=late&q=zzz",
                "/applications/new",
                "/applications/" + DRAFTED,
                "/applications/" + GRANTED + "?granted=1",
                "/applications/" + ANSWERED + "?answered=1",
                "/applications/" + ANSWERED + "/form",
                "/our-rooms",
                "/public",
                "/readiness",
                "/readiness?day=2026-01-15",
                "/tests/" + test,
                "/alerts",
                "/faults/" + test,
                "/tests/" + going + "?goes=1",
                "/devices/" + device + "/tests",
                "/devices/" + lent + "/tests?none=1",
                "/devices",
                "/devices?q=zzz&sort=place&page=2",
                "/devices?sort=-name&place=none",
                "/fleet/bulk?do=rotate&of=devices",
                "/fleet/bulk?do=configure",
                "/devices/new",
                "/devices/" + device,
                "/devices/" + device + "/configuration",
                "/devices/" + lent,
                "/devices/import",
                "/devices/rotation",
                "/fleet",
                "/fleet?q=зал",
                "/fleet?state=FAULT",
                "/fleet?q=zzz&place=none",
                "/fleet/" + device,
                "/fleet/" + spare + "?former=1",
                "/fleet/" + camera.id() + "?camera=1",
                "/calls",
                "/devices/add",
                wizard + "/make",
                wizard + "/address",
                wizard + "/room",
                wizard + "/account",
                "/devices/" + device + "/next",
                "/institutions/new",
                "/institutions/" + room.institution(),
                "/rooms/" + room.id(),
                "/rooms/" + room.id() + "/peripherals/new",
                "/peripherals/" + camera.id(),
                "/audit",
                "/public-list",
                "/users",
                "/users?sort=-login",
                "/users/new",
                "/users/" + clerk,
                "/account",
                "/account/password",
                "/account/second-factor",
                "/nothing");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium-headless-shell"))
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking")));
    }

    /** A device that has answered and has a place, so that every step shows what it can. */
    private static String wizard() throws Exception {
        String address = led("/devices/add", "make=CISCO");
        String base = address.replace("/address", "");
        led(address, "do=ask&user=admin&password=Sesam&address=" + codec.address());
        led(base + "/room", "where=institution&founded=%D0%90%D0%BB%D0%BC%D0%B0%D1%82%D1%8B&kind=COURT&first=1");
        return base;
    }

    private static String led(String path, String form) throws Exception {
        return running.submit(admin, path, form)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** Of a microphone that fades from test to test, until it is not heard well enough. @return the newest */
    private static String tests(String hearing, String device) {
        Tested.Place place = new Tested.Place.Room(device, "Алматы қаласы Бостандық аудандық соты, № 3 мәжіліс залы");
        String id = "";
        for (int i = 30; i >= 0; i--) {
            Instant at = Instant.now().minus(Duration.ofDays(i)).minusSeconds(60);
            List<Verdict> verdicts = new ArrayList<>();
            verdicts.add(figure(Check.SPEECH_LEVEL, -26 - (30 - i) * 0.7));
            verdicts.add(figure(Check.NOISE, -58 + i % 3));
            verdicts.add(figure(Check.JITTER, 8 + i % 5));
            verdicts.add(figure(Check.FACE_LIGHT, 110 - i % 7));
            if (i % 9 != 4) {
                verdicts.add(figure(Check.HUM, i == 0 ? -20 : -70));
            }
            if (i == 0) {
                verdicts.add(figure(Check.ENCRYPTION, 1));
            }
            id = UUID.randomUUID().toString();
            running.tests.add(new Tested(
                    id,
                    place,
                    i < 2 ? Optional.of(hearing) : Optional.empty(),
                    i % 2 == 0 ? Tested.SCHEDULE : "user:aigul",
                    1,
                    at.minusSeconds(20),
                    at,
                    TestCallsTest.but(verdicts.toArray(Verdict[]::new))));
        }
        return id;
    }

    private static void fault(String test) {
        Fault fault = FaultChange.of(List.of(), running.tests.test(test).orElseThrow())
                .opened()
                .getFirst();
        running.faults.keep(fault);
        for (Alert.Role role : Alert.Role.values()) {
            running.faults.claim(
                    new Alert(
                            new Alert.Key(test, role, "FOUND"),
                            fault,
                            Alert.Occasion.FOUND,
                            Alert.Severity.WARNING,
                            Optional.empty()),
                    fault.opened());
        }
    }

    private static Verdict figure(Check check, double figure) {
        return Verdict.of(check, OptionalDouble.of(figure), Limits.standard(), Doubt.NOT_MEASURED);
    }

    /** Where the device stands. */
    /** Of one who has refused, and of one who is not told yet. */
    private static void invitations(String hearing) {
        Instant now = running.clock.instant();
        Invitee aigul =
                new Invitee("participant:1", "Серікқызы Айгүл", "aigul.serikkyzy@mail.example", Language.KAZAKH);
        running.invitations.add("aigul", hearing, aigul, now);
        CalendarEntry entry = new CalendarEntry(now.plusSeconds(86_400), now.plusSeconds(90_000), "Іс", "");
        running.invitations.settle("aigul", 1, Optional.of(new Told(Told.Method.REQUEST, entry, 0)), now);
        running.invitations.answer("aigul", new Answer(Answer.Status.DECLINED, now, 0));
        running.invitations.add(
                "bolat", hearing, new Invitee("user:1", "Болат", "bolat@court.example", Language.RUSSIAN), now);
    }

    private record Booked(String id, LocalDate day) {}

    /** A room, its device and a person, tomorrow at ten. */
    private static Booked booked(String hearing, String device, Room room, String person) throws Exception {
        ZonedDateTime ten = running.clock
                .instant()
                .atZone(ZoneId.of("Asia/Almaty"))
                .plusDays(1)
                .truncatedTo(ChronoUnit.DAYS)
                .withHour(10);
        HttpResponse<String> made = running.api(
                "POST",
                "/hearings/" + hearing + "/bookings",
                "{\"from\":\"%s\",\"to\":\"%s\",\"rooms\":[\"%s\"],\"devices\":[\"%s\"],\"people\":[\"%s\"]}"
                        .formatted(ten.toInstant(), ten.plusHours(2).toInstant(), room.id(), device, person));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return new Booked(RunningConsole.json(made).path("id").asText(), ten.toLocalDate());
    }

    private static Room room(String device) {
        Institution court =
                Institution.of("Алматы қаласы Бостандық аудандық соты", InstitutionKind.COURT, "Алматы қаласы");
        Room room = Room.of(court.id(), "№ 3 мәжіліс залы");
        running.services.inventory().save(court);
        running.services.inventory().save(room);
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of(room.id())));
        return room;
    }

    /** Of a witness in a hospital: a draft, one to be sent, and one that the hospital has answered with another time. */
    private static void applications() throws Exception {
        founded("court-astana", "Астана қаласының Есіл аудандық соты", InstitutionKind.COURT, "department-astana");
        founded(
                "hospital-almaty",
                "Алматы қаласының № 7 көпбейінді клиникалық ауруханасы",
                InstitutionKind.HOSPITAL,
                "department-almaty");
        LocalDate today = LocalDate.ofInstant(running.clock.instant(), ZoneId.of("Asia/Almaty"));
        String contact =
                "{'name':'Қасымова Әлия Бауыржанқызы','telephone':'+7 7172 71-00-00','email':'kasymova@sud.example'}";
        for (String id : List.of(DRAFTED, GRANTED, ANSWERED)) {
            exchanged(
                    "",
                    "{'id':'" + id + "','court':'court-astana','form':{'caseNumber':'7119-26-00-2/1234',"
                            + "'action':'куәдан жауап алу','participants':["
                            + "{'name':'Сейтқали Ұлан Нұрұлы','status':'куә','means':'PROVIDED'},"
                            + "{'name':'Иванов Пётр Сергеевич','status':'эксперт','means':'PERSONAL'}],"
                            + "'asked':{'id':'hospital-almaty','address':'Алматы, Төле би 93'},'at':'"
                            + today.plusDays(20) + "T10:00','clerk':" + contact + ",'organiser':" + contact
                            + ",'presidingJudge':'Нұрланов Дәурен Қайратұлы'}}");
        }
        for (String id : List.of(GRANTED, ANSWERED)) {
            exchanged("/" + id + "/resolution", "{'seen':1,'judge':'Нұрланов Дәурен Қайратұлы','on':'" + today + "'}");
        }
        exchanged(
                "/" + ANSWERED + "/sending",
                "{'seen':2,'on':'" + today + "','ownDepartment':{'institution':'department-astana','channel':'PAGE'},"
                        + "'asked':{'institution':'hospital-almaty','channel':'EMAIL','agreedOn':'" + today
                        + "','agreedBy':'Қасымова Әлия'},"
                        + "'askedDepartment':{'institution':'department-almaty','channel':'PAPER'}}");
        exchanged(
                "/" + ANSWERED + "/responses",
                "{'seen':3,'revision':1,'by':'ASKED','on':'" + today + "','channel':'TELEPHONE',"
                        + "'refused':{'reason':'Бұл күні кабинет жөнделеді.','proposed':'" + today.plusDays(21)
                        + "T11:00'}}");
    }

    private static void founded(String id, String name, InstitutionKind kind, String department) {
        running.services
                .inventory()
                .save(new Institution(
                        department,
                        name + " өңірінің департаменті",
                        InstitutionKind.DEPARTMENT,
                        "",
                        Optional.empty(),
                        InstitutionContact.UNKNOWN,
                        Optional.empty()));
        running.services
                .inventory()
                .save(new Institution(
                        id, name, kind, "", Optional.of(department), InstitutionContact.UNKNOWN, Optional.empty()));
    }

    private static void exchanged(String path, String body) throws Exception {
        HttpResponse<String> done = running.api("POST", "/applications" + path, body.replace('\'', '"'));
        assertThat(done.statusCode()).as(done.body()).isBetween(200, 201);
    }

    /** In session, with a good line, a bad one, and somebody at the door. */
    private static String hearing(String device) throws Exception {
        String title = "№ 7520-26-00-2а/1187 іс: «Жетісу Құрылыс» ЖШС — Қ. Оспанов";
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"" + title + "\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings", "{\"number\":\"4502\",\"title\":\"Дело о разделе имущества\"}");
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device + "\"}");
        List<PartyId> parties = new ArrayList<>(List.of(PartyId.device(device)));
        for (String name : List.of("Оспанов Қайрат Жұмабекұлы", "Ли Екатерина")) {
            parties.add(new PartyId(RunningConsole.json(running.api(
                            "POST",
                            "/hearings/" + hearing + "/participants",
                            "{\"name\":\"" + name + "\",\"codeWord\":\"сова\"}"))
                    .path("party")
                    .asText()));
        }
        running.api("POST", "/hearings/" + hearing + "/start", "");
        for (PartyId party : parties.subList(0, 2)) {
            running.conferences.statistics.add(statistics(
                    running.conferences.connect(hearing, party), party.equals(parties.getFirst()) ? 0 : 400));
            running.api("POST", "/hearings/" + hearing + "/parties/" + party + "/admit", "");
        }
        running.conferences.connect(hearing, parties.get(2));
        running.conferences.submit(
                hearing, new HearingCommand.TurnMicrophone(parties.getFirst().value(), parties.getFirst(), false));
        for (String text : List.of("Слышу только шум, хотя микрофон меняли дважды, и изображение стоит на месте", "")) {
            running.conferences.submit(
                    hearing,
                    new HearingCommand.ReportTrouble(
                            parties.get(1).value(), parties.get(1), TroubleKind.NO_SOUND, text));
        }
        running.conferences.submit(
                hearing,
                new HearingCommand.ReportTrouble(parties.get(1).value(), parties.get(1), TroubleKind.NO_SOUND, ""));
        called(hearing, "СИЗО № 3", "sizo3", new CompletableFuture<>());
        called(
                hearing,
                "Больница, палата 12",
                "palata12",
                CompletableFuture.failedFuture(CallFailedException.silent()));
        return hearing;
    }

    private static void called(String hearing, String name, String username, CompletableFuture<Void> call)
            throws Exception {
        running.calls.put(username, call);
        String id = RunningConsole.json(running.api(
                        "POST", "/devices", "{\"name\":\"%s\",\"username\":\"%s\"}".formatted(name, username)))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + id + "\"}");
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        running.submit(clerk, "/hearings/" + hearing + "/parties/device:" + id + "/dial", "");
    }

    private static LegStatistics statistics(LegId leg, long lost) {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        for (LegStatistics.Medium medium : LegStatistics.Medium.values()) {
            for (LegStatistics.Direction direction : LegStatistics.Direction.values()) {
                streams.add(new LegStatistics.Stream(
                        direction,
                        medium,
                        "main",
                        "x",
                        new LegStatistics.Stream.Traffic(9_000, 900_000, 500_000),
                        new LegStatistics.Stream.Network(lost, lost / 100.0, lost / 5.0, OptionalDouble.of(lost * 2)),
                        new LegStatistics.Stream.Content(900, 9, 1, lost * 10, -30, -20, 0),
                        lost == 0 ? Optional.empty() : Optional.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80.name())));
            }
        }
        if (lost > 0) {
            return LegStatistics.of(leg, "Оспанов Қайрат Жұмабекұлы", Leg.Kind.BROWSER, streams);
        }
        return LegStatistics.of(leg, "Алматы қаласы Бостандық аудандық соты, № 3 мәжіліс залы", Leg.Kind.ROOM, streams)
                .withTroubles(
                        List.of(new LegStatistics.BlockedPicture(
                                LegId.random(),
                                "Оспанов Қайрат Жұмабекұлы",
                                new PictureMisfit(PictureMisfit.Limit.RESOLUTION, "1280x720", "1620"))),
                        List.of(new LegMedia.Refused(
                                LegStatistics.Medium.VIDEO, LegMedia.Refusal.NO_COMMON_FORMAT, List.of("H263/90000"))),
                        Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        playwright.close();
        running.close();
        simulated.close();
        codec.close();
    }

    private static BrowserContext context(Language language, Screen screen) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setExtraHTTPHeaders(Map.of("Accept-Language", language.tag())));
        context.addCookies(List.of(
                new Cookie("session", admin.token()).setUrl(running.base),
                new Cookie("language", language.tag()).setUrl(running.base)));
        return context;
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsAndSpeaks(Language language) throws Exception {
        List<String> wrong = new ArrayList<>();
        // What is said differs by language, how it looks by screen. A page is loaded once a language, on one screen or
        // the other, and gets
        // the other's size afterwards.
        Screen loaded = language == Language.RUSSIAN ? Screen.DESK : Screen.PHONE;
        Screen turned = loaded == Screen.DESK ? Screen.PHONE : Screen.DESK;
        try (BrowserContext context = context(language, loaded)) {
            Axe.prepare(context);
            Page page = context.newPage();
            page.onPageError(error -> wrong.add(page.url() + " " + error));
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("404")) {
                    wrong.add(page.url() + " " + message.text());
                }
            });
            for (String path : paths) {
                for (Screen screen : List.of(loaded, turned)) {
                    page.setViewportSize(screen.width, screen.height);
                    if (screen == loaded) {
                        page.navigate(running.base + path);
                    }
                    String name = path.replaceAll("[0-9a-f-]{36}", "one").replaceAll("[/?=]", "_");
                    Snapshots.take(page, PICTURES.resolve(language.tag() + "-" + screen + name + ".png"));
                    List<String> faults = new ArrayList<>(faults(page));
                    if (screen == Screen.PHONE || language == Language.RUSSIAN) {
                        faults.addAll(Axe.violations(page));
                    }
                    faults.forEach(fault -> wrong.add(language + " " + screen + " " + path + ": " + fault));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What a person would stumble over. */
    @SuppressWarnings("unchecked")
    private static List<String> faults(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const faults = [];
                  if (document.documentElement.scrollWidth > window.innerWidth) faults.push('wider than the screen');
                  for (const field of document.querySelectorAll('input:not([type=hidden]):not([hidden]), select, textarea')) {
                    if (!field.labels?.length && !field.ariaLabel) faults.push('no label: ' + field.name);
                  }
                  for (const control of document.querySelectorAll('button, a.button')) {
                    const box = control.getBoundingClientRect();
                    if (!control.textContent.trim()) faults.push('no words: ' + control.outerHTML);
                    if (box.height < 24 || box.width < 24) faults.push('too small to hit: ' + control.textContent);
                  }
                  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
                  if (/\\{\\d\\}|[a-z]+\\.[a-z]+\\.[a-z]+/.test(document.querySelector('h1').textContent)) faults.push('a key');
                  return faults;
                }
                """);
    }

    @Test
    void aCameraMovesWhileItsButtonIsHeldByPointerOrKey() throws Exception {
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4601\",\"title\":\"Іс\"}"))
                .path("id")
                .asText();
        PartyId room = PartyId.device("camera-room");
        running.conferences.submit(
                hearing, new HearingCommand.Invite("user:x", room, "Зал 4", HearingCommand.Admission.DIRECT));
        running.conferences.statistics.add(
                LegStatistics.of(running.conferences.connect(hearing, room), "Зал 4", Leg.Kind.ROOM, List.of())
                        .withCamera(new LegStatistics.Camera(Set.of(Motion.values()), 16)));
        for (Screen screen : Screen.values()) {
            try (BrowserContext context = context(Language.KAZAKH, screen)) {
                Page page = context.newPage();
                page.navigate(running.base + "/hearings/" + hearing);
                page.locator("details.camera summary").click();
                assertThat(faults(page)).isEmpty();
                Snapshots.take(page, PICTURES.resolve("camera-" + screen + ".png"));
                int before = steps(hearing).size();

                page.locator("button[value=LEFT]").hover();
                page.mouse().down();
                page.waitForCondition(() -> steps(hearing).size() == before + 1);
                // The live part of the page is replaced by what happened; the button is let go all the same.
                page.locator("time")
                        .first()
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
                page.mouse().up();
                page.waitForCondition(() -> steps(hearing).size() == before + 2);

                page.evaluate("addEventListener('keydown', event => window.heard = event.target.value)");
                page.waitForCondition(() -> pressed(page, "ZOOM_IN"));
                page.waitForCondition(() -> steps(hearing).size() == before + 3);
                page.keyboard().up(" ");
                page.waitForCondition(() -> steps(hearing).size() == before + 4);

                page.locator(".camera select").selectOption("13");
                page.locator("button[value=RECALL_PRESET]").click();
                page.waitForCondition(() -> steps(hearing).size() == before + 5);
                assertThat(page.locator(".camera select").inputValue()).isEqualTo("13");
                page.onDialog(Dialog::accept);
                page.locator("button[value=STORE_PRESET]").click();
                page.waitForCondition(() -> steps(hearing).size() == before + 6);

                assertThat(steps(hearing).subList(before, before + 6))
                        .containsExactly(
                                new HearingEvent.CameraSteered(room, CameraStep.LEFT, 0),
                                new HearingEvent.CameraSteered(room, CameraStep.STOP, 0),
                                new HearingEvent.CameraSteered(room, CameraStep.ZOOM_IN, 0),
                                new HearingEvent.CameraSteered(room, CameraStep.STOP, 0),
                                new HearingEvent.CameraSteered(room, CameraStep.RECALL_PRESET, 13),
                                new HearingEvent.CameraSteered(room, CameraStep.STORE_PRESET, 13));
            }
        }
    }

    /** While the page brings its live part up to date, nothing has the focus for a moment: then the key is pressed anew. */
    private static boolean pressed(Page page, String button) {
        page.keyboard().up(" ");
        page.locator("button[value=%s]".formatted(button)).focus();
        page.keyboard().down(" ");
        return button.equals(page.evaluate("window.heard"));
    }

    private static List<HearingEvent> steps(String hearing) {
        return running.conferences.events(hearing, 0).stream()
                .map(HearingEvent.Recorded::event)
                .filter(HearingEvent.CameraSteered.class::isInstance)
                .toList();
    }

    @Test
    void theKeyboardShowsWhereItIs() {
        try (BrowserContext context = context(Language.RUSSIAN, Screen.DESK)) {
            Page page = context.newPage();
            page.navigate(running.base + "/users");
            List<String> rings = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                page.keyboard().press("Tab");
                rings.add(String.valueOf(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")));
            }
            assertThat(rings).containsOnly("solid");
        }
    }

    @Test
    void aLayoutIsChosenWithTheKeyboardAndNeverInPassing() throws Exception {
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"4503\",\"title\":\"Layout\"}"))
                .path("id")
                .asText();
        try (BrowserContext context = context(Language.ENGLISH, Screen.DESK)) {
            Page page = context.newPage();
            page.navigate(running.base + "/hearings/" + hearing);
            Locator select = page.getByLabel("Picture in the rooms");
            Locator apply = page.locator("form.picture button");
            Locator unapplied = page.locator("form.picture.unapplied");
            select.focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(select.inputValue()).isEqualTo("ONE_AND_FIVE");
            assertThat(layout(hearing)).as("passed by: GRID").isEmpty();
            apply.focus();
            assertThat(unapplied.count()).isEqualTo(1);
            running.api("POST", "/hearings/" + hearing + "/start", "");
            page.getByText("in session").first().waitFor();
            assertThat(select.inputValue()).as("not lost to news").isEqualTo("ONE_AND_FIVE");
            assertThat(unapplied.count()).isEqualTo(1);
            page.evaluate("addEventListener('submit', () => window.submitted = true)");
            page.waitForCondition(() -> entered(page, apply));
            page.waitForFunction(
                    "() => document.querySelector('form.picture option[value=ONE_AND_FIVE]').defaultSelected");
            assertThat(layout(hearing)).contains(Layout.ONE_AND_FIVE);
            page.waitForFunction("() => document.activeElement.textContent === 'Apply'");
            assertThat(unapplied.count()).isZero();

            running.api("POST", "/hearings/" + hearing + "/layout", "{\"layout\":\"SPEAKER\"}");
            page.waitForFunction("() => document.querySelector('form.picture select').value === 'SPEAKER'");
        }
    }

    /** As with {@link #pressed}. */
    private static boolean entered(Page page, Locator button) {
        if (!Boolean.TRUE.equals(page.evaluate("window.submitted"))) {
            button.focus();
            page.keyboard().press("Enter");
        }
        return Boolean.TRUE.equals(page.evaluate("window.submitted"));
    }

    @Test
    void newsDoNotCloseAListThatSomebodyChoosesFrom() throws Exception {
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"4504\",\"title\":\"Layout\"}"))
                .path("id")
                .asText();
        try (BrowserContext context = context(Language.ENGLISH, Screen.DESK)) {
            Page page = context.newPage();
            page.navigate(running.base + "/hearings/" + hearing);
            Locator select = page.getByLabel("Picture in the rooms");
            select.focus();
            page.evaluate("""
                    () => {
                      document.activeElement.mine = true;
                      window.held = 0;
                      document.addEventListener('htmx:beforeRequest', (event) => {
                        if (event.defaultPrevented) window.held++;
                      });
                    }
                    """);
            running.api("POST", "/hearings/" + hearing + "/start", "");
            page.waitForFunction("() => window.held >= 2");
            assertThat(select.evaluate("list => list.mine")).as("the same list").isEqualTo(true);
            page.keyboard().press("Tab");
            page.getByText("in session").first().waitFor();
        }
    }

    private static Optional<Layout> layout(String hearing) {
        return running.conferences.byId(hearing).orElseThrow().layout();
    }

    /** A phone of the administrator, who reads English. */
    private BrowserContext phone(boolean scripted) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(scripted).setViewportSize(390, 844));
        context.addCookies(List.of(
                new Cookie("session", admin.token()).setUrl(running.base),
                new Cookie("language", "en").setUrl(running.base)));
        return context;
    }

    /** With Tab, arrows, Space and Enter alone, and without scripts. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceIsAddedByKeyboard(boolean scripted) throws Exception {
        try (BrowserContext context = phone(scripted)) {
            Page page = context.newPage();
            page.navigate(running.base + "/devices/add");
            tabTo(page, "input[name=make]");
            page.keyboard().press("Space");
            go(page, "Go on");
            tabTo(page, "input[name=address]");
            page.keyboard().type(codec.address().toString());
            tabTo(page, "input[name=user]");
            page.keyboard().type("admin");
            tabTo(page, "input[name=password]");
            page.keyboard().type("Sesam");
            go(page, "Ask the device");
            assertThat(page.locator("[role=status]").textContent()).contains("The device has answered");
            go(page, "Go on");
            tabTo(page, "input[name=where]");
            page.keyboard().press("Space");
            go(page, "Go on");
            String username = "by-keyboard-" + scripted;
            tabTo(page, "input[name=username]");
            page.keyboard().press("Control+A");
            page.keyboard().type(username);
            go(page, "Create device");
            assertThat(page.locator("output.secret").count()).isEqualTo(1);
            if (scripted) {
                assertThat(Axe.violations(page)).isEmpty();
                Snapshots.take(page, PICTURES.resolve("wizard-secret.png"));
            }
            go(page, "Done");
            assertThat(page.locator("h2").first().textContent()).isEqualTo("What comes next");
            assertThat(running.services.devices().byUsername(username)).isPresent();
        }
    }

    /** From the draft to the sending, with Tab, arrows and Enter alone, and without scripts. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anApplicationIsSentByKeyboard(boolean scripted) throws Exception {
        try (BrowserContext context = phone(scripted)) {
            Page page = context.newPage();
            page.navigate(running.base + "/applications");
            go(page, "New application");
            tabTo(page, "select[name=court]");
            Locator court = page.locator("select[name=court]");
            for (int i = 0; i < 10 && !court.inputValue().equals("court-astana"); i++) {
                page.keyboard().press("ArrowDown");
            }
            typed(page, "caseNumber", "7119-26-00-2/7-" + scripted);
            typed(page, "action", "examination of a witness");
            tabTo(page, "input[name=at]");
            page.keyboard().type("06252027");
            page.keyboard().press("ArrowRight");
            page.keyboard().type("1000AM");
            typed(page, "name", "Ким Олег");
            typed(page, "status", "witness");
            tabTo(page, "select[name=means]");
            page.keyboard().press("ArrowUp");
            for (String contact : List.of("clerk", "organiser")) {
                typed(page, contact + "Name", "Қасымова Әлия");
                typed(page, contact + "Telephone", "+7 7172 71-00-00");
            }
            typed(page, "judge", "Нұрланов Дәурен");
            go(page, "Save");
            go(page, "Grant the application");
            tabTo(page, "select[name=ownInstitution]");
            assertThat(page.locator("select[name=ownInstitution]").inputValue()).isEqualTo("department-astana");
            go(page, "Send to all addressees");
            assertThat(page.locator(".badge[role=status]").textContent()).isEqualTo("waits for responses");
        }
    }

    private static void typed(Page page, String field, String text) {
        tabTo(page, "input[name=" + field + "]");
        page.keyboard().type(text);
    }

    /** As often as somebody would press it who looks for a field. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if (page.locator(selector + ":focus").count() == 1) {
                return;
            }
        }
        throw new AssertionError("not reached by Tab: " + selector);
    }

    private static void go(Page page, String words) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            Locator focused = page.locator("button:focus, a.button:focus");
            if (focused.count() == 1 && focused.textContent().strip().equals(words)) {
                page.waitForNavigation(() -> page.keyboard().press("Enter"));
                return;
            }
        }
        throw new AssertionError("not reached by Tab: " + words);
    }

    @Test
    void aFirstPasswordMustBeChanged() {
        running.services.access().users().add("first", "Бірінші", EnumSet.of(Role.CLERK), "once-only-2345");
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("kk-KZ"))) {
            Page page = context.newPage();
            page.navigate(running.base + "/");
            page.locator("input[name=login]").fill("first");
            page.locator("input[name=password]").fill("once-only-2345");
            page.locator("main button").click();
            page.waitForURL("**/account/password");
            page.navigate(running.base + "/hearings");
            assertThat(page.url()).endsWith("/account/password");
            page.locator("input[name=current]").fill("once-only-2345");
            page.locator("input[name=chosen]").fill("тыныш өзен 2026");
            page.locator("input[name=again]").fill("тыныш өзен 2026");
            page.locator("main button").click();
            page.waitForURL("**/hearings?done=password");
            assertThat(page.locator("[role=status]").first().textContent()).isEqualTo("Құпиясөз өзгертілді.");
        }
    }
}
