package org.courtbridge.console.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.console.schedule.ScheduleOfCourts.SECRETARY;
import static org.courtbridge.console.schedule.ScheduleOfCourts.TEN;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookingPagesTest {

    private static final String AT_TEN =
            "at=2026-12-02T10:00&minutes=60&setUp=15&test=15&after=10&resource=ROOM:room-own&do=book";

    @TempDir
    private Path folder;

    private ScheduleOfCourts courts;
    private RunningConsole running;
    private Sessions.Opened clerk;
    private String hearing;
    private String second;

    @BeforeEach
    void start() throws Exception {
        courts = new ScheduleOfCourts(folder);
        running = courts.running;
        clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        hearing = courts.hearing("4101", "Бірінші іс", "own", Optional.of(TEN));
        second = courts.hearing("4102", "Екінші іс", "own", Optional.of(TEN));
    }

    @AfterEach
    void stop() throws Exception {
        courts.close();
    }

    private static String path(String ofHearing) {
        return "/hearings/" + ofHearing + "/bookings";
    }

    private HttpResponse<String> submit(String path, String form) throws Exception {
        return running.submit(clerk, path, form);
    }

    private String page(String path) throws Exception {
        HttpResponse<String> page = running.page(clerk, path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private List<Bookings.Entry> booked(String ofHearing) {
        return running.services.hearings().schedule().bookings().ofHearing(ofHearing);
    }

    private Bookings.Entry bookedAtTen() throws Exception {
        assertThat(submit(path(hearing), AT_TEN).headers().firstValue("Location"))
                .contains(path(hearing) + "?done=booked");
        return booked(hearing).getFirst();
    }

    @Test
    void theFormBeginsWithTheHearingsTimeUsualLengthsAndWhoeverIsInvited() throws Exception {
        courts.submit(
                hearing,
                new HearingCommand.Invite(
                        SECRETARY, PartyId.device(courts.device("own")), "Зал", HearingCommand.Admission.DIRECT));
        assertThat(page(path(hearing)))
                .contains("name=\"at\" value=\"2026-12-02T10:00\"", "name=\"minutes\" value=\"60\"")
                .contains("name=\"setUp\" value=\"15\"", "name=\"test\" value=\"15\"", "name=\"after\" value=\"10\"")
                .contains("value=\"ROOM:room-own\" checked", "value=\"DEVICE:" + courts.device("own") + "\" checked")
                .contains("value=\"PERSON:" + clerk.session().userId() + "\">")
                .doesNotContain("room-other", "room-hospital");
    }

    @Test
    void whatIsBookedIsShownChangedAndReleased() throws Exception {
        Bookings.Entry made = bookedAtTen();
        assertThat(made.booking().times())
                .isEqualTo(new BookingTimes(
                        TEN,
                        TEN.plusSeconds(3600),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(10)));
        assertThat(page(path(hearing) + "?done=booked"))
                .contains("Забронировано.", "10:00–11:00", "занято 09:30–11:10", "Зал own, Алматы соты")
                .contains("Бронь: Пользователь user0");
        String one = path(hearing) + "/" + made.booking().id();
        assertThat(page(one)).contains("value=\"ROOM:room-own\" checked", "Изменить бронь");
        assertThat(submit(one, AT_TEN.replace("T10", "T15") + "&revision=1").statusCode())
                .isEqualTo(303);
        assertThat(booked(hearing).getFirst().booking().times().from()).isEqualTo(TEN.plusSeconds(5 * 3600));
        HttpResponse<String> late = submit(one, AT_TEN + "&revision=1");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("изменил кто-то другой", "name=\"at\" value=\"2026-12-02T10:00\"");
        assertThat(submit(one + "/release", "").statusCode()).isEqualTo(303);
        assertThat(booked(hearing)).isEmpty();
    }

    @Test
    void whoComesSecondSeesByWhomItIsTakenAndBooksAnOfferWithAllThatWasTyped() throws Exception {
        bookedAtTen();
        String typed = AT_TEN.replace("setUp=15", "setUp=20") + "&resource=PERSON:"
                + clerk.session().userId();
        HttpResponse<String> refused = submit(path(second), typed);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("заседание 4101, «Бірінші іс»", "бронь: Пользователь user0", "09:30–11:10")
                .contains("name=\"setUp\" value=\"20\"", "value=\"ROOM:room-own\" checked")
                .contains("name=\"offer\" value=\"2026-12-02T11:45\"");
        HttpResponse<String> offered = submit(path(second), typed.replace("&do=book", "") + "&offer=2026-12-02T11:45");
        assertThat(offered.statusCode()).isEqualTo(303);
        Bookings.Entry entry = booked(second).getFirst();
        assertThat(entry.booking().times().from()).isEqualTo(TEN.plusSeconds(105 * 60));
        assertThat(entry.booking().times().setUp()).isEqualTo(Duration.ofMinutes(20));
        assertThat(entry.booking().resources())
                .containsExactly(
                        Resource.room("room-own"),
                        Resource.person(clerk.session().userId()));
    }

    @Test
    void whatCannotBeMeantIsSaidAndKept() throws Exception {
        List<String> wrong = List.of(
                AT_TEN.replace("minutes=60", "minutes=0"),
                AT_TEN.replace("minutes=60", "minutes=x"),
                AT_TEN.replace("minutes=60", "minutes=1430"),
                AT_TEN.replace("at=2026-12-02T10:00", "at="),
                AT_TEN.replace("at=2026-12-02T10:00", "at=soon"),
                AT_TEN.replace("2026-12-02", "2026-11-02"),
                AT_TEN.replace("&resource=ROOM:room-own", ""),
                AT_TEN.replace("room-own", "room-other"));
        for (String form : wrong) {
            HttpResponse<String> answer = submit(path(hearing), form);
            assertThat(answer.statusCode()).as(form).isEqualTo(400);
            assertThat(answer.body()).as(form).contains("role=\"alert\"", "name=\"after\" value=\"10\"");
        }
        assertThat(booked(hearing)).isEmpty();
    }

    @Test
    void whereThereAreManyASearchFindsTheRest() throws Exception {
        for (int i = 1; i <= 60; i++) {
            running.services.inventory().save(new Room("many-" + i, "own", "№ " + i));
        }
        assertThat(page(path(hearing)))
                .contains("value=\"ROOM:many-1\"", "Ещё 21: найдите по названию.")
                .doesNotContain("value=\"ROOM:many-60\"");
        String form = AT_TEN.replace("&do=book", "&do=show&place=own&q=60");
        HttpResponse<String> found = submit(path(hearing), form);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body())
                .contains("value=\"ROOM:many-60\"", "value=\"ROOM:room-own\" checked")
                .doesNotContain("value=\"ROOM:many-1\"");
        assertThat(booked(hearing)).isEmpty();
    }

    @Test
    void anIdThatMayNotBeBookedTellsNoName() throws Exception {
        assertThat(page(path(hearing) + "?resource=ROOM:room-own")).contains("value=\"ROOM:room-own\" checked");
        assertThat(page(path(hearing) + "?resource=ROOM:room-other")).doesNotContain("room-other", "Зал other");
        assertThat(page("/schedule/booking?resource=ROOM:room-own")).contains("Зал own");
        assertThat(page("/schedule/booking?resource=ROOM:room-other")).doesNotContain("Зал other");
        assertThat(submit(path(hearing), AT_TEN.replace("room-own", "room-other"))
                        .body())
                .doesNotContain("Зал other");
    }

    @Test
    void aHearingWhoseTimeHasChangedSaysThatItsBookingsAreForAnotherOne() throws Exception {
        bookedAtTen();
        assertThat(page(path(hearing))).doesNotContain("его брони — на другое");
        courts.submit(hearing, new HearingCommand.Schedule(SECRETARY, Optional.of(TEN.plusSeconds(86_400))));
        assertThat(page(path(hearing))).contains("его брони — на другое");
    }

    @Test
    void whoMayNotBookSeesTheBookingsAlone() throws Exception {
        Bookings.Entry made = bookedAtTen();
        Sessions.Opened judge = running.memberOf("own", EnumSet.of(Role.JUDGE));
        assertThat(running.page(judge, path(hearing)).body())
                .contains("10:00–11:00")
                .doesNotContain("name=\"at\"", "/release");
        assertThat(running.page(judge, path(hearing) + "/" + made.booking().id())
                        .statusCode())
                .isEqualTo(403);
        Sessions.Opened stranger = running.memberOf("other", EnumSet.of(Role.CLERK));
        assertThat(running.page(stranger, path(hearing)).statusCode()).isEqualTo(404);
        // By the path of another hearing.
        assertThat(submit(path(second) + "/" + made.booking().id() + "/release", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
