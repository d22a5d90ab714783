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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technician's pages, with simulated devices behind them. */
class FleetPagesTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened technician;

    private final CiscoSimulator codec = CiscoSimulator.overHttps(anywhere(), LOGIN);
    private final ViscaSimulator camera = ViscaSimulator.oneCamera(anywhere(), ViscaRange.SRG);
    private final PjlinkSimulator display = new PjlinkSimulator(anywhere(), 2, Optional.empty());

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        codec.close();
        camera.close();
        display.close();
    }

    private Room room(String institution, String region, String name) {
        Institution court = Institution.of(institution, InstitutionKind.COURT, region);
        Room room = Room.of(court.id(), name);
        running.services.inventory().save(court);
        running.services.inventory().save(room);
        return room;
    }

    private Device device(Room room, String name, String username, String driver, DeviceAddress address) {
        Device device = running.services.devices().add(name, username, "x");
        running.services
                .inventory()
                .describe(
                        device.id(),
                        new DeviceDescription(
                                Optional.of(room.id()),
                                "Cisco",
                                "SX80",
                                "",
                                "",
                                "",
                                List.of(address.toString()),
                                "",
                                List.of(),
                                driver,
                                List.of(),
                                ""));
        return device;
    }

    private Device codec(Room room) {
        Device device = device(room, "Зал 3, кодек", "zal3", "cisco-ce", codec.address());
        running.keepLogin(device, LOGIN);
        return device;
    }

    private Peripheral peripheral(Room room, Peripheral.Kind kind, String name, String driver, DeviceAddress address) {
        Peripheral one = Peripheral.of(room.id(), kind, name, "", "", address.toString(), driver, "");
        running.services.inventory().save(one);
        return one;
    }

    private String page(String path) throws Exception {
        HttpResponse<String> response = running.page(technician, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    /** Shows what came of it. */
    private String order(String id, String form) throws Exception {
        HttpResponse<String> response = running.submit(technician, "/fleet/" + id + "/command", form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return page("/fleet/" + id);
    }

    private void poll() throws Exception {
        for (FleetItem item :
                List.copyOf(running.fleet.all()).stream().map(row -> row.item()).toList()) {
            running.fleet.ask(item).get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void institutionsAreFoldedWithTheirStatesAndOpenToRooms() throws Exception {
        Room room = room("Әуезов аудандық соты", "Алматы", "Зал № 3");
        codec(room);
        peripheral(room, Peripheral.Kind.DISPLAY, "Экран", "pjlink", display.address());
        Device mobile = running.services.devices().add("Көшпелі жинақ", "mobile", "x");
        running.services
                .devices()
                .rotate(Map.of(mobile.id(), "y"), running.clock.instant().plusSeconds(3_600));
        running.registered.add("mobile");
        codec.room().muteMicrophones(true);
        display.room().sleep(true);
        poll();
        assertThat(page("/fleet"))
                .contains("Әуезов аудандық соты", "всего 2", "микрофон выключен: 1", "в режиме ожидания: 1")
                .contains("Не размещены в залах", "прежний пароль: 1", "зарегистрировано: 1")
                .doesNotContain("Зал 3, кодек");
        assertThat(page("/institutions/" + room.institution())).contains("Зал № 3", "Зал 3, кодек", "Экран");
        assertThat(page("/rooms/" + room.id())).contains("Зал 3, кодек", "микрофон выключен");
        assertThat(page("/fleet?place=none")).contains("Көшпелі жинақ", "зарегистрировано");
    }

    @Test
    void aStateAndWordsInAnyScriptFindADevice() throws Exception {
        Room room = room("Әуезов аудандық соты", "Алматы", "Зал № 3");
        codec(room);
        device(room, "Второй", "second", "", new DeviceAddress("10.0.0.1", 80));
        codec.room().muteMicrophones(true);
        poll();
        assertThat(page("/fleet?state=MUTED")).contains("Зал 3, кодек").doesNotContain("Второй");
        assertThat(page("/fleet?q=%D3%98%D0%A3%D0%95%D0%97%D0%9E%D0%92+sx80"))
                .contains("Зал 3, кодек", "Второй", "Найдено: 2");
        assertThat(page("/fleet?q=second")).doesNotContain("Зал 3, кодек");
        assertThat(page("/fleet?q=%3Cscript%3E")).contains("Ничего не найдено.").doesNotContain("<script>\"");
    }

    @Test
    void manyAreShownByPages() throws Exception {
        String rows = IntStream.range(0, 205)
                .mapToObj("Зал %1$03d,room%1$d\n"::formatted)
                .collect(Collectors.joining("", "name,username\n", ""));
        running.services.inventory().addAll(DeviceFile.ofCsv(rows), () -> "x");
        assertThat(page("/fleet?q=room"))
                .contains("Зал 000", "Зал 049", "href=\"/fleet?q=room&amp;page=2\"", "Страница 1 из 5")
                .doesNotContain("Зал 050");
        assertThat(page("/fleet?q=room&page=5"))
                .contains("Зал 204", "с 201 по 205", "href=\"/fleet?q=room&amp;page=4\"")
                .doesNotContain("rel=\"next\"");
    }

    @Test
    void commandsAreCarriedOutAndSaidInWords() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        assertThat(page("/fleet/" + device.id())).contains("Выключить микрофоны", "Не поддерживается: ");
        assertThat(order(device.id(), "do=mute")).contains("Выключить микрофоны:", "выполнено", "микрофон выключен");
        assertThat(codec.room().microphonesMuted()).isTrue();
        assertThat(order(device.id(), "do=volume&percent=70")).contains("Громкость 70", "70");
        assertThat(codec.room().volume()).isEqualTo(70);
        assertThat(running.fleet.saysInCall(device.id())).isFalse();
        assertThat(order(device.id(), "do=dial&address=4501&protocol=SIP")).contains("Позвонить 4501", "на связи");
        assertThat(running.fleet.saysInCall(device.id())).isTrue();
        assertThat(order(device.id(), "do=dial&address=4502&protocol=SIP")).contains("Оно уже на связи.");
        assertThat(order(device.id(), "do=hangup")).contains("Завершить вызов");
        assertThat(running.fleet.saysInCall(device.id())).isFalse();
        assertThat(order(device.id(), "do=blank")).contains("Оно этого не умеет.");
        codec.room().stick();
        assertThat(order(device.id(), "do=unmute")).contains("Оно согласилось, но ничего не сделало.");
        assertThat(running.services.audit().of(device.id()))
                .filteredOn(entry -> entry.action().equals("device.command"))
                .hasSize(7)
                .first()
                .satisfies(
                        entry -> assertThat(entry.changes().getFirst().after()).isEqualTo("NOT_CARRIED_OUT"));
    }

    @Test
    void aCameraMovesFromWhereItLooks() throws Exception {
        Peripheral one =
                peripheral(room("Сот", "", "Зал"), Peripheral.Kind.CAMERA, "Камера судьи", "visca", camera.address());
        order(one.id(), "do=right");
        order(one.id(), "do=right");
        order(one.id(), "do=up");
        order(one.id(), "do=in");
        assertThat(camera.room().camera().isNear(new CameraPosition(0.2, 0.1, 0.1), 0.01))
                .as("%s", camera.room().camera())
                .isTrue();
        order(one.id(), "do=store&preset=2");
        order(one.id(), "do=home");
        assertThat(camera.room().camera().isNear(CameraPosition.HOME, 0.01)).isTrue();
        assertThat(order(one.id(), "do=recall&preset=2")).contains("Камера в положение 2");
        assertThat(camera.room().camera().isNear(new CameraPosition(0.2, 0.1, 0.1), 0.01))
                .isTrue();
        camera.room().sleep(true);
        assertThat(running.submit(technician, "/fleet/" + one.id() + "/command", "do=left"))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(409))
                .satisfies(response -> assertThat(response.body()).contains("не сообщает, куда смотрит"));
    }

    @Test
    void whatADeviceDoesNotSayIsShownAsNotSaid() throws Exception {
        Peripheral one =
                peripheral(room("Сот", "", "Зал"), Peripheral.Kind.DISPLAY, "Экран", "pjlink", display.address());
        assertThat(page("/fleet/" + one.id())).contains("Оно ещё не ответило.");
        poll();
        assertThat(page("/fleet/" + one.id())).containsPattern("<dt>Температура</dt><dd>не сообщает</dd>");
        display.misbehave(Misbehaviour.DROPS);
        poll();
        assertThat(page("/fleet/" + one.id())).contains("Оно недоступно.", "неисправность");
    }

    @Test
    void anotherCertificateIsTrustedOnlyWhenSomebodySaysSo() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        poll();
        codec.front().changeKey();
        poll();
        assertThat(order(device.id(), "do=mute")).contains("У него другой сертификат", "Сертификат заменён мной");
        assertThat(codec.room().microphonesMuted()).isFalse();
        running.submit(technician, "/fleet/" + device.id() + "/certificate", "");
        running.keepLogin(device, LOGIN);
        poll();
        assertThat(page("/fleet/" + device.id())).doesNotContain("Сертификат заменён мной", "Имя или пароль неверны");
    }

    @Test
    void whoeverRenewsACertificateHasTheLoginsOfThatAddressDropped() throws Exception {
        Room room = room("Сот", "", "Зал");
        Device device = codec(room);
        Device besides = device(room, "Зал 3, второй", "zal3-2", "cisco-ce", codec.address());
        running.keepLogin(besides, LOGIN);
        poll();
        codec.front().changeKey();
        poll();
        // By the item beside it, which has the same address: the login of the first must not be sent to the new
        // certificate either.
        HttpResponse<String> renewed = running.submit(technician, "/fleet/" + besides.id() + "/certificate", "");
        assertThat(renewed.headers().firstValue("Location")).contains("/fleet/" + besides.id() + "?done=login.dropped");
        assertThat(running.services.fleet().logins().all()).isEmpty();
        assertThat(order(device.id(), "do=mute")).contains("Имя или пароль неверны", "Не сохранено.");
        assertThat(codec.room().microphonesMuted()).isFalse();
        for (Device each : List.of(device, besides)) {
            assertThat(running.services.audit().of(each.id()).getFirst().action())
                    .as(each.name())
                    .isIn("login.drop", "device.command");
            assertThat(running.services.audit().of(each.id()).toString()).contains("login.drop");
        }
    }

    @Test
    void aDeviceIsNotWhereACloudTellsItsSecrets() throws Exception {
        Device device =
                device(room("Сот", "", "Зал"), "Зал", "zal", "pjlink", new DeviceAddress("169.254.169.254", 80));
        poll();
        assertThat(page("/fleet/" + device.id())).contains("По этому адресу не может быть устройства");
    }

    private static String description(DeviceAddress address, String driver) {
        return "make=Cisco&model=SX80&serial=&mac=&addresses=%s&driver=%s&notes="
                .formatted(URLEncoder.encode(address.toString(), StandardCharsets.UTF_8), driver);
    }

    @Test
    void anotherAddressIsNotSentTheLoginOfTheOneBefore() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        poll();
        try (RecordingListener listener = new RecordingListener("Password: ")) {
            HttpResponse<String> moved = running.submit(
                    technician,
                    "/devices/" + device.id() + "/description",
                    description(listener.address(), "poly-group-telnet"));
            String location = moved.headers().firstValue("Location").orElseThrow();
            assertThat(location).isEqualTo("/fleet/" + device.id() + "?done=login.dropped");
            assertThat(page(location)).contains("введите её ниже заново", "Не сохранено.");
            assertThat(order(device.id(), "do=mute")).contains("Имя или пароль неверны");
            poll();
            assertThat(listener.heard()).isEmpty();
            assertThat(running.services.audit().of(device.id()).stream().map(AuditEntry::action))
                    .contains("login.drop");

            // Back again: what was dropped stays dropped.
            running.submit(
                    technician, "/devices/" + device.id() + "/description", description(codec.address(), "cisco-ce"));
            assertThat(order(device.id(), "do=mute")).contains("Имя или пароль неверны");
            assertThat(codec.room().microphonesMuted()).isFalse();

            // What somebody types for the new address is sent there: the listener does hear.
            running.submit(
                    technician,
                    "/devices/" + device.id() + "/description",
                    description(listener.address(), "poly-group-telnet"));
            running.keepLogin(device, new Credentials("x", "typed-for-it"));
            poll();
            assertThat(listener.heard()).contains("typed-for-it").doesNotContain(LOGIN.password());
        }
    }

    @Test
    void theApiSaysThatALoginWasDropped() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        String same = """
                {"make":"Cisco","addresses":["%s"],"driver":"%s"}""";
        String path = "/devices/" + device.id() + "/description";
        assertThat(RunningConsole.json(running.api("POST", path, same.formatted(codec.address(), "cisco-ce")))
                        .path("loginDropped")
                        .asBoolean(true))
                .isFalse();
        assertThat(running.services.fleet().logins().all()).hasSize(1);
        assertThat(RunningConsole.json(running.api("POST", path, same.formatted(codec.address(), "cisco-ssh")))
                        .path("loginDropped")
                        .asBoolean(false))
                .as("another driver may send it in clear")
                .isTrue();
        assertThat(running.services.fleet().logins().all()).isEmpty();
    }

    @Test
    void aLoginIsKeptForTheAddressThatTheFormShowed() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        String shown = "user=admin&password=Other&address=%s&driver=cisco-ce"
                .formatted(URLEncoder.encode(codec.address().toString(), StandardCharsets.UTF_8));
        assertThat(page("/fleet/" + device.id())).contains("name=\"address\" value=\"" + codec.address() + "\"");
        running.submit(
                technician,
                "/devices/" + device.id() + "/description",
                description(new DeviceAddress("192.0.2.9", 443), "cisco-ce"));
        HttpResponse<String> refused = running.submit(technician, "/fleet/" + device.id() + "/login", shown);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("другой адрес или драйвер");
        assertThat(running.services.fleet().logins().all()).isEmpty();
    }

    @Test
    void aLoginIsKeptAndNeverShown() throws Exception {
        Device device = device(room("Сот", "", "Зал"), "Зал", "zal", "cisco-ce", codec.address());
        poll();
        assertThat(page("/fleet/" + device.id())).contains("Имя или пароль неверны");
        running.submit(technician, "/fleet/" + device.id() + "/login", "user=admin&password=Sesam");
        poll();
        assertThat(page("/fleet/" + device.id())).contains("«admin»").doesNotContain("Sesam", "Имя или пароль неверны");
        assertThat(running.services.audit().of(device.id()).toString()).doesNotContain("Sesam");
        running.submit(technician, "/fleet/" + device.id() + "/login", "user=admin&password=");
        assertThat(running.services.fleet().logins().all()).isEmpty();
    }

    @Test
    void callsAreRemembered() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        String hearing = RunningConsole.json(
                        running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс 7\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
        PartyId party = PartyId.device(device.id());
        LegId leg = running.conferences.connect(hearing, party);
        assertThat(page("/fleet/" + device.id())).contains("Іс 7", "продолжается", "на связи");
        running.conferences.submit(hearing, new HearingCommand.Leave(party.value(), leg, EndReason.MEDIA_LOST));
        assertThat(page("/fleet/" + device.id())).contains("Іс 7").doesNotContain("продолжается");
    }

    @Test
    void institutionsRoomsAndCamerasAreMadeChangedAndRetired() throws Exception {
        HttpResponse<String> made =
                running.submit(technician, "/institutions", "name=%D0%A1%D0%BE%D1%82&kind=HOSPITAL&region=x");
        String institution = made.headers().firstValue("Location").orElseThrow().replace("?done=saved", "");
        assertThat(running.submit(technician, "/institutions", "name=%D0%A1%D0%BE%D1%82&kind=COURT&region=")
                        .body())
                .contains("уже занято");
        String room = running.submit(technician, institution + "/rooms", "name=Room1")
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replace("?done=saved", "");
        running.services.devices().add("Кодек", "kodek", "x");
        assertThat(running.submit(technician, room + "/devices", "username=nobody")
                        .body())
                .contains("Устройства с таким именем");
        running.submit(technician, room + "/devices", "username=KODEK");
        String fields = "kind=CAMERA&name=Cam&make=Sony&model=&driver=visca&notes=&address=";
        assertThat(running.submit(technician, room + "/peripherals", fields + "not+an+address")
                        .statusCode())
                .isEqualTo(400);
        running.submit(technician, room + "/peripherals", fields + "10.0.0.9");
        assertThat(page(room)).contains("Кодек", "Cam", "Sony");
        assertThat(running.submit(technician, room + "/delete", "").statusCode())
                .isEqualTo(409);
        Peripheral camera = running.services.inventory().peripherals().getFirst();
        assertThat(page("/peripherals/" + camera.id())).contains("10.0.0.9");
        running.submit(technician, "/peripherals/" + camera.id(), fields.replace("Cam", "Cam2") + "10.0.0.10");
        assertThat(page("/fleet/" + camera.id())).contains("Cam2");
        running.submit(technician, "/peripherals/" + camera.id() + "/delete", "");
        Device device = running.services.devices().byUsername("kodek").orElseThrow();
        running.submit(
                technician,
                "/devices/" + device.id() + "/description",
                "unplaced=on&make=Poly&model=&serial=&addresses=10.0.0.1&driver=&notes=");
        assertThat(running.services
                        .inventory()
                        .placement(device.id())
                        .orElseThrow()
                        .room())
                .isEmpty();
        assertThat(running.submit(technician, institution + "/delete", "").statusCode())
                .isEqualTo(409);
        running.submit(technician, room + "/delete", "");
        running.submit(technician, institution + "/delete", "");
        assertThat(running.services.inventory().institutions()).isEmpty();
    }

    @Test
    void whoOnlySeesGivesNoOrders() throws Exception {
        Device device = codec(room("Сот", "", "Зал"));
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, "/fleet/" + device.id()).body()).doesNotContain("Выключить микрофоны");
        assertThat(running.submit(clerk, "/fleet/" + device.id() + "/command", "do=mute")
                        .statusCode())
                .isEqualTo(403);
        Sessions.Opened judge = running.userWith(EnumSet.of(Role.JUDGE));
        assertThat(running.page(judge, "/fleet").statusCode()).isEqualTo(403);
    }

    @Test
    void metricsTellOfTheFleet() throws Exception {
        codec(room("Сот", "", "Зал"));
        poll();
        assertThat(running.page(technician, "/metrics").body())
                .contains("courtbridge_fleet_things{state=\"registered\"} 1.0")
                .contains("courtbridge_fleet_answers_total{told=\"yes\"} 1.0")
                .contains("courtbridge_fleet_failures_total{fault=\"timed_out\"} 0.0")
                .contains("courtbridge_fleet_round_seconds");
    }
}
