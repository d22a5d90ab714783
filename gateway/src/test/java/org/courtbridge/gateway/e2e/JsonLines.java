package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The standard output of a program that says what it does in a JSON object a line, whatever its libraries write between. */
record JsonLines(String name, ChildProcess process) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every whole line so far, oldest first. */
    List<JsonNode> all() throws IOException {
        String log = process.log();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.substring(0, log.lastIndexOf('\n') + 1).lines().toList()) {
            if (line.startsWith("{")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** Until it has said so, or has ended without. */
    void await(String what, String value) {
        await(what, value, 1);
    }

    /** The same of a word that it has to say so many times. */
    void await(String what, String value, int times) {
        Await.until("%s=%s of %s".formatted(what, value, name), Court.PATIENCE, () -> {
            boolean ended = !process.isAlive();
            long said = all().stream()
                    .filter(line -> line.path(what).asText().equals(value))
                    .count();
            if (ended && said < times) {
                throw new AssertionError(name + " has ended: " + process.log());
            }
            return said >= times;
        });
    }
}
