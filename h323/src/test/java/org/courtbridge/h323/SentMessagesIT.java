package org.courtbridge.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** tshark understands each message that the unit tests sent, which ran before. */
@Tag("fast")
class SentMessagesIT {

    /** Number, protocols and tokens of a frame of which tshark has nothing to say. */
    private static final String UNDERSTOOD = "\\d+\traw:ip:(udp:h225|tcp:q931:q931:h225|tcp:h245:h245).*\t\t\t[0-9.,]*";

    /**
     * One with a half of Diffie and Hellman of more than 2048 bits, which is in an addition to ClearToken that tshark does not know (H.235,
     * dhkeyext), and of which that is all that it has to say.
     */
    private static final String WITH_LONG_HALF = "\\d+\traw:ip:tcp:q931:q931:h225\t\tunknown sequence extension\t"
            + "(.*,)?0\\.0\\.8\\.235\\.0\\.(3\\.47|4\\.77|4\\.78)(,.*)?";

    /** A request of a later version that a test sends, which we give back as one that we do not support. */
    private static final String WITH_LATER_REQUEST = "\\d+\traw:ip:tcp:h245:h245\t\tChoice no\\. 40 in extension\t";

    @Test
    void areUnderstood() throws Exception {
        assertThat(SentMessages.FILE).as("of the unit tests, which run before").exists();
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
                        "_ws.expert.message",
                        "-e",
                        "h235.tokenOID")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tshark.waitFor()).as("exit code of tshark").isZero();
        assertThat(said.lines())
                .isNotEmpty()
                .allMatch(frame -> frame.matches(UNDERSTOOD)
                        || frame.matches(WITH_LONG_HALF)
                        || frame.matches(WITH_LATER_REQUEST));
    }
}
