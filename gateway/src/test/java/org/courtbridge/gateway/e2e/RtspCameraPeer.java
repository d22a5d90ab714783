package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.media.transport.FreePort;

/** The RTSP server of GStreamer, with a party's film, as a camera that wants to know who looks. */
final class RtspCameraPeer implements AutoCloseable {

    static final String USER = "viewer";
    static final String PASSWORD = "Sesam-öffne-dich";

    private static final Path SCRIPT = Path.of("src/test/scripts/rtsp-camera").toAbsolutePath();

    private final int port;
    private final ChildProcess process;

    /** The ways by which it sends. */
    enum Ways {
        UDP,
        TCP,
        BOTH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private RtspCameraPeer(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    static RtspCameraPeer start(Path parent, int party, Ways ways) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("camera" + party));
        int port = FreePort.any();
        ChildProcess process = ChildProcess.start(
                folder,
                "camera",
                Map.of("LC_ALL", "C.UTF-8"),
                List.of(
                        SCRIPT.toString(),
                        Scratch.ADDRESS,
                        Integer.toString(port),
                        Film.compressed(folder, party).toString(),
                        USER,
                        PASSWORD,
                        ways.word()));
        RtspCameraPeer camera = new RtspCameraPeer(port, process);
        camera.awaitSaid("ready");
        return camera;
    }

    URI uri() {
        return URI.create("rtsp://%s:%d/main".formatted(Scratch.ADDRESS, port));
    }

    /** Until it said so: {@code playing}, or {@code gone}. */
    void awaitSaid(String what) {
        Await.until(what + " of the camera", Court.PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the camera has ended: " + process.log());
            }
            return process.log().lines().anyMatch(what::equals);
        });
    }

    String log() throws IOException {
        return process.log();
    }

    /** Without a goodbye. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
