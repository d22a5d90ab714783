package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.gateway.trace.Tshark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** tshark understands each message that the unit tests' gateways and peers sent, which ran before. */
@Tag("fast")
class SentMessagesIT {

    /** Of tshark's experts, from here on (PI_WARN). */
    private static final long WARNING = 0x60_0000;

    /**
     * No media: tshark remembers where H.245 said that sound goes, and takes RAS there for sound when a later test's
     * endpoint gets the same port from the system.
     */
    private static final String OPTIONS = "--disable-protocol rtp --disable-protocol rtcp -T fields"
            + " -e frame.number -e frame.protocols -e _ws.malformed -e _ws.expert.severity -e _ws.col.Info";

    @Test
    void areUnderstood() throws Exception {
        assumeThat(Path.of("/usr/bin/tshark")).exists();
        assumeThat(SentMessages.FOLDER).exists();
        List<Path> captures = SentMessages.captures();
        assertThat(captures).isNotEmpty();
        for (Path capture : captures) {
            assertThat(Tshark.lines(capture, OPTIONS.split(" ")))
                    .as("messages in %s", capture)
                    .isNotEmpty()
                    .allSatisfy(SentMessagesIT::isUnderstood);
        }
    }

    private static void isUnderstood(String frame) {
        String[] fields = frame.split("\t", -1);
        // Digits alone need no more than Q.931 says.
        assertThat(fields[1])
                .as("protocols")
                .matches(
                        fields[4].equals("INFORMATION")
                                ? ".*:tcp:q931:q931"
                                : ".*:(udp:h225|tcp:q931:q931:h225|tcp:h245:h245)(:.*)?");
        assertThat(fields[2]).as("malformed").isEmpty();
        assertThat(Stream.of(fields[3].split(",")).filter(severity -> !severity.isEmpty()))
                .as("what the experts say")
                .allSatisfy(severity -> assertThat(Long.parseLong(severity)).isLessThan(WARNING));
    }
}
