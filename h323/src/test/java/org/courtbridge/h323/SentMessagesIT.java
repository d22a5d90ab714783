package org.courtbridge.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** tshark understands each message that the unit tests sent, which ran before. */
@Tag("fast")
class SentMessagesIT {

    /** Number and protocols of a frame of which tshark has nothing to say. */
    private static final String UNDERSTOOD = "\\d+\traw:ip:(udp:h225|tcp:q931:q931:h225|tcp:h245:h245).*\t\t";

    @Test
    void areUnderstood() throws Exception {
        assumeThat(Path.of("/usr/bin/tshark")).exists();
        assumeThat(SentMessages.FILE).exists();
        Process tshark = new ProcessBuilder(
                        "tshark",
                        "-n",
                        "-r",
                        SentMessages.FILE.toString(),
                        "-o",
                        "tcp.try_heuristic_first:TRUE",
                        "-d",
                        "tcp.port==%d,h245".formatted(SentMessages.CONTROL_PORT),
                        "-T",
                        "fields",
                        "-e",
                        "frame.number",
                        "-e",
                        "frame.protocols",
                        "-e",
                        "_ws.malformed",
                        "-e",
                        "_ws.expert.message")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tshark.waitFor()).as("exit code of tshark").isZero();
        assertThat(said.lines()).isNotEmpty().allMatch(frame -> frame.matches(UNDERSTOOD));
    }
}
