package org.courtbridge.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.testcall.Tested;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of many devices and hearings. */
class FleetListsTest {

    private static final Pattern NAME = Pattern.compile("<strong><a [^>]+>([^<]+)</a></strong>");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened technician;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN, Role.CLERK));
        String rows = IntStream.range(1, 121)
                .mapToObj(i -> "Сот %1$d,court,Алматы,Зал %2$d,Кодек %1$d,kodek%1$d\n".formatted(i, i % 7))
                .collect(Collectors.joining("", "institution,kind,region,room,name,username\n", ""));
        running.services.inventory().addAll(DeviceFile.ofCsv(rows), () -> "x");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String page(String path) throws Exception {
        return running.page(technician, path).body();
    }

    private List<String> names(String path) throws Exception {
        return names(running.page(technician, path));
    }

    private static List<String> names(HttpResponse<String> list) {
        return NAME.matcher(list.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void devicesAreInHumanOrderAndTheOneThatIsMeantIsFirst() throws Exception {
        assertThat(names("/devices"))
                .hasSize(50)
                .startsWith("Кодек 1", "Кодек 2", "Кодек 3")
                .endsWith("Кодек 49", "Кодек 50");
        assertThat(names("/devices?page=3")).hasSize(20).endsWith("Кодек 119", "Кодек 120");
        assertThat(names("/devices?sort=-name")).startsWith("Кодек 120", "Кодек 119");
        assertThat(names("/devices?q=" + encoded("кодек 12"))).startsWith("Кодек 12", "Кодек 112");
        assertThat(names("/fleet?q=" + encoded("кодек 12"))).startsWith("Кодек 12", "Кодек 112");
        assertThat(names("/devices?q=kodek7")).startsWith("Кодек 7", "Кодек 70");
        assertThat(page("/devices?sort=-name&q=" + encoded("кодек")))
                .contains("aria-sort=\"descending\"", "<input type=\"hidden\" name=\"sort\" value=\"-name\">");
        assertThat(names("/fleet")).startsWith("Сот 1", "Сот 2", "Сот 3").endsWith("Сот 50");
        assertThat(names("/fleet?page=3")).endsWith("Сот 120");
    }

    @Test
    void aRowSaysWhereItStandsHowItIsAndWhatItsLastTestFound() throws Exception {
        running.registered.add("kodek2");
        String id =
                running.services.devices().byUsername("kodek2").orElseThrow().id();
        Instant at = Instant.parse("2026-11-27T05:00:00Z");
        running.tests.add(new Tested(
                "0e0e0e0e-0000-4000-8000-000000000001",
                new Tested.Place.Room(id, "Кодек 2"),
                Optional.empty(),
                Tested.SCHEDULE,
                1,
                at.minusSeconds(20),
                at,
                List.of()));
        String list = page("/devices?q=" + encoded("кодек 2"));
        String row = list.substring(list.indexOf("<tbody"), list.indexOf("</tr>", list.indexOf("<tbody")));
        assertThat(row)
                .contains("Кодек 2<", "Сот 2, Зал 2", "зарегистрировано", "/tests/0e0e0e0e-0000-4000-8000-000000000001")
                .contains("aria-label=\"Изменить: Кодек 2\"");
        assertThat(names("/devices?state=REGISTERED")).containsExactly("Кодек 2");
        assertThat(page("/devices?state=REGISTERED"))
                .contains("aria-current=\"true\"", "<strong>1</strong>", "Найдено: 1");
    }

    /** Fifty questions to the database took longer than all else. */
    @Test
    void theTestsOfAPageAreReadTogether() throws Exception {
        page("/devices?page=3");
        assertThat(running.tests.asked).containsExactly(20);
    }

    @Test
    void hearingsAreListedByPagesAndByPhase() throws Exception {
        for (int i = 1; i <= 60; i++) {
            running.api("POST", "/hearings", "{\"number\":\"%d\",\"title\":\"Дело %d\"}".formatted(i, i));
        }
        assertThat(names("/hearings"))
                .hasSize(50)
                .startsWith("Дело 1", "Дело 2")
                .endsWith("Дело 50");
        assertThat(names("/hearings?page=2&phase=SCHEDULED")).hasSize(10).endsWith("Дело 60");
        assertThat(names("/hearings?q=" + encoded("дело 6"))).startsWith("Дело 6", "Дело 16");
        assertThat(names("/hearings?sort=-number")).startsWith("Дело 60", "Дело 59");
        assertThat(names("/hearings?phase=ENDED")).isEmpty();
        assertThat(running.page(technician, "/hearings?phase=OVER").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aReaderSeesAndCountsWhatIsOfTheirInstitutions() throws Exception {
        String own = institution("Сот 2");
        String other = institution("Сот 3");
        Sessions.Opened member = running.memberOf(own, EnumSet.of(Role.TECHNICIAN, Role.CLERK));
        running.services.devices().add("Кодек 500", "unplaced", "x");
        for (String court : List.of(own, other)) {
            String hearing = "{\"number\":\"%s\",\"title\":\"Дело\",\"court\":\"%s\"}";
            assertThat(running.api("POST", "/hearings", hearing.formatted(court.equals(own) ? "1" : "2", court))
                            .statusCode())
                    .isEqualTo(201);
        }
        for (String path : List.of("/devices", "/fleet?q=" + encoded("кодек"), "/devices?state=UNKNOWN")) {
            String list = running.page(member, path).body();
            assertThat(names(running.page(member, path))).as(path).containsExactly("Кодек 2");
            assertThat(list)
                    .as(path)
                    .contains("Найдено: 1", "aria-label=\"Изменить: Кодек 2\"", "<strong>1</strong>")
                    .doesNotContain("<strong>12", "/fleet/bulk", "/devices/add");
        }
        assertThat(names(running.page(member, "/fleet"))).containsExactly("Сот 2");
        assertThat(names(running.page(member, "/fleet?place=none"))).isEmpty();
        assertThat(names(running.page(member, "/hearings?sort=number"))).containsExactly("Дело");
        assertThat(running.page(member, "/hearings").body())
                .contains("Найдено: 1", "<strong>1</strong>")
                .doesNotContain("<strong>2</strong>");
        assertThat(running.page(member, "/fleet/bulk?do=rotate").statusCode()).isEqualTo(403);
    }

    /** Who looks at the rooms of several institutions, and after those of one. */
    @Test
    void aRowLeadsToItsSettingsWhereTheReaderMayChangeThem() throws Exception {
        Sessions.Opened both = running.memberOf(institution("Сот 2"), EnumSet.of(Role.TECHNICIAN));
        running.services
                .access()
                .users()
                .changeRolesIn(both.session().userId(), institution("Сот 3"), EnumSet.of(Role.CLERK));
        assertThat(names(running.page(both, "/devices"))).containsExactly("Кодек 2", "Кодек 3");
        assertThat(running.page(both, "/devices").body())
                .contains("aria-label=\"Изменить: Кодек 2\"")
                .doesNotContain("aria-label=\"Изменить: Кодек 3\"");
    }

    private String institution(String name) {
        return running.services.inventory().institutions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatAnAddressOrANameHoldsIsTextAndNothingElse() throws Exception {
        String hostile = "\"><script>alert(1)</script>";
        running.services.devices().add(hostile, "hostile", "x");
        for (String path : List.of(
                "/devices?q=",
                "/fleet?q=",
                "/hearings?q=",
                "/devices?sort=",
                "/devices?page=",
                "/fleet/bulk?do=rotate&q=")) {
            assertThat(page(path + encoded(hostile))).as(path).doesNotContain("<script>alert");
        }
        assertThat(page("/devices?q=alert")).contains("&lt;script>alert(1)");
        assertThat(page("/devices?q=" + encoded("a&page=2"))).contains("value=\"a&amp;page=2\"");
    }

    /** A language is chosen without losing what was searched for. */
    @Test
    void theLanguageSwitchLeadsBackToTheSameList() throws Exception {
        String list = page("/devices?q=%D0%BA%D0%BE%D0%B4%D0%B5%D0%BA+2&sort=-name");
        String to = "/language/en?to=/devices?q=%25D0%25BA%25D0%25BE%25D0%25B4%25D0%25B5%25D0%25BA%2B2%26sort=-name";
        assertThat(list).contains(to);
        assertThat(running.page(technician, to).headers().firstValue("Location"))
                .contains("/devices?q=%D0%BA%D0%BE%D0%B4%D0%B5%D0%BA+2&sort=-name");
    }
}
