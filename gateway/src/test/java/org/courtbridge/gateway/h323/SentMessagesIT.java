package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
        assumeThat(SentMessages.exist()).isTrue();
        List<Path> captures = SentMessages.captures();
        assertThat(captures).isNotEmpty();
        for (Path capture : captures) {
            List<String> frames = Tshark.lines(capture, OPTIONS.split(" "));
            assertThat(frames).isNotEmpty();
            for (String frame : frames) {
                if (!complaints(frame).isEmpty()) {
                    assertThat(Stream.of(alone(capture, frame), alone(capture, frame, "-d", "tcp.port==1-65535,h245")))
                            .as("%s in %s", frame, capture)
                            .anySatisfy(SentMessagesIT::isUnderstood);
                }
            }
        }
    }

    /**
     * What tshark makes of a frame that it has seen no other before. It remembers where H.245 was once, and takes a
     * Setup for that which a later test sends to the same port; and of the connections to a port for H.245 it knows the
     * first alone, and has to be told.
     */
    private String alone(Path capture, String frame, String... more) throws Exception {
        String number = frame.substring(0, frame.indexOf('\t'));
        Path one = folder.resolve(number + ".pcapng");
        Process editcap = new ProcessBuilder("editcap", "-r", capture.toString(), one.toString(), number)
                .redirectErrorStream(true)
                .start();
        String said = new String(editcap.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(editcap.waitFor()).as(said).isZero();
        List<String> frames = Tshark.lines(
                one,
                Stream.concat(Stream.of(OPTIONS.split(" ")), Stream.of(more)).toArray(String[]::new));
        assertThat(frames).as("%s in %s", frame, capture).hasSize(1);
        return frames.getFirst();
    }

    private static void isUnderstood(String frame) {
        assertThat(complaints(frame)).as(frame).isEmpty();
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
