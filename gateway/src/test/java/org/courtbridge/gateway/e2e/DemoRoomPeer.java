package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated room of the demo, as the process that it is in real life. */
final class DemoRoomPeer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildProcess process;

    private DemoRoomPeer(ChildProcess process) {
        this.process = process;
    }

    static DemoRoomPeer start(Path folder, List<String> arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** @param enter what runs a command in another network */
    static DemoRoomPeer start(Path folder, List<String> enter, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(enter);
        command.addAll(JavaProgram.command("org.courtbridge.simulators.DemoRoom", arguments));
        Files.deleteIfExists(folder.resolve("demo-room.log"));
        return new DemoRoomPeer(ChildProcess.start(folder, "demo-room", Map.of(), command));
    }

    /** The last whole line that the room reported. */
    Optional<JsonNode> report() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(lines.getLast()));
    }

    /** What the room reported so far, second by second. */
    List<JsonNode> reports() throws IOException {
        List<JsonNode> reports = new ArrayList<>();
        for (String line : lines()) {
            reports.add(JSON.readTree(line));
        }
        return reports;
    }

    private List<String> lines() throws IOException {
        String log = process.log();
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    /** Until it is in a state, as it reports it. */
    void awaitState(String state) {
        Await.until(
                "the room is " + state,
                Duration.ofSeconds(20),
                () -> report().filter(report -> report.path("state").asText().equals(state))
                        .isPresent());
    }

    /** All that it has said. */
    String log() throws IOException {
        return process.log();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
