package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person of sound only behind rtpengine, who sends by WHIP and receives by WHEP in one seat. */
final class RtpenginePeer implements AutoCloseable {

    private static final Path SCRIPT =
            Path.of("src/test/scripts/rtpengine-person").toAbsolutePath();

    private final Path heard;
    private final ChildProcess process;
    private final JsonLines said;

    private RtpenginePeer(Path heard, ChildProcess process) {
        this.heard = heard;
        this.process = process;
        this.said = new JsonLines("rtpengine", process);
    }

    /**
     * Makes both offers, and waits until sound has come.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     */
    static RtpenginePeer start(Path parent, int party, String link) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("rtpengine" + party));
        Path heard = folder.resolve("heard.ulaw");
        Path tone = MuLaw.tone(folder, party, 60);
        List<String> command = List.of(
                SCRIPT.toString(),
                Scratch.ADDRESS,
                GatewayProcess.LOCAL_ORIGIN,
                Court.ticket(link),
                tone.toString(),
                heard.toString());
        Map<String, String> environment = Map.of("HOME", folder.toString());
        RtpenginePeer peer = new RtpenginePeer(heard, ChildProcess.start(folder, "rtpengine", environment, command));
        peer.said.await("packets", "1");
        return peer;
    }

    /** The samples of the last seconds, {@link MuLaw#SAMPLE_RATE} each. */
    short[] heardInTheLast(int seconds) throws IOException {
        return MuLaw.last(heard, seconds);
    }

    /** Ends both sessions, as its user does with Ctrl-C; fails unless each DELETE is answered by 200. */
    void leave() throws Exception {
        process.interrupt();
        said.await("whipEnded", "200");
        said.await("whepEnded", "200");
    }

    @Override
    public void close() {
        process.close();
    }
}
