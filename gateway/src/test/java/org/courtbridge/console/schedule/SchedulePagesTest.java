package org.courtbridge.console.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.console.schedule.ScheduleOfCourts.SECRETARY;
import static org.courtbridge.console.schedule.ScheduleOfCourts.TEN;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulePagesTest {

    private static final String DAY = "/schedule?day=2026-12-02";

    @TempDir
    private Path folder;

    private ScheduleOfCourts courts;
    private RunningConsole running;
    private Sessions.Opened clerk;
    private String hearing;

    @BeforeEach
    void start() throws Exception {
        courts = new ScheduleOfCourts(folder);
        running = courts.running;
        clerk = running.memberOf("own", EnumSet.of(Role.CLERK));
        hearing = courts.hearing("4101", "Бірінші іс", "own", Optional.of(TEN));
    }

    @AfterEach
    void stop() throws Exception {
        courts.close();
    }

    private void book(String ofHearing, String rooms, String people) throws Exception {
        book(ofHearing, "2026-12-02T05:00:00Z", "2026-12-02T06:00:00Z", rooms, people);
    }

    private void book(String ofHearing, String from, String to, String rooms, String people) throws Exception {
        String body = "{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"rooms\":[" + rooms + "],\"people\":[" + people
                + "]}";
        HttpResponse<String> booked = running.api("POST", "/hearings/" + ofHearing + "/bookings", body);
        assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    }

    private String page(Sessions.Opened viewer, String path) throws Exception {
        HttpResponse<String> page = running.page(viewer, path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private String page(String path) throws Exception {
        return page(clerk, path);
    }

    /** Widths of the cells of the first row. */
    private static List<Integer> widths(String page) {
        String row = page.substring(page.indexOf("<tbody>"));
        row = row.substring(0, row.indexOf("</tr>"));
        return Pattern.compile("<td colspan=\"([0-9]+)\"")
                .matcher(row)
                .results()
                .map((MatchResult cell) -> Integer.valueOf(cell.group(1)))
                .toList();
    }

    @Test
    void aDayHasACellForWhatIsTakenAndALinkForEachFreeHour() throws Exception {
        book(hearing, "\"room-own\"", "");
        String page = page(DAY);
        assertThat(page)
                .contains("Зал own", "09:30–11:10 заседание 4101, «Бірінші іс»")
                .contains("href=\"/hearings/" + hearing + "/bookings\"")
                .contains("/schedule/booking?at=2026-12-02T08%3A00&amp;resource=ROOM%3Aroom-own")
                .contains("/schedule/booking?at=2026-12-02T11%3A10&amp;resource=ROOM%3Aroom-own")
                .doesNotContain("Зал other");
        // 08, 09:00 to 09:30, taken to 11:10, then to 12, and hours from 12 to 19.
        assertThat(widths(page)).containsExactly(12, 6, 20, 10, 12, 12, 12, 12, 12, 12, 12);
        // Before nine and after six nobody works.
        assertThat(page.split("class=\"off\"", -1)).hasSize(3);
    }

    @Test
    void whatIsOverIsNoLinkAndNobodyBooksWhoMayNot() throws Exception {
        book(hearing, "\"room-own\"", "");
        assertThat(page("/schedule?day=2026-12-01&institution=own"))
                .doesNotContain("at=2026-12-01T08%3A00&amp;resource")
                .contains("at=2026-12-01T09%3A00&amp;resource", "at=2026-12-01T10%3A00&amp;resource");
        Sessions.Opened judge = running.memberOf("own", EnumSet.of(Role.JUDGE));
        assertThat(page(judge, DAY)).contains("Бірінші іс").doesNotContain("/schedule/booking");
    }

    @Test
    void everythingThatIsShownIsInTheAddress() throws Exception {
        book(hearing, "\"room-own\"", "\"" + clerk.session().userId() + "\"");
        assertThat(page(DAY + "&institution=own"))
                .contains(
                        "/schedule?day=2026-12-01&amp;institution=own", "/schedule?day=2026-12-03&amp;institution=own")
                .contains("href=\"/schedule?institution=own\"")
                .contains("/schedule?day=2026-12-02&amp;institution=own&amp;view=week")
                .contains("<option value=\"own\" selected>");
        assertThat(page(DAY + "&of=PERSON")).contains("Пользователь user0</a>").doesNotContain("Зал own</a>");
        assertThat(page(DAY + "&person=" + clerk.session().userId())).contains("Пользователь user0</a>");
        assertThat(page(DAY + "&room=room-own")).contains("Зал own</a>", "<option value=\"room-own\" selected>");
        assertThat(page("/schedule?day=2026-12-03&of=DEVICE")).contains("Ничего не занято.");
        for (String wrong : List.of("?day=x", "?day=99999-01-01", "?of=CHAIR", "?resource=x")) {
            assertThat(running.page(clerk, "/schedule" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void theDayOfTodayIsMarkedInItsWeekAlone() throws Exception {
        book(hearing, "\"room-own\"", "");
        String table = "aria-current=\"date\">\\s*<a href=\"/schedule\\?day=2026-12-01&amp;institution=own";
        String list = "<h2 aria-current=\"date\">";
        assertThat(page("/schedule?view=week&day=2026-12-03&institution=own"))
                .containsOnlyOnce(list)
                .containsPattern(table);
        assertThat(page("/schedule?view=week&day=2026-12-09&institution=own")).doesNotContain("aria-current=\"date\"");
    }

    @Test
    void aWeekHasItsDaysWithThoseOnWhichNobodyWorks() throws Exception {
        book(hearing, "\"room-own\"", "");
        String page = page("/schedule?view=week&day=2026-12-16&institution=own");
        // 16 December is a public holiday, 19 and 20 are a weekend.
        assertThat(page.split("<span class=\"small\">нерабочий день</span>", -1))
                .hasSize(4);
        assertThat(page)
                .contains(
                        "/schedule?day=2026-12-14&amp;institution=own", "/schedule?day=2026-12-20&amp;institution=own")
                .contains("/schedule?view=week&amp;day=2026-12-09&amp;institution=own");
        assertThat(page("/schedule?view=week&day=2026-12-05"))
                .contains("09:30–11:10 заседание 4101, «Бірінші іс»", "at=2026-12-04T09%3A00");
        assertThat(page("/schedule?day=2026-12-16")).contains("Это нерабочий день.");
    }

    @Test
    void ofHearingsOfOthersOnlyThatARoomIsTaken() throws Exception {
        String others = courts.hearing("4103", "Бөтен іс", "other", Optional.of(TEN));
        book(others, "\"room-own\",\"room-other\"", "");
        assertThat(page(DAY)).contains("09:30–11:10 занято").doesNotContain("Бөтен", "4103", "Зал other");
        Sessions.Opened hospital = running.memberOf("hospital", EnumSet.of(Role.OFFICIAL));
        assertThat(page(hospital, DAY)).doesNotContain("09:30–11:10");
        assertThat(page(hospital, DAY + "&room=room-own")).doesNotContain("09:30–11:10", "Зал own");
    }

    @Test
    void aFreeTimeLeadsToTheHearingsForm() throws Exception {
        courts.hearing("4103", "Бөтен іс", "other", Optional.of(TEN));
        String at = "/schedule/booking?at=2026-12-02T12%3A00&resource=ROOM%3Aroom-own";
        assertThat(page(at)).contains("Бірінші іс", "Зал own, Алматы соты").doesNotContain("Бөтен");
        HttpResponse<String> chosen = running.page(clerk, at + "&hearing=" + hearing);
        String form = chosen.headers().firstValue("Location").orElseThrow();
        assertThat(page(form))
                .contains("value=\"2026-12-02T12:00\"", "value=\"ROOM:room-own\" checked")
                .doesNotContain("room-hospital");
    }

    /** As from the page of the hearing: a room far away is not of the place that is shown, and would be forgotten. */
    @Test
    void aFreeTimeLeadsToAFormWithWhatTakesPartAsLongAsNothingIsBooked() throws Exception {
        String far = courts.device("hospital");
        courts.submit(
                hearing,
                new HearingCommand.Invite(SECRETARY, PartyId.device(far), "Палата", HearingCommand.Admission.DIRECT));
        String form = "/hearings/" + hearing + "/bookings?at=2026-12-02T12%3A00&resource=ROOM%3Aroom-own";
        assertThat(page(form))
                .contains("value=\"ROOM:room-own\" checked", "value=\"ROOM:room-hospital\" checked")
                .contains("value=\"DEVICE:" + far + "\" checked");
        book(hearing, "\"room-own\"", "");
        assertThat(page(form))
                .contains("value=\"ROOM:room-own\" checked")
                .doesNotContain("ROOM:room-hospital\" checked");
    }

    @Test
    void fiveHundredRoomsAreShownAPageAtATime() throws Exception {
        for (int i = 1; i <= 500; i++) {
            running.services.inventory().save(new Room("many-" + i, "own", "№ " + i + " мәжіліс залы"));
        }
        for (String view : List.of("", "&view=week")) {
            String page = page(DAY + "&institution=own" + view);
            assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
            assertThat(page).contains("№ 2 мәжіліс залы</a>", "page=2").doesNotContain("№ 390 мәжіліс залы</a>");
            assertThat(page(DAY + "&institution=own&page=20" + view)).contains("№ 390 мәжіліс залы</a>");
        }
        assertThat(page(DAY)).doesNotContain("мәжіліс залы</a>");
    }

    /** On narrow screens the week has the number of bookings of each day, as a list of all would be as long as the table. */
    @Test
    void aWeekOfRoomsThatAreBookedFullyIsShort() throws Exception {
        for (int i = 1; i <= 21; i++) {
            running.services.inventory().save(new Room("many-" + i, "own", "№ " + i + " мәжіліс залы"));
        }
        String few = page(DAY + "&institution=own&view=week");
        assertThat(few).contains("Ничего не занято.").doesNotContain("Бронирований: ");
        for (int i = 1; i <= 21; i++) {
            for (int day = 7; day <= 11; day++) {
                for (int hour : List.of(4, 6, 8, 10, 12)) {
                    book(
                            hearing,
                            "2026-12-%02dT%02d:00:00Z".formatted(day, hour),
                            "2026-12-%02dT%02d:00:00Z".formatted(day, hour + 1),
                            "\"many-" + i + "\"",
                            "");
                }
            }
        }
        String week = page("/schedule?day=2026-12-07&institution=own&view=week");
        assertThat(week.getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
        // The first page has the room that was there before, and nineteen of these.
        assertThat(week.split("Бірінші іс", -1)).hasSize(1 + 475);
        assertThat(week.split("Бронирований: 95</a>", -1)).hasSize(6);
        String link = week.replaceAll("(?s).*<a href=\"([^\"]+)\">Бронирований: 95</a>.*", "$1");
        assertThat(link).isEqualTo("/schedule?day=2026-12-11&amp;institution=own");
        String friday = page(link.replace("&amp;", "&"));
        assertThat(friday.getBytes(StandardCharsets.UTF_8).length).isLessThan(200_000);
        // In the table and in the list of narrow screens.
        assertThat(friday.split("Бірінші іс", -1)).hasSize(1 + 2 * 95);
    }
}
