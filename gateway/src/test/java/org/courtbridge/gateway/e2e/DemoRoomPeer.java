package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
        List<String> command = JavaProgram.command("org.courtbridge.gateway.demo.DemoRoom", arguments);
        return new DemoRoomPeer(ChildProcess.start(folder, "demo-room", Map.of(), command));
    }

    /** The last whole line that the room reported. */
    Optional<JsonNode> report() throws IOException {
        String log = process.log();
        Optional<String> last = log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce((one, later) -> later);
        return last.isPresent() ? Optional.of(JSON.readTree(last.get())) : Optional.empty();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
