package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An application on GStreamer's webrtcbin that receives by WHEP, and decodes what it gets. */
final class GstreamerViewer implements AutoCloseable {

    /** Samples per second of what {@link #heardInTheLast} gives. */
    static final int SAMPLE_RATE = 48_000;

    /** Pictures, of which some are decoded before another has come. */
    private static final int LATELY = 15;

    private static final Path SCRIPT =
            Path.of("src/test/scripts/gstreamer-viewer").toAbsolutePath();

    private final Path received;
    private final ChildProcess process;
    private final JsonLines said;

    private GstreamerViewer(Path received, ChildProcess process) {
        this.received = received;
        this.process = process;
        this.said = new JsonLines("gstreamer", process);
    }

    /**
     * Makes its offer, and waits until it is connected.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     * @param coding of pictures, the only one that it knows: H264 or VP8
     */
    static GstreamerViewer start(Path parent, int party, String link, String coding) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("gstreamer" + party));
        Path received = folder.resolve("received.wav");
        List<String> command = List.of(
                SCRIPT.toString(),
                GatewayProcess.LOCAL_ORIGIN + "/api/v1/whep",
                Court.ticket(link),
                coding,
                received.toString());
        Map<String, String> environment = Map.of("HOME", folder.toString());
        GstreamerViewer viewer =
                new GstreamerViewer(received, ChildProcess.start(folder, "gstreamer", environment, command));
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

    /** What it has decoded. */
    CellLines pictures() {
        return new CellLines(said);
    }

    /** Pictures that came and were never decoded: by how much those that were fell behind at least, of late. */
    int undecoded() throws IOException {
        List<Integer> came = said.all().stream()
                .filter(line -> line.has("came"))
                .map(line -> line.path("came").asInt())
                .toList();
        return IntStream.range(Math.max(0, came.size() - LATELY), came.size())
                .map(i -> came.get(i) - (i + 1))
                .min()
                .orElseThrow();
    }

    /** The samples of the last seconds. */
    short[] heardInTheLast(int seconds) throws IOException {
        return Tones.last(received, seconds, SAMPLE_RATE);
    }

    /** Ends its session, as its user does with Ctrl-C; fails unless DELETE is answered by 200. */
    void leave() throws Exception {
        process.interrupt();
        said.await("ended", "200");
    }

    @Override
    public void close() {
        process.close();
    }
}
