package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.gateway.trace.Tshark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    private Path folder;

    @Test
    void areUnderstood() throws Exception {
        assumeThat(Path.of("/usr/bin/tshark")).exists();
        assumeThat(SentMessages.FOLDER).exists();
        List<Path> captures = SentMessages.captures();
        assertThat(captures).isNotEmpty();
        for (Path capture : captures) {
            List<String> frames = Tshark.lines(capture, OPTIONS.split(" "));
            assertThat(frames).isNotEmpty();
            for (String frame : frames) {
                if (frame.contains("Malformed Packet: H.245")) {
                    assertThat(alone(capture, frame))
                            .as("%s in %s", frame, capture)
                            .hasSize(1)
                            .allSatisfy(SentMessagesIT::isUnderstood);
                } else {
                    assertThat(frame).satisfies(SentMessagesIT::isUnderstood);
                }
            }
        }
    }

    /**
     * What tshark makes of a frame that it has seen no other before: it remembers where H.245 was once, too, and takes a Setup for that
     * which a later test sends to the same port. What is H.245, it does not know alone.
     */
    private List<String> alone(Path capture, String frame) throws Exception {
        String number = frame.substring(0, frame.indexOf('\t'));
        Path one = folder.resolve(number + ".pcapng");
        Process editcap = new ProcessBuilder("editcap", "-r", capture.toString(), one.toString(), number)
                .redirectErrorStream(true)
                .start();
        String said = new String(editcap.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(editcap.waitFor()).as(said).isZero();
        return Tshark.lines(one, OPTIONS.split(" "));
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
