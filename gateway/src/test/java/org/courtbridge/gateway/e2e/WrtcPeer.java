package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person on libwebrtc without a browser, who sends by WHIP and receives by WHEP in one seat; of pictures it knows VP8. */
final class WrtcPeer implements AutoCloseable {

    /** Samples per second of what {@link #heardInTheLast} gives. */
    static final int SAMPLE_RATE = 48_000;

    private static final Path SCRIPT = Path.of("src/test/scripts/wrtc-person").toAbsolutePath();

    private final Path received;
    private final ChildProcess process;
    private final JsonLines said;

    private WrtcPeer(Path received, ChildProcess process) {
        this.received = received;
        this.process = process;
        this.said = new JsonLines("wrtc", process);
    }

    /**
     * Makes both offers, and waits until both are connected.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     */
    static WrtcPeer start(Path parent, int party, String link) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("wrtc" + party));
        Path received = folder.resolve("received.wav");
        Path tone = Tones.file(folder, party, SAMPLE_RATE, 10);
        Path film = Film.uncompressed(folder, party);
        List<String> command = List.of(
                SCRIPT.toString(),
                GatewayProcess.LOCAL_ORIGIN,
                Court.ticket(link),
                tone.toString(),
                film.toString(),
                received.toString());
        Map<String, String> environment = Map.of("HOME", folder.toString(), "NODE_PATH", WeriftViewer.MODULES);
        WrtcPeer peer = new WrtcPeer(received, ChildProcess.start(folder, "wrtc", environment, command));
        peer.said.await("whipState", "connected");
        peer.said.await("whepState", "connected");
        return peer;
    }

    /** What it has decoded. */
    CellLines pictures() {
        return new CellLines(said);
    }

    /** The samples of the last seconds. */
    short[] heardInTheLast(int seconds) throws IOException {
        return Tones.last(received, seconds, SAMPLE_RATE);
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
