package org.courtbridge.console.rehearsals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.cli.HearingCommand;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.cli.ShortFailures;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A rehearsal over the API, the page and the command line. What is measured is in {@link RehearsalDeskTest}. */
class RehearsalPagesTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Device hall;
    private Device witness;
    private String hearing = "";
    private Sessions.Opened clerk;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        LocalGateway.announce(folder, running.server.httpPort());
        clerk = running.userWith(Set.of(Role.CLERK));
        hall = running.services.devices().add("Зал № 3", "hall-3", "x");
        witness = running.services.devices().add("Свидетель", "witness", "x");
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс № 7520\"}"))
                .path("id")
                .asText();
        for (Device device : List.of(hall, witness)) {
            running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
            running.conferences
                    .submit(
                            hearing,
                            new org.courtbridge.hearings.HearingCommand.Arrive(
                                    "device", PartyId.device(device.id()), leg(device)))
                    .toCompletableFuture()
                    .get();
            // Stands still: nothing comes of anybody.
            running.conferences.statistics.add(
                    LegStatistics.of(leg(device), device.name(), Leg.Kind.ROOM, List.of(sound())));
        }
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static LegId leg(Device device) {
        return new LegId(device.username());
    }

    private static LegStatistics.Stream sound() {
        return new LegStatistics.Stream(
                Direction.RECEIVED,
                Medium.AUDIO,
                "main",
                "G722",
                new LegStatistics.Stream.Traffic(100, 0, 0),
                new LegStatistics.Stream.Network(0, 0, 0, OptionalDouble.empty()),
                LegStatistics.Stream.Content.ofSound(100, 0, -30, -30),
                Optional.empty());
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private record Result(int status, String out, String err) {}

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new HearingCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new ShortFailures())
                .execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }

    @Test
    void saysOverApiPageAndCommandLineWhoHearsAndSeesWhom() throws Exception {
        running.api("POST", "/hearings/" + hearing + "/start", "");
        FutureTask<HttpResponse<String>> api =
                begin(() -> running.api("POST", "/hearings/" + hearing + "/rehearsal", ""));
        FutureTask<HttpResponse<String>> page =
                begin(() -> running.submit(clerk, "/hearings/" + hearing + "/rehearsal", ""));
        FutureTask<Result> command = begin(() -> run("rehearse", "4501", "--data", folder.toString()));

        assertThat(api.get().statusCode()).as(api.get().body()).isEqualTo(200);
        JsonNode rehearsed = RunningConsole.json(api.get());
        assertThat(rehearsed.path("outcome").asText()).isEqualTo("FAIL");
        assertThat(rehearsed.path("answers")).hasSize(4);
        JsonNode first = rehearsed.path("answers").get(0);
        assertThat(first.path("to").asText()).isEqualTo("device:" + hall.id());
        assertThat(first.path("from").asText()).isEqualTo("device:" + witness.id());
        assertThat(first.path("sense").asText()).isEqualTo("HEARS");
        assertThat(first.path("because").asText()).isEqualTo("NOTHING_COMES");

        assertThat(page.get().statusCode()).isEqualTo(200);
        assertThat(page.get().body())
                .contains("Не все стороны слышат и видят друг друга.")
                .contains("<th scope=\"row\">Зал № 3</th>")
                .contains("<span class=\"badge bad\">не слышит</span>")
                .contains("Зал № 3: «Свидетель» — звука нет. Оттуда ничего не приходит.")
                .contains("Эта сторона подключена без изображения.");

        assertThat(command.get().status()).as(command.get().err()).isEqualTo(1);
        assertThat(command.get().out())
                .contains("outcome: FAIL")
                .contains("Зал № 3")
                .contains("NOTHING_COMES");
    }

    @Test
    void isForThoseWhoConductAHearingThatIsInSession() throws Exception {
        String path = "/hearings/" + hearing;
        Sessions.Opened technician = running.userWith(Set.of(Role.TECHNICIAN));
        assertThat(running.page(clerk, path).body()).contains(path + "/rehearsal");
        assertThat(running.page(technician, path).body()).doesNotContain(path + "/rehearsal");
        assertThat(running.page(clerk, path + "/rehearsal").statusCode()).isEqualTo(200);
        assertThat(running.page(technician, path + "/rehearsal").statusCode()).isEqualTo(403);
        assertThat(running.submit(technician, path + "/rehearsal", "").statusCode())
                .isEqualTo(403);

        assertThat(running.api("POST", path + "/rehearsal", "").statusCode()).isEqualTo(409);
        HttpResponse<String> refused = running.submit(clerk, path + "/rehearsal", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Репетиция возможна, пока заседание идёт");
        assertThat(run("rehearse", "4501", "--data", folder.toString()).err()).contains("phase: LOBBY");
    }
}
