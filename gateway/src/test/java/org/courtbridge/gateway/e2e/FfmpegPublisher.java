package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's own WHIP, with its own ICE and DTLS: sends a tone as Opus and a film of H.264 as it is. It is the program that comes with the
 * gateway's libraries, as Debian's is too old for WHIP.
 */
final class FfmpegPublisher implements AutoCloseable {

    private static final int SECONDS = 170;

    private final ChildProcess process;

    private FfmpegPublisher(ChildProcess process) {
        this.process = process;
    }

    /**
     * Makes its offer, and waits until its keys stand.
     *
     * @param link of the party, whose ticket is taken last: it is good for a minute
     */
    static FfmpegPublisher start(Path parent, int party, String link) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("ffmpeg" + party));
        Path film = Film.compressed(folder, party);
        Path tone = Tones.file(folder, party, 48_000, SECONDS);
        List<String> command = List.of(
                Loader.load(ffmpeg.class),
                "-nostdin",
                "-loglevel",
                "verbose",
                "-re",
                "-i",
                film.toString(),
                "-re",
                "-i",
                tone.toString(),
                "-c:v",
                "copy",
                "-c:a",
                "libopus",
                "-ac",
                "2",
                "-f",
                "whip",
                "-authorization",
                Court.ticket(link),
                GatewayProcess.LOCAL_ORIGIN + "/api/v1/whip");
        FfmpegPublisher publisher =
                new FfmpegPublisher(ChildProcess.start(folder, "ffmpeg", Map.of("HOME", folder.toString()), command));
        Await.until("FFmpeg's keys", Court.PATIENCE, () -> publisher.log().contains("SRTP setup done"));
        return publisher;
    }

    String log() throws IOException {
        return process.log();
    }

    /** Ends its session, as its user does with Ctrl-C. */
    void leave() throws Exception {
        process.interrupt();
    }

    @Override
    public void close() {
        process.close();
    }
}
