package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.media.trace.Tshark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** tshark understands each message that the unit tests' gateways and peers sent, which ran before. */
@Tag("fast")
class SentMessagesIT {

    /** Of tshark's experts, from here on (PI_WARN). */
    private static final long WARNING = 0x60_0000;

    /** Without media, and without what is missing where the trace dropped something. */
    private static final String OPTIONS = "--disable-protocol rtp --disable-protocol rtcp"
            + " -o tcp.analyze_sequence_numbers:FALSE -d tcp.port==" + SentMessages.CONTROL_PORT + ",h245 -T fields"
            + " -e frame.number -e frame.protocols -e _ws.malformed -e _ws.expert.severity -e _ws.col.Info";

    @Test
    void areUnderstood() throws Exception {
        assertThat(SentMessages.exist()).as("unit tests have run before").isTrue();
        List<Path> captures = SentMessages.captures();
        assertThat(captures).isNotEmpty();
        for (Path capture : captures) {
            assertThat(Tshark.lines(capture, OPTIONS.split(" ")))
                    .as(capture.toString())
                    .isNotEmpty()
                    .allSatisfy(frame -> assertThat(complaints(frame)).as(frame).isEmpty());
        }
    }

    /** Empty if it is understood. */
    private static String complaints(String frame) {
        String[] fields = frame.split("\t", -1);
        // Digits alone need no more than Q.931 says.
        String understood = fields[4].equals("INFORMATION")
                ? ".*:tcp:q931:q931"
                : ".*:(udp:h225|tcp:q931:q931:h225|tcp:h245:h245)(:.*)?";
        if (!fields[1].matches(understood)) {
            return fields[1];
        }
        if (!fields[2].isEmpty()) {
            return fields[2];
        }
        return Stream.of(fields[3].split(","))
                .filter(severity -> !severity.isEmpty() && Long.parseLong(severity) >= WARNING)
                .collect(Collectors.joining(", "));
    }
}
