package org.courtbridge.gateway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;
import org.junit.jupiter.api.Test;

/** Goes through a technician's day, at a desk in a real browser: three hundred devices in five cities. */
class TechnicianDayIT {

    /** Of a device, on its page; beside it there is the link to its tests. */
    private static final String SETTINGS = ".heading a[href^='/devices/']:not([href$='/tests'])";

    private static final List<String> CITIES = List.of("Алматы", "Астана", "Шымкент", "Қарағанды", "Өскемен");
    private static final int DEVICES = 300;

    private static final String HEADER = "institution,kind,region,room,name,username,make,model,addresses,driver\n";

    /** The room with a codec that answers for itself. */
    private static final String DRIVEN = "room42";

    private static final String ENROLLED = "room45";

    /** Fetches its configuration by itself. */
    private static final String UNTOUCHED = "room47";

    private static final String MAC = "805ec0a1b2c3";

    private static final Credentials CODEC = new Credentials("admin", "codec-2026-қ");

    /** A point of a plot is ten seconds, and a line has two ends. */
    private static final Duration A_PLOT = Duration.ofSeconds(40);

    private final List<String> complaints = new ArrayList<>();

    @Test
    void aTechnicianImportsEnrolsRotatesFindsMovesAndReads() throws Exception {
        String fleet = "fleet: {poll-interval: 2s, allowed-networks: %s}\n".formatted(Scratch.ADDRESS);
        try (Court court = Court.open("TechnicianDayIT", Scratch.ADDRESS, fleet);
                BrowserPeer anybody = court.phone(1);
                CiscoSimulator codec = CiscoSimulator.overHttps(anyPort(), CODEC);
                ViscaSimulator camera = ViscaSimulator.oneCamera(anyPort(), ViscaRange.SRG)) {
            String oneTime = court.addUser("technician", Role.TECHNICIAN);
            Browser browser = Objects.requireNonNull(anybody.page().context().browser());
            try (BrowserContext desk = browser.newContext(new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setLocale("ru-KZ")
                    .setViewportSize(1280, 800))) {
                Page page = desk.newPage();
                page.setDefaultTimeout(Court.PATIENCE.toMillis());
                page.onPageError(complaints::add);
                page.onDialog(Dialog::accept);
                Desk.signIn(page, "technician", oneTime);

                Map<String, String> passwords =
                        imports(page, court.folder(), codec.address().toString());
                assertThat(passwords).hasSize(DEVICES);
                Map<String, String> enrolled = enrolsByCode(page, court.folder());
                assertThat(enrolled).containsEntry("user", ENROLLED).containsEntry("server", Scratch.ADDRESS);
                String issued = enrolled.getOrDefault("password", "");
                assertThat(issued).isNotEqualTo(passwords.get(ENROLLED));

                Map<String, String> fetched = enrolsByZeroTouch(page);
                assertThat(fetched).containsEntry("username", UNTOUCHED);
                registers(court, 5, UNTOUCHED, fetched.getOrDefault("password", ""))
                        .close();

                try (BaresipPeer room = registers(court, 2, ENROLLED, issued)) {
                    Map<String, String> rotated = rotates(page);
                    assertThat(rotated).hasSize(DEVICES / CITIES.size()).containsKey(ENROLLED);
                    // Who has the new one, and who has only the old one yet.
                    registers(court, 3, ENROLLED, rotated.getOrDefault(ENROLLED, ""))
                            .close();
                    registers(court, 4, ENROLLED, issued).close();

                    findsTheMutedRoom(page, codec);
                    movesTheCamera(page, camera);
                    readsThePlots(page, court, room);
                }
            }
            assertThat(complaints).isEmpty();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(Scratch.ADDRESS, 0);
    }

    private static String row(int number, String room, String extra) {
        String city = CITIES.get(number % CITIES.size());
        return "%1$s қалалық соты,COURT,%1$s,Зал %2$d,\"%1$s, зал %2$d\",%3$s,%4$s\n"
                .formatted(city, number, room, extra);
    }

    /** @return the passwords that the page shows, by name */
    private static Map<String, String> imports(Page page, Path folder, String codec) throws Exception {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < DEVICES; i++) {
            String name = "room" + i;
            rows.append(row(i, name, name.equals(DRIVEN) ? "Cisco,SX20," + codec + ",cisco-ce" : ",,,"));
        }
        Path bad = Files.writeString(folder.resolve("bad.csv"), rows + row(7, "a room", ",,,"));
        Path good = Files.writeString(folder.resolve("good.csv"), rows);

        page.navigate(Desk.SITE + "/devices/import");
        chooses(page, bad);
        assertThat(page.locator("#text")).hasValue(Pattern.compile("a room"));
        page.locator("button[value=check]").click();
        assertThat(page.locator("[role=alert]")).isVisible();
        assertThat(page.locator("main .trail li")).hasCount(1);
        assertThat(page.locator("main .trail li")).containsText("username");

        chooses(page, good);
        assertThat(page.locator("#text")).not().hasValue(Pattern.compile("a room"));
        page.locator("button[value=check]").click();
        assertThat(page.locator("[role=status]")).containsText(Integer.toString(DEVICES));
        page.locator("button[value=take]").click();
        return issued(page);
    }

