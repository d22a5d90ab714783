package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person on libdatachannel, who sends by WHIP and receives by WHEP in one seat; it codes and decodes nothing. */
final class DatachannelPeer implements AutoCloseable {

    private static final Path SCRIPT =
            Path.of("src/test/scripts/datachannel-person").toAbsolutePath();

    private final Path folder;
    private final ChildProcess process;
    private final JsonLines said;

    private DatachannelPeer(Path folder, ChildProcess process) {
        this.folder = folder;
        this.process = process;
        this.said = new JsonLines("datachannel", process);
    }

    /**
     * Makes both offers, and waits until both are connected.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     */
    static DatachannelPeer start(Path parent, int party, String link) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("datachannel" + party));
        Path tone = MuLaw.tone(folder, party, 60);
        Path film = Film.byteStream(folder, party);
        List<String> command = List.of(
                SCRIPT.toString(),
                GatewayProcess.LOCAL_ORIGIN,
                Court.ticket(link),
                tone.toString(),
                film.toString(),
                Integer.toString(Film.FRAMES_PER_SECOND),
                folder.resolve("heard.ulaw").toString(),
                folder.resolve("seen.rtp").toString());
        Map<String, String> environment = Map.of("HOME", folder.toString(), "NODE_PATH", WeriftViewer.MODULES);
        DatachannelPeer peer =
                new DatachannelPeer(folder, ChildProcess.start(folder, "datachannel", environment, command));
        peer.said.await("whipState", "connected");
        peer.said.await("whepState", "connected");
        return peer;
    }

    /** The samples of the last seconds, {@link MuLaw#SAMPLE_RATE} each. */
    short[] heardInTheLast(int seconds) throws IOException {
        return MuLaw.last(folder.resolve("heard.ulaw"), seconds);
    }

    ReceivedPictures seen() {
        return new ReceivedPictures(folder.resolve("seen.rtp"));
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
