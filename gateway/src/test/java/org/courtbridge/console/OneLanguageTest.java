package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Posting.Reason;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page in Kazakh or Russian has no word in Latin letters that is no name. */
class OneLanguageTest {

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]+");

    /** What is read aloud or shown when it is pointed at. */
    private static final Pattern SAID = Pattern.compile("(?:aria-label|title|placeholder|alt|data-ask)=\"([^\"]*)\"");

    /** Names of formats, protocols, algorithms and makes, which have no others in these languages. */
    private static final Set<String> NAMES = Set.of(
            "Courtbridge",
            "KK",
            "RU",
            "EN",
            "English",
            "CSV",
            "JSON",
            "PDF",
            "SIP",
            "RTP",
            "SRTP",
            "TLS",
            "NAT",
            "MAC",
            "IP",
            "URI",
            "DNS",
            "SHA-",
            "MD",
            "PIN",
            "QR",
            "HTTP",
            "HTTPS",
            "VISCA",
            "PJLink",
            "ONVIF",
            "RTSP",
            "UDP",
            "TCP",
            "PIN-",
            "MAC-",
            "IP-",
            "SIP-",
            "ID",
            "Cisco",
            "Poly",
            "Polycom",
            "Yealink",
            "Huawei",
            "LifeSize",
            "Lifesize",
            "Logitech",
            "Grandstream",
            "Cisco CE",
            "Telnet",
            "SSH",
            "VLAN",
            "DHCP",
            "ISDN",
            "H",
            "WebRTC",
            "Zero",
            "Touch",
            "EST",
            "SCEP",
            "CA",
            "OpenID",
            "TOTP");

    /** Words that a file of devices is made of, whatever the language, and what this test itself names. */
    private static final Set<String> DATA = Set.of(
            "court",
            "hospital",
            "social",
            "facility",
            "detention",
            "name",
            "username",
            "sip",
            "room",
            "example",
            "kind",
            "region",
            "school",
            "zal",
            "pjlink",
            "bad",
            "driver",
            "Has",
            "spaces",
            "known",
            "user");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened viewer;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        viewer = running.userWith(EnumSet.allOf(Role.class));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    /** @return words in Latin letters that are no names, with some of what is around them */
    private static List<String> foreign(String html) {
        String main = html.substring(html.indexOf("<body>"))
                .replaceAll("(?s)<(script|code|textarea|style)[ >].*?</\\1>", " ")
                .replaceAll("(?s)<nav class=\"languages\".*?</nav>", " ")
                .replaceAll("(?s)<option [^>]*>.*?</option>", " ");
        String said = SAID.matcher(main)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining("\n"));
        String shown = main.replaceAll("(?s)<a class=\"me\".*?</a>", " ").replaceAll("(?s)<[^>]*>", "\n") + "\n" + said;
        return shown.lines()
                .map(line -> line.replaceAll("&[a-z#0-9]+;", " ").strip())
                .filter(line -> WORD.matcher(line)
                        .results()
                        .map(MatchResult::group)
                        .anyMatch(word -> !NAMES.contains(word) && !DATA.contains(word) && !word.matches("[0-9a-f-]+")))
                .distinct()
                .toList();
    }

    private HttpResponse<String> get(Language language, String path) throws Exception {
        return running.send("GET", path, "", "Cookie", "session=" + viewer.token() + "; language=" + language.tag());
    }

    private HttpResponse<String> post(Language language, String path, String form) throws Exception {
        return running.send(
                "POST",
                path,
                form + "&csrf=" + viewer.session().csrf(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "session=" + viewer.token() + "; language=" + language.tag());
    }

    private static void isInOneLanguage(String what, String html, Set<String> wrong) {
        foreign(html).forEach(line -> wrong.add(what + ": " + line));
    }

    @Test
    void whatIsWrongWithAFileIsSaidInTheLanguageOfThePage() throws Exception {
        running.services
                .inventory()
                .addAll(
                        DeviceFile.ofCsv(
                                "institution,kind,region,room,name,username,serial\nСот,court,Алматы,Зал,Зал,known,7\n"),
                        () -> "x");
        String heading = "institution,kind,region,room,name,username,serial,mac,addresses,sip_uri,driver\n";
        String bad = heading
                + "Сот,hospital,Астана,Зал,Зал,known,7,12:34,а б,a b,Has spaces\n"
                + ",court,,,,,,,,,\n"
                + "Жаңа,,,Зал,Зал,а б,8,,,,\n"
                + "Жаңа,school,,,Зал\u0007,zal,8,,,,\n"
                + "%s,court,,Зал,Зал,zal,,,,,\n".formatted("ы".repeat(201))
                + "бір,екі\n";
        Set<String> wrong = new TreeSet<>();
        for (Language language : List.of(Language.KAZAKH, Language.RUSSIAN)) {
            for (String text : List.of(bad, "", " , \n", "name,username,username,цвет\n", "\"а", "name\n1,2\n")) {
                String form = "format=CSV&step=check&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
                isInOneLanguage(
                        language + " CSV",
                        post(language, "/devices/import", form).body(),
                        wrong);
            }
            for (String text : List.of("{", "{}", "[1]", "[{\"name\":1,\"addresses\":\"x\",\"цвет\":\"\"}]")) {
                String form = "format=JSON&step=check&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
                isInOneLanguage(
                        language + " JSON",
                        post(language, "/devices/import", form).body(),
                        wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTrailAndTheFailuresOfDriversAreSaidInTheLanguageOfThePage() throws Exception {
        running.services
                .inventory()
                .addAll(
                        DeviceFile.ofCsv("institution,kind,region,room,name,username,addresses,driver\n"
                                + "Сот,court,Алматы,Зал,Зал,zal,127.0.0.1:1,pjlink\n"),
                        () -> "x");
        Device device = running.services.devices().byUsername("zal").orElseThrow();
        running.services.devices().setEncryption(device.id(), Encryption.REQUIRED);
        running.services.devices().setEnabled(device.id(), false);
        running.services.devices().setEnabled(device.id(), true);
        running.fleet.ask(running.fleet.item(device.id()).orElseThrow()).get(60, TimeUnit.SECONDS);
        for (String order : List.of("wake", "mute", "standby", "unblank")) {
            running.submit(viewer, "/fleet/" + device.id() + "/command", "do=" + order);
        }
        running.submit(viewer, "/fleet/" + device.id() + "/certificate", "");
        running.submit(viewer, "/fleet/bulk", "do=configure&sure=1");
        running.submit(
                viewer, "/devices/rotation", "hours=24&region=" + URLEncoder.encode("Алматы", StandardCharsets.UTF_8));
        running.api("POST", "/inventory/export", "{\"format\":\"CSV\",\"secrets\":true}");
        join(found("{\"name\":\"Жаңа сот\",\"kind\":\"COURT\",\"region\":\"Алматы\",\"department\":\""
                + found("{\"name\":\"Департамент\",\"kind\":\"DEPARTMENT\"}")
                + "\",\"address\":\"Абай к., 1\",\"phone\":\"1\",\"email\":\"сот@сот\",\"hours\":\"09:00-18:30\"}"));
        Set<String> wrong = new TreeSet<>();
        for (Language language : List.of(Language.KAZAKH, Language.RUSSIAN)) {
            for (String path : List.of("/audit", "/audit?subject=" + device.id(), "/fleet/" + device.id())) {
                isInOneLanguage(language + " " + path, get(language, path).body(), wrong);
            }
            running.sql("update audit_entries set actor = 'user:user0' where number = 2");
            isInOneLanguage(language + " broken", post(language, "/audit", "").body(), wrong);
        }
        assertThat(get(Language.RUSSIAN, "/audit").body())
                .contains("шифрование", "<del>если устройство умеет</del>", "Разбудить", "пароли всех устройств")
                .contains("роли: Жаңа сот", "часы работы");
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatCameOfPostingTheListIsSaidInTheLanguageOfThePage() throws Exception {
        Instant at = Instant.parse("2026-11-27T05:00:00Z");
        for (Outcome outcome : Outcome.values()) {
            for (Reason reason : Reason.values()) {
                running.posts.add(new Attempt(at, "0123abcd", outcome, reason, "401"));
            }
        }
        Set<String> wrong = new TreeSet<>();
        for (Language language : List.of(Language.KAZAKH, Language.RUSSIAN)) {
            isInOneLanguage(language + " posts", get(language, "/public-list").body(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    /** Adds an institution. @return its id */
    private String found(String institution) throws Exception {
        return RunningConsole.json(running.api("POST", "/institutions", institution))
                .path("id")
                .asText();
    }

    private void join(String institution) throws Exception {
        String member = "{\"institution\":\"" + institution + "\",\"roles\":[\"CLERK\",\"JUDGE\"]}";
        assertThat(running.api("POST", "/users/" + viewer.session().userId() + "/memberships", member)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesAreInOneLanguage() throws Exception {
        Device device = running.services.devices().add("Зал", "zal", "x");
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
        Set<String> wrong = new TreeSet<>();
        for (Language language : List.of(Language.KAZAKH, Language.RUSSIAN)) {
            List<String> paths = Stream.of(
                            "/today",
                            "/hearings",
                            "/hearings?q=zzz",
                            "/hearings/new",
                            "/hearings/" + hearing,
                            "/hearings/" + hearing + "/bookings",
                            "/hearings/" + hearing + "/readiness",
                            "/schedule",
                            "/schedule?view=week&of=PERSON",
                            "/schedule/booking?at=2026-12-02T10:00",
                            "/readiness",
                            "/alerts",
                            "/devices",
                            "/devices?q=zal&sort=-name",
                            "/devices/new",
                            "/devices/import",
                            "/devices/rotation",
                            "/fleet",
                            "/fleet?place=none",
                            "/fleet/bulk?do=rotate",
                            "/fleet/bulk?do=configure&of=devices",
                            "/fleet/" + device.id(),
                            "/calls",
                            "/audit",
                            "/users",
                            "/users/new",
                            "/account",
                            "/nothing")
                    .toList();
            for (String path : paths) {
                isInOneLanguage(language + " " + path, get(language, path).body(), wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
