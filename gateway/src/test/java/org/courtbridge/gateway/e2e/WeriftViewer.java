package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An application on werift that receives by WHEP. It has no decoder, and never asks for a keyframe. */
final class WeriftViewer implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/scripts/werift-viewer").toAbsolutePath();
    /** Where npm installs what tests need. */
    static final String MODULES = "/usr/local/lib/courtbridge-peers/node_modules";

    private final Path received;
    private final ChildProcess process;
    private final JsonLines said;

    private WeriftViewer(Path received, ChildProcess process) {
        this.received = received;
        this.process = process;
        this.said = new JsonLines("werift", process);
    }

    /**
     * Makes its offer, and waits until it is connected.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     * @param coding of pictures, the only one that it knows: H264 or VP8
     */
    static WeriftViewer start(Path parent, int party, String link, String coding) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("werift" + party));
        Path received = folder.resolve("received.rtp");
        List<String> command = List.of(
                "node",
                SCRIPT.toString(),
                GatewayProcess.LOCAL_ORIGIN + "/api/v1/whep",
                Court.ticket(link),
                received.toString(),
                coding);
        Map<String, String> environment = Map.of("HOME", folder.toString(), "NODE_PATH", MODULES);
        WeriftViewer viewer = new WeriftViewer(received, ChildProcess.start(folder, "werift", environment, command));
        viewer.said.await("state", "connected");
        return viewer;
    }

    /** The last state of its connection. */
    String state() throws IOException {
        return said.all().stream()
                .filter(line -> line.has("state"))
                .toList()
                .getLast()
                .path("state")
                .asText();
    }

    /** Pictures of which a packet has come so far. */
    int frames() throws IOException {
        return said.all().stream()
                .mapToInt(line -> line.path("frames").asInt())
                .max()
                .orElse(0);
    }

    ReceivedPictures pictures() {
        return new ReceivedPictures(received);
    }

    /** Ends its session, as its user does with Ctrl-C. @return the status that DELETE was answered with */
    int leave() throws Exception {
        process.interrupt();
        return Await.value(
                        "the answer to DELETE",
                        Court.PATIENCE,
                        () -> said.all().stream()
                                .filter(line -> line.has("ended"))
                                .findFirst())
                .path("ended")
                .asInt();
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
