package org.courtbridge.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of all calls that go on. */
class CallPagesTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;
    private PartyId room;
    private LegId leg = LegId.random();

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        room = PartyId.device(
                running.services.devices().add("Зал 3", "zal3", "x").id());
        hearing = connected("4501", "Іс № 1");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String connected(String number, String title) throws Exception {
        String id = RunningConsole.json(running.api(
                        "POST", "/hearings", "{\"number\":\"%s\",\"title\":\"%s\"}".formatted(number, title)))
                .path("id")
                .asText();
        running.conferences.submit(
                id, new HearingCommand.Invite("user:x", room, "Зал 3", HearingCommand.Admission.DIRECT));
        running.api("POST", "/hearings/" + id + "/start", "");
        leg = running.conferences.connect(id, room);
        running.conferences.statistics.add(LegStatistics.of(leg, "Зал 3", Leg.Kind.ROOM, List.of()));
        return id;
    }

    private Sessions.Opened as(Role... roles) {
        return running.userWith(EnumSet.copyOf(List.of(roles)));
    }

    private String party(String step) {
        return "/calls/" + hearing + "/parties/" + room + "/" + step;
    }

    private HearingState.Seat seat() {
        return running.conferences.byId(hearing).orElseThrow().seat(room).orElseThrow();
    }

    private List<String> audited() {
        return running.services.audit().of(hearing).stream()
                .map(AuditEntry::action)
                .toList();
    }

    @Test
    void showsThoseOfAllHearings() throws Exception {
        String other = connected("4502", "Дело № 2");
        String page = running.page(as(Role.TECHNICIAN), "/calls").body();
        assertThat(page).contains("Зал 3", "Іс № 1", "Дело № 2", "/hearings/" + other, "/fleet/", "идущих мимо");
        running.conferences.submit(other, new HearingCommand.Remove("user:x", room));
        assertThat(running.page(as(Role.TECHNICIAN), "/calls/live").body())
                .contains("Іс № 1")
                .doesNotContain("Дело № 2", "<html");
    }

    @Test
    void aTechnicianHangsUpAndTheTrailSaysSo() throws Exception {
        HttpResponse<String> done = running.submit(as(Role.TECHNICIAN), party("hangup"), "x=");
        assertThat(done.headers().firstValue("Location")).contains("/calls");
        assertThat(seat().leg()).isEmpty();
        assertThat(audited()).containsExactly("call.hangup");
        AuditEntry entry = running.services.audit().of(hearing).getFirst();
        assertThat(entry.actor()).startsWith("user:");
        assertThat(entry.changes().getFirst().after()).isEqualTo(room.value());
        assertThat(running.submit(as(Role.TECHNICIAN), party("hangup"), "x=").statusCode())
                .as("nobody is there")
                .isEqualTo(409);
        assertThat(audited()).as("nothing was done").hasSize(1);
    }

    @Test
    void theClerkMutesAndTheTechnicianDoesNot() throws Exception {
        assertThat(running.submit(as(Role.TECHNICIAN), party("mute"), "x=").statusCode())
                .isEqualTo(403);
        assertThat(running.page(as(Role.TECHNICIAN), "/calls").body()).doesNotContain("/mute\"");
        assertThat(running.submit(as(Role.CLERK), party("mute"), "x=").statusCode())
                .isEqualTo(303);
        assertThat(seat().muting()).isEqualTo(HearingCommand.Muting.MUTED);
        assertThat(running.page(as(Role.CLERK), "/calls").body()).contains(party("unmute"));
        running.submit(as(Role.JUDGE), party("unmute"), "x=");
        assertThat(seat().muting()).isEqualTo(HearingCommand.Muting.HEARD);
        assertThat(audited()).containsExactly("call.unmute", "call.mute");
    }

    @Test
    void theDevicesPageHasThePictureWhileItIsInACall() throws Exception {
        String device = "/fleet/" + room.value().substring("device:".length());
        assertThat(running.page(as(Role.TECHNICIAN), device).body()).contains(party("picture"));
        assertThat(running.page(as(Role.ADMINISTRATOR), device).body()).doesNotContain("/picture");
        running.conferences.submit(hearing, new HearingCommand.Remove("user:x", room));
        assertThat(running.page(as(Role.TECHNICIAN), device).body()).doesNotContain("/picture");
    }

    @Test
    void whoLooksAtThePicturesIsInTheTrailOnceInAnHour() throws Exception {
        Instant now = Instant.now();
        running.clock = () -> now;
        Sessions.Opened judge = as(Role.JUDGE);
        running.page(judge, party("picture"));
        assertThat(audited()).as("there was nothing to see").isEmpty();
        running.conferences.thumbnails.put(leg, "jpeg".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 3; i++) {
            assertThat(running.page(judge, party("picture")).body()).isEqualTo("jpeg");
        }
        assertThat(audited()).containsExactly("call.look");
        AuditEntry entry = running.services.audit().of(hearing).getFirst();
        assertThat(entry.actor()).startsWith("user:");
        assertThat(entry.changes().getFirst().after()).isEqualTo(room.value());
        running.page(as(Role.TECHNICIAN), party("picture"));
        assertThat(audited()).as("another viewer").hasSize(2);

        running.clock = () -> now.plus(Looks.GRAIN).minusMillis(1);
        running.page(judge, party("picture"));
        assertThat(audited()).hasSize(2);
        running.clock = () -> now.plus(Looks.GRAIN);
        assertThat(running.page(judge, party("picture")).body()).isEqualTo("jpeg");
        assertThat(audited()).hasSize(3);
    }

    @Test
    void traceAndPictureAreForThoseWhoNeedThem() throws Exception {
        running.conferences.thumbnails.put(leg, "jpeg".getBytes(StandardCharsets.US_ASCII));
        assertThat(running.page(as(Role.TECHNICIAN), party("trace")).statusCode())
                .as("nothing was written")
                .isEqualTo(404);
        running.traces.put(leg, "pcap".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> trace = running.page(as(Role.SPECIALIST), party("trace"));
        assertThat(trace.body()).isEqualTo("pcap");
        assertThat(trace.headers().firstValue("Content-Disposition"))
                .get()
                .asString()
                .contains("call-4501.pcapng");
        assertThat(audited()).containsOnly("call.trace");
        HttpResponse<String> picture = running.page(as(Role.JUDGE), party("picture"));
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store");
        for (Role role : Set.of(Role.OFFICIAL, Role.AUDITOR, Role.ADMINISTRATOR)) {
            assertThat(running.page(as(role), party("picture")).statusCode())
                    .as("%s", role)
                    .isEqualTo(403);
            assertThat(running.page(as(role), party("trace")).statusCode())
                    .as("%s", role)
                    .isEqualTo(403);
        }
        assertThat(running.page(as(Role.JUDGE), party("trace")).statusCode()).isEqualTo(403);
        assertThat(running.page(as(Role.AUDITOR), "/calls").statusCode()).isEqualTo(403);
        running.conferences.thumbnails.clear();
        assertThat(running.page(as(Role.JUDGE), party("picture")).statusCode()).isEqualTo(204);
    }
}
