package org.courtbridge.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many devices at once, and the auditor who reads of it. */
class BulkPagesTest {

    private static final String HEADING = "institution,kind,region,room,name,username,addresses,driver\n";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened technician;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> file(String step, String text) throws Exception {
        return running.submit(technician, "/devices/import", "format=CSV&step=" + step + "&text=" + encoded(text));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Әуезов аудандық соты,court,Алматы,Зал %d,Зал %d,zal%d,,\n".formatted(i, i, i))
                .collect(Collectors.joining("", HEADING, ""));
    }

    @Test
    void aFileIsCheckedRowByRowAndThenTakenAsAWhole() throws Exception {
        String bad = HEADING + "Сот,court,,Зал 1,Зал 1,one,,\nСот,school,,Зал 2,Зал 2,two,,\n,,,,,three,,\n";
        String complaints = file("take", bad).body();
        assertThat(complaints).contains("Строка 3,", "school", "Строка 4,", "Ничего не добавлено");
        assertThat(running.services.devices().all()).isEmpty();
        // Larger than any other form may be.
        String good = rows(2_000);
        assertThat(good.length()).isGreaterThan(64 * 1024);
        assertThat(file("check", good).body()).contains("2", "Пока ничего не добавлено");
        assertThat(running.services.devices().all()).isEmpty();
        HttpResponse<String> taken = file("take", rows(3));
        assertThat(taken.body()).contains("Добавлено устройств: 3", "zal0", "zal2");
        String password = running.services
                .devices()
                .password(running.services
                        .devices()
                        .byUsername("zal1")
                        .orElseThrow()
                        .id())
                .orElseThrow();
        assertThat(taken.body()).contains(password);
        assertThat(taken.headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** From a file, on the page of the device, in a search, in its history, and out again. */
    @Test
    void aMacAddressIsTakenShownFoundAndOfOneDevice() throws Exception {
        String heading = "name,username,serial,mac\n";
        assertThat(file("take", heading + "Зал 1,one,S1,80:5e:c0:79:c3\n").body())
                .contains("«80:5e:c0:79:c3» — не MAC-адрес");
        file("take", heading + "Зал 1,one,S1,80-5E-C0-79-C3-7F\nЗал 2,two,S2,\n");
        String one = running.services.devices().byUsername("one").orElseThrow().id();
        String two = running.services.devices().byUsername("two").orElseThrow().id();
        assertThat(running.page(technician, "/devices/" + one).body()).contains("value=\"80:5e:c0:79:c3:7f\"");
        for (String query : List.of("805ec079c37f", "80:5E:C0", "C079.C37F")) {
            assertThat(running.page(technician, "/fleet?q=" + query).body())
                    .as(query)
                    .contains("Зал 1")
                    .doesNotContain("Зал 2");
        }
        String form = "make=&model=&serial=S2&addresses=&driver=&notes=&mac=";
        assertThat(running.submit(technician, "/devices/" + two + "/description", form + "805ec079c37f")
                        .statusCode())
                .isEqualTo(409);
        assertThat(running.submit(technician, "/devices/" + two + "/description", form + "00.50.60.a1.b2.c3")
                        .statusCode())
                .isEqualTo(303);
        assertThat(running.services.audit().of(two).toString()).contains("mac", "00:50:60:a1:b2:c3");
        for (String format : List.of("CSV", "JSON")) {
            assertThat(running.api("POST", "/inventory/export", "{\"format\":\"%s\"}".formatted(format))
                            .body())
                    .contains("mac", "80:5e:c0:79:c3:7f", "00:50:60:a1:b2:c3");
        }
        assertThat(running.api("GET", "/inventory?q=a1-b2-c3", "").body())
                .contains("\"mac\":\"00:50:60:a1:b2:c3\"")
                .doesNotContain("Зал 1");
    }

    @Test
    void aRegionGetsNewPasswordsAndTheOldOnesWorkForAWhile() throws Exception {
        running.services.inventory().addAll(DeviceFile.ofCsv(rows(2)), () -> "before");
        running.services.devices().add("Elsewhere", "elsewhere", "before");
        assertThat(running.page(technician, "/devices/rotation").body()).contains("Алматы");
        String done = running.submit(technician, "/devices/rotation", "hours=24&region=" + encoded("Алматы"))
                .body();
        assertThat(done).contains("zal0", "zal1").doesNotContain("elsewhere");
        String id = running.services.devices().byUsername("zal0").orElseThrow().id();
        assertThat(done).contains(running.services.devices().password(id).orElseThrow());
        assertThat(running.services.devices().formerPasswords(id)).containsExactly("before");
        assertThat(running.submit(technician, "/devices/rotation", "hours=0&region=" + encoded("Алматы"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.submit(technician, "/devices/rotation", "hours=1&region=")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCommandForManyHasAnOutcomeForEach() throws Exception {
        try (PjlinkSimulator one = simulator();
                PjlinkSimulator other = simulator()) {
            one.room().sleep(true);
            other.room().sleep(true);
            other.room().stick();
            String text = HEADING
                    + "Сот,court,,Зал 1,Экран 1,one,%s,pjlink\n".formatted(one.address())
                    + "Сот,court,,Зал 2,Экран 2,two,%s,pjlink\n".formatted(other.address())
                    + "Сот,court,,Зал 3,Экран 3,three,127.0.0.1:1,pjlink\n"
                    + "Сот,court,,Зал 4,Без драйвера,four,,\n";
            running.services.inventory().addAll(DeviceFile.ofCsv(text), () -> "x");
            String run = running.submit(technician, "/fleet/bulk", "do=wake&q=&state=&sure=3")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            running.fleet
                    .bulkRun(run.substring(run.lastIndexOf('/') + 1))
                    .orElseThrow()
                    .done()
                    .get(60, TimeUnit.SECONDS);
            String body = running.page(technician, run).body();
            assertThat(body)
                    .contains(
                            "3 из 3",
                            "из них выполнено: 1",
                            "Экран 1",
                            "Оно согласилось, но ничего не сделало.",
                            "Оно недоступно.")
                    .doesNotContain("Без драйвера");
            assertThat(one.room().isAsleep()).isFalse();
            assertThat(running.page(technician, "/fleet/bulk/none").statusCode())
                    .isEqualTo(404);
            String id =
                    running.services.devices().byUsername("one").orElseThrow().id();
            assertThat(running.fleet.latestCommands(id)).hasSize(1);
        }
    }

    /** Without the number of those that it is for now, an order is only asked about. */
    @Test
    void anOrderForAllThatWereFoundIsAskedAboutWithHowManyItIsFor() throws Exception {
        running.services.inventory().addAll(DeviceFile.ofCsv(rows(12)), () -> "before");
        String list = running.page(technician, "/devices?q=" + encoded("Зал 1")).body();
        assertThat(list)
                .contains("Сменить пароли (устройств: 3)")
                .doesNotContain("Разбудить (")
                .containsSubsequence("</table>", "<h2 id=\"orders\">", "Сменить пароли");
        String selection = "q=" + encoded("Зал 1") + "&of=devices&do=rotate";
        String question = running.page(technician, "/fleet/bulk?" + selection).body();
        assertThat(question)
                .contains("Сменить пароли (устройств: 3)?", "Зал 1 ·", "Зал 10 ·", "Зал 11 ·")
                .contains("name=\"sure\" value=\"3\"", "href=\"/devices?q=")
                .doesNotContain("Зал 2");
        String id = running.services.devices().byUsername("zal1").orElseThrow().id();
        for (String sure : List.of("", "&sure=", "&sure=12")) {
            assertThat(running.submit(technician, "/fleet/bulk", selection + "&hours=24" + sure)
                            .body())
                    .as(sure)
                    .contains("Сменить пароли (устройств: 3)?");
        }
        assertThat(running.submit(technician, "/fleet/bulk", selection + "&hours=0&sure=3")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.services.devices().password(id)).contains("before");
        HttpResponse<String> file = running.submit(technician, "/fleet/bulk", selection + "&hours=24&sure=3&as=file");
        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(file.body().lines())
                .hasSize(4)
                .contains("Әуезов аудандық соты,Зал 1,Зал 1,zal1,"
                        + running.services.devices().password(id).orElseThrow());
        assertThat(running.services.devices().formerPasswords(id)).containsExactly("before");
        String other =
                running.services.devices().byUsername("zal2").orElseThrow().id();
        assertThat(running.services.devices().password(other)).contains("before");
        for (String wrong : List.of("do=explode", "q=", "do=rotate&state=SLEEPY")) {
            assertThat(running.page(technician, "/fleet/bulk?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(running.page(technician, "/fleet/bulk?do=rotate&q=zzz").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theFirstPasswordsOfAFileAreAFile() throws Exception {
        HttpResponse<String> taken = file("file", rows(3));
        assertThat(taken.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("passwords-");
        String id = running.services.devices().byUsername("zal2").orElseThrow().id();
        assertThat(taken.body())
                .contains("zal2," + running.services.devices().password(id).orElseThrow());
    }

    private static PjlinkSimulator simulator() {
        return new PjlinkSimulator(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2, Optional.empty());
    }

    @Test
    void theAuditorReadsWhoDidWhatAndWhetherAllOfItIsThere() throws Exception {
        Sessions.Opened auditor = running.userWith(EnumSet.of(Role.AUDITOR));
        file("take", rows(150));
        String newest = running.page(auditor, "/audit").body();
        assertThat(newest)
                .contains("добавил(а) устройство", "Зал 149", "before=")
                .doesNotContain("Зал 0<");
        assertThat(running.page(auditor, "/audit?q=institution.add").body())
                .contains("Әуезов аудандық соты")
                .doesNotContain("Зал 149");
        String id = running.services.devices().byUsername("zal0").orElseThrow().id();
        assertThat(running.page(auditor, "/audit?subject=" + id).body())
                .contains("zal0")
                .doesNotContain("Зал 1<");
        assertThat(running.submit(auditor, "/audit", "").body()).contains("Журнал цел");
        running.sql("update audit_entries set actor = 'user:nobody' where number = 7");
        assertThat(running.submit(auditor, "/audit", "").body()).contains("Журнал нарушен на записи 7");
        assertThat(running.page(technician, "/audit").statusCode()).isEqualTo(403);
        assertThat(running.page(auditor, "/fleet").statusCode()).isEqualTo(403);
    }
}
