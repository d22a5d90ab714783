package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.tests.TestCallsTest;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Tested;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever answers an application sees what is known of its hour, and of which rooms: 10:00 on 25 June 2026, in the court and in a hospital. */
class KnownHourTest {

    private static final String PAGE = "/applications/" + ExchangedApplication.ID;
    private static final Instant TEN = Instant.parse("2026-06-25T05:00:00Z");

    @TempDir
    Path folder;

    private RunningConsole running;
    private ExchangedApplication application;
    private String ward;
    private String hall;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        application = new ExchangedApplication(running);
        ward = stands("hospital", "ward", "Палата 7");
        hall = stands("court", "hall", "Зал 3");
        running.services.inventory().save(new Room("room-empty", "hospital", "Палата 8"));
        application.drafted().granted().sent();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String stands(String institution, String name, String room) {
        running.services.inventory().save(new Room("room-" + name, institution, room));
        String device =
                running.services.devices().add("Кодек " + name, name, "x").id();
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of("room-" + name)));
        return device;
    }

    private String page(Sessions.Opened by) throws Exception {
        HttpResponse<String> page = running.page(by, PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private JsonNode known(Sessions.Opened by) throws Exception {
        HttpResponse<String> known = running.apiOf(by, "GET", PAGE + "/feasibility", "");
        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        return RunningConsole.json(known);
    }

    private void book(Instant from, String room) {
        BookingTimes times = new BookingTimes(
                from, from.plus(Duration.ofHours(1)), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ZERO);
        SlotRange day = SlotRange.covering(from.minus(Duration.ofHours(1)), from.plus(Duration.ofHours(4)));
        running.services
                .hearings()
                .schedule()
                .bookings()
                .book(
                        Booking.of("booking", "another", List.of(Resource.room(room)), times),
                        new OfferSearch(day, List.of(), 1));
    }

    private String hearing(String device, Instant begins) throws Exception {
        String wanted = "{\"number\":\"4501\",\"title\":\"Құпия іс\"}";
        String id = RunningConsole.json(running.api("POST", "/hearings", wanted))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + id + "/devices", "{\"device\":\"" + device + "\"}");
        running.api("POST", "/hearings/" + id + "/begins", "{\"begins\":\"" + begins + "\"}");
        return id;
    }

    private void tested(String device, boolean passed) {
        running.tests.add(new Tested(
                "tested-" + device,
                new Tested.Place.Room(device, "Кодек"),
                Optional.empty(),
                Tested.SCHEDULE,
                1,
                Instant.parse("2026-06-03T05:00:00Z"),
                Instant.parse("2026-06-03T05:01:00Z"),
                passed ? TestCallsTest.but() : List.of()));
    }

    @Test
    void whoAnswersSeesOwnRoomsAndThatNothingIsKnownOfThem() throws Exception {
        assertThat(page(application.official()))
                .contains("Что известно на это время: 25 июн. 2026")
                .containsSubsequence(
                        "Палата 7",
                        "свободен",
                        "Кодек ward",
                        "сейчас не зарегистрировано",
                        "исправно ли оно, неизвестно",
                        "когда оно было на связи, неизвестно",
                        "не проверялось",
                        "Палата 8",
                        "В этом зале нет устройства.",
                        "Свободно пар: 1\u00a0000 из 1\u00a0000; залов в заседаниях этого часа: 0.",
                        "занимает 25\u00a0% времени")
                .doesNotContain("Зал 3", "Кодек hall");
        assertThat(page(application.organiser()))
                .contains("Зал 3", "Кодек hall")
                .doesNotContain("Палата 7");
        assertThat(page(application.clerk())).contains("Зал 3").doesNotContain("Палата 7");
        assertThat(page(running.userWith(EnumSet.of(Role.SPECIALIST)))).contains("Зал 3", "Палата 7");
        assertThat(page(application.judge())).doesNotContain("Что известно");
    }

    @Test
    void aDeviceIsShownAsItIsAndAsItsLastTestFoundIt() throws Exception {
        running.registered.add("ward");
        tested(ward, true);
        tested(hall, false);
        assertThat(page(application.official()))
                .containsSubsequence(
                        "Кодек ward", "зарегистрировано", "в порядке", "Проверено: 3 июн. 2026", "10:01:00")
                .doesNotContain("сейчас не зарегистрировано", "когда оно было на связи", "/tests/tested-");
        assertThat(page(application.organiser()))
                .containsSubsequence("Кодек hall", "не удалось определить", "/tests/tested-" + hall);
        running.services.devices().setEnabled(ward, false);
        assertThat(page(application.official())).contains("отключено");

        JsonNode device = known(application.official()).findParent("registration");
        assertThat(device.path("registration").asText()).isEqualTo("ANSWERS");
        assertThat(device.path("enabled").asBoolean()).isFalse();
        assertThat(device.path("health").asText()).isEqualTo("UNKNOWN");
        assertThat(device.path("test").path("outcome").asText()).isEqualTo("PASS");
    }

    @Test
    void aRoomIsTakenByABookingOrBySeatsOfItsDevices() throws Exception {
        book(TEN.plus(Duration.ofMinutes(30)), "room-ward");
        hearing(hall, TEN.minus(Duration.ofHours(1)));
        assertThat(page(application.official()))
                .containsSubsequence("Палата 7", "занят с 10:15 до 11:30", "Палата 8", "свободен")
                .contains("Свободно пар: 996 из 1\u00a0000; залов в заседаниях этого часа: 1.")
                .doesNotContain("Құпия іс");
        assertThat(page(application.organiser()))
                .containsSubsequence("Зал 3", "занят с 09:00; до какого времени, неизвестно");
        JsonNode known = known(running.userWith(EnumSet.of(Role.SPECIALIST)));
        assertThat(known.path("from").asText()).isEqualTo("2026-06-25T05:00:00Z");
        assertThat(known.path("to").asText()).isEqualTo("2026-06-25T06:00:00Z");
        assertThat(known.path("rooms")).hasSize(3);
        assertThat(known.path("ports").toString())
                .isEqualTo("{\"pairs\":1000,\"rooms\":1,\"needed\":4,\"left\":996,\"withoutTime\":0}");
        assertThat(known.path("processor").path("busy").asDouble()).isEqualTo(0.25);
        running.api("POST", "/hearings", "{\"number\":\"4502\",\"title\":\"Іс\"}");
        assertThat(page(application.official())).contains("Заседаний без времени начала, залы которых не учтены: 1.");
    }

    @Test
    void anHourIsToldOfAnApplicationThatOneAnswersAlone() throws Exception {
        running.found("other", InstitutionKind.COURT, Optional.of("own"));
        Sessions.Opened stranger = running.memberOf("other", EnumSet.of(Role.CLERK));
        assertThat(running.apiOf(stranger, "GET", PAGE + "/feasibility", "").statusCode())
                .isEqualTo(404);
        assertThat(running.apiOf(application.judge(), "GET", PAGE + "/feasibility", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(known(application.official()).path("rooms"))
                .extracting(room -> room.path("institution").asText())
                .containsExactlyInAnyOrder("hospital", "hospital");
        assertThat(known(application.organiser()).path("rooms"))
                .extracting(room -> room.path("institution").asText())
                .containsExactly("court");
    }
}
