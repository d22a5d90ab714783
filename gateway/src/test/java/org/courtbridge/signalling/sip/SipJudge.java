package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A judge that we did not write: tshark, to whom everything that we sent must be flawless. */
final class SipJudge {

    private final Capture capture;
    private final List<Integer> ports = new ArrayList<>();

    private SipJudge(Capture capture) {
        this.capture = capture;
    }

    static SipJudge start(Path folder) throws IOException {
        return new SipJudge(Capture.start(folder.resolve("sip.pcapng")));
    }

    void hear(Rig rig) {
        ports.add(rig.endpoint.port());
    }

    /**
     * Where fewer rigs were heard than the whole class has, a test of it was run again alone: then it must have heard anything at all.
     *
     * @param whole rigs at least that all tests of the class have
     * @param atLeast how many messages, and of them how many with a description, it must have heard from us in all of them
     */
    void judge(int whole, int atLeast, int described) throws IOException, InterruptedException {
        capture.stop();
        String ours = ports.stream()
                .map(port -> "udp.srcport == " + port + " || tcp.srcport == " + port)
                .collect(Collectors.joining(" || "));
        assertThat(capture.select(ports, "sip && (" + ours + ")"))
                .hasSizeGreaterThanOrEqualTo(ports.size() < whole ? 1 : atLeast);
        assertThat(capture.select(ports, "sdp && (" + ours + ")"))
                .hasSizeGreaterThanOrEqualTo(ports.size() < whole ? 0 : described);
        assertThat(capture.select(
                        ports,
                        "(sip || sdp) && (" + ours + ") && (_ws.malformed || _ws.expert.severity >= \"Warning\")"))
                .isEmpty();
    }
}
