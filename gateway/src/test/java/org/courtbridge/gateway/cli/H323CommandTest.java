package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class H323CommandTest {

    private static final Path CAPTURES = Path.of("../h323/src/test/resources/captures");
    private static final String REFUSED =
            CAPTURES.resolve("e1_direct_denied_by_callee.pcap").toString();
    private static final String ROUTED =
            CAPTURES.resolve("c2_gk_routed_slowstart_h245tcp.pcap").toString();

    private record Result(int status, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new H323Command())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new ShortFailures())
                .execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }

    @Test
    void printsEveryMessageAndCountsThem() {
        Result result = run("dissect", REFUSED);

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("10.10.0.2:1720", "Q.931: RELEASE COMPLETE (releaseComplete)", "Cause value: 21")
                .endsWith("messages=5 decoded=5 identical=5" + System.lineSeparator());
    }

    @Test
    void printsOneJsonObjectALine() throws Exception {
        Result result = run("dissect", ROUTED, "--json");

        List<String> lines = result.out().lines().toList();
        ObjectMapper json = new ObjectMapper();
        assertThat(lines).hasSize(58);
        JsonNode first = json.readTree(lines.getFirst());
        assertThat(first.path("protocol").asText()).isEqualTo("H.225.0 RAS");
        assertThat(first.path("message").asText()).isEqualTo("gatekeeperRequest");
        assertThat(first.at("/fields/gatekeeperRequest/endpointType/mc").isBoolean())
                .isTrue();
        assertThat(first.at("/fields/gatekeeperRequest/endpointAlias/0/h323-ID").asText())
                .isEqualTo("bob");
        assertThat(json.readTree(lines.getLast()).path("identical").asInt()).isEqualTo(57);
        assertThat(lines.getLast()).contains("messages=57 decoded=57 identical=57");
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no capture");

        assertThat(run("dissect", text.toString()).err())
                .isEqualTo("courtbridge: %s: neither pcap nor pcapng: the file begins with 6e6f2063%n".formatted(text));
        assertThat(run("dissect", folder.resolve("none").toString()).err())
                .startsWith("courtbridge: there is no file")
                .hasLineCount(1);
    }
}
