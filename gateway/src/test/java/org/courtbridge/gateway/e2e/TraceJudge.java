package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Has tshark dissect what the gateway traced: an independent judge of every byte that was sent. */
final class TraceJudge {

    /** tshark says "not decoded yet" of parts of H.264 that it does not look into. */
    private static final String FAULTS =
            "(_ws.malformed || _ws.expert.severity >= \"Warning\") && !(_ws.expert.message == \"[Not decoded yet]\")";

    private TraceJudge() {}

    /** The traces hold signalling and media, and nothing in them is malformed. */
    static void judge(Path traces) throws IOException, InterruptedException {
        judge(traces, "h264");
    }

    /** The same where rooms have pictures of other codings, by tshark's names of them. */
    static void judge(Path traces, String... pictures) throws IOException, InterruptedException {
        // The rooms' session descriptions tell their ports; those of browsers are not in the trace.
        judge(traces, List.of(pictures), List.of());
    }

    /**
     * The same where session descriptions speak of SRTP, which the trace holds decrypted. What is RTP is told by how it looks, even
     * at a port that some protocol of mobile networks has.
     */
    static void judgeDecrypted(Path traces) throws IOException, InterruptedException {
        judge(
                traces,
                List.of("h264"),
                List.of(
                        "-o",
                        "sdp.establish_conversation:FALSE",
                        "-o",
                        "udp.try_heuristic_first:TRUE",
                        "--enable-heuristic",
                        "rtcp_udp",
                        "-d",
                        "rtp.pt==96,h264",
                        "-d",
                        "rtp.pt==97,h264"));
    }

    /** The same where rooms speak H.323 alone, which does not tell tshark how pictures are coded. */
    static void judgeH323(Path traces) throws IOException, InterruptedException {
        judgeAll(traces, List.of("h225", "h245", "rtp", "rtcp"), List.of());
    }

    private static void judge(Path traces, List<String> pictures, List<String> options)
            throws IOException, InterruptedException {
        List<String> protocols = new ArrayList<>(List.of("sip", "sdp", "rtp", "rtcp"));
        protocols.addAll(pictures);
        judgeAll(traces, protocols, options);
    }

    private static void judgeAll(Path traces, List<String> protocols, List<String> options)
            throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(traces)) {
            List<Path> captures = files.toList();
            assertThat(captures).isNotEmpty();
            for (Path capture : captures) {
                assertThat(lines(capture, FAULTS, options))
                        .as("faults in %s", capture)
                        .isEmpty();
                for (String protocol : protocols) {
                    assertThat(lines(capture, protocol, options)).as(protocol).isNotEmpty();
                }
            }
        }
    }

    /**
     * What a field holds in each packet of the traces that a display filter lets through.
     *
     * @param options of tshark
     */
    static List<String> fields(Path traces, String filter, String field, String... options)
            throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        try (Stream<Path> files = Files.list(traces)) {
            for (Path capture : files.toList()) {
                values.addAll(lines(capture, filter, List.of(options), List.of(field)));
            }
        }
        return values;
    }

    private static List<String> lines(Path capture, String filter, List<String> options)
            throws IOException, InterruptedException {
        return lines(capture, filter, options, List.of("frame.number", "_ws.col.Protocol", "_ws.expert.message"));
    }

    private static List<String> lines(Path capture, String filter, List<String> options, List<String> fields)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-r", capture.toString(), "--enable-heuristic", "rtp_udp"));
        command.addAll(options);
        command.addAll(List.of("-Y", filter, "-T", "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        Process tshark = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(tshark.waitFor()).as("exit code of tshark").isZero();
        return lines;
    }
}