    /** As a person does, who sees the field only once the page's script waits for files. */
    private static void chooses(Page page, Path file) {
        Locator field = page.locator("input[type=file]");
        assertThat(field).isVisible();
        field.setInputFiles(file);
    }

    private static Map<String, String> issued(Page page) {
        assertThat(page.locator("main tbody tr").first()).isVisible();
        Map<String, String> passwords = new HashMap<>();
        for (String line : page.locator("main tbody tr").allInnerTexts()) {
            String[] parts = line.split("\\s+");
            passwords.put(parts[0], parts[1]);
        }
        return passwords;
    }

    /** @return what the code says that the page shows for a device's new password */
    private static Map<String, String> enrolsByCode(Page page, Path folder) throws Exception {
        open(page, ENROLLED);
        page.locator(SETTINGS).click();
        page.locator("form[action$='/password'] button").click();
        assertThat(page.locator("svg.qr")).isVisible();
        return pairs(code(page, folder), "=");
    }

    /** By a reader that we did not write, which is shown the whole page. */
    private static String code(Page page, Path folder) throws Exception {
        Path shot = folder.resolve("code.png");
        page.screenshot(new Page.ScreenshotOptions().setPath(shot));
        Process reader = new ProcessBuilder("zbarimg", "--quiet", "--raw", shot.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor()).as("codes found in %s", shot).isZero();
        return text;
    }

    /** Finds a device by its name for calls, and opens its page. */
    private static void open(Page page, String username) {
        page.navigate(Desk.SITE + "/fleet?q=" + URLEncoder.encode(username, StandardCharsets.UTF_8));
        page.locator("table.list tbody a").first().click();
        assertThat(page.locator("#thing")).isVisible();
    }

    /** @return the settings in the file that the device fetches where the page says */
    private static Map<String, String> enrolsByZeroTouch(Page page) {
        open(page, UNTOUCHED);
        page.locator(SETTINGS).click();
        page.locator("a[href$='/configuration']").click();
        page.locator("input[name=hardware]").fill(MAC);
        page.locator("form[action$='/enrolment'] button").click();
        String url = page.locator("output.secret").innerText();
        APIResponse file = page.request().get(url + MAC + ".cfg");
        assertThat(file).isOK();
        return pairs(file.text(), " = ");
    }

    private static Map<String, String> pairs(String text, String between) {
        Map<String, String> pairs = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split(between, 2);
            if (parts.length == 2) {
                pairs.put(parts[0], parts[1]);
            }
        }
        return pairs;
    }

    private static BaresipPeer registers(Court court, int peer, String user, String password) throws Exception {
        BaresipPeer.Account account = new BaresipPeer.Account(peer, user, password, Court.SERVER, true);
        BaresipPeer room = BaresipPeer.start(court.folder(), account);
        room.awaitRegistered();
        return room;
    }

    private static Map<String, String> rotates(Page page) {
        page.navigate(Desk.SITE + "/devices/rotation");
        page.locator("select[name=region]").selectOption(CITIES.get(0));
        page.locator("button[value=page]").click();
        return issued(page);
    }

    private static void findsTheMutedRoom(Page page, CiscoSimulator codec) {
        open(page, DRIVEN);
        String driven = page.url();
        page.locator("input[name=user]").fill(CODEC.user());
        page.locator("input[name=password]").fill(CODEC.password());
        page.locator("form[action$='/login'] button").click();
        assertThat(page.locator("#thing .facts-of")).isVisible();

        codec.room().muteMicrophones(true);
        Await.until("one muted room", Court.PATIENCE, () -> {
            page.navigate(Desk.SITE + "/fleet?state=MUTED");
            return page.locator("table.list tbody tr").count() == 1;
        });
        page.locator("table.list tbody a").first().click();
        assertThat(page).hasURL(driven);
        page.locator("button[value=unmute]").click();
        Await.until("sound again", Court.PATIENCE, () -> !codec.room().microphonesMuted());
    }

    private static void movesTheCamera(Page page, ViscaSimulator camera) {
        page.locator("a[href^='/rooms/']").first().click();
        page.locator("a[href$='/peripherals/new']").click();
        page.locator("select[name=kind]").selectOption("CAMERA");
        page.locator("input[name=name]").fill("Судья камерасы");
        page.locator("input[name=address]").fill(camera.address().toString());
        page.locator("select[name=driver]").selectOption("visca");
        page.locator("main form button.primary").click();
        page.locator("ul.rows a", new Page.LocatorOptions().setHasText("Судья камерасы"))
                .click();
        Locator right = page.locator("button[value=right]");
        double before = camera.room().camera().pan();
        right.click();
        Await.until(
                "the camera has turned",
                Court.PATIENCE,
                () -> camera.room().camera().pan() != before);
        assertThat(page.locator("#outcomes .badge").first()).isVisible();
    }

    private static void readsThePlots(Page page, Court court, BaresipPeer room) throws Exception {
        open(page, ENROLLED);
        court.seat(2, page.url().substring(page.url().lastIndexOf('/') + 1));
        court.start();
        court.call(room);
        Await.until(
                "lines in every plot",
                A_PLOT,
                () -> page.locator(".plot:has(polyline)").count()
                        == page.locator(".plot").count());
        assertThat(page.locator(".plot")).not().hasCount(0);
        room.hangUp();
        assertThat(page.locator("#thing .trail a")).containsText("TechnicianDayIT");
    }
}
