package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A room without a picture whose stack is pjsip's: its program pjsua, led by its standard input. */
final class PjsuaPeer implements AutoCloseable {

    /** Of what it hears. */
    static final int SAMPLE_RATE = 16_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern RECEIVED =
            Pattern.compile("video [^\\n]*\\n(?:[^\\n]*\\n)??[^\\n]*RX [^\\n]*\\n\\s*total ([0-9]+)pkt");

    private final Process process;
    private final Writer commands;
    private final Path log;
    private final Path recording;

    private PjsuaPeer(Process process, Path log, Path recording) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
        this.recording = recording;
    }

    /**
     * Starts it registered; it answers calls by itself, sends its party's tone and film, and writes down what it hears.
     *
     * @param server with the transport, such as {@code 10.77.0.1;transport=tcp}
     * @param more of its command line
     */
    static PjsuaPeer start(String program, Path parent, int party, String password, String server, String... more)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(parent.resolve("pjsua" + party));
        Path log = folder.resolve("pjsua.log");
        Path recording = folder.resolve("heard.wav");
        List<String> command = new ArrayList<>(List.of(
                "stdbuf",
                "-oL",
                program,
                "--null-audio",
                "--play-file=" + Tones.file(folder, party, SAMPLE_RATE, 60),
                "--auto-play",
                "--rec-file=" + recording,
                "--auto-rec",
                "--video",
                "--play-avi=" + Film.avi(folder, party),
                "--auto-play-avi",
                "--id=sip:room%d@%s".formatted(party, Scratch.ADDRESS),
                "--registrar=sip:" + server,
                "--realm=*",
                "--username=room" + party,
                "--password=" + password,
                "--local-port=15980",
                "--bound-addr=" + Scratch.ADDRESS,
                "--ip-addr=" + Scratch.ADDRESS,
                "--rtp-port=51950",
                "--auto-answer=200",
                "--log-level=4",
                "--app-log-level=4"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // A screen that nobody sees.
        builder.environment().put("SDL_VIDEODRIVER", "dummy");
        PjsuaPeer peer = new PjsuaPeer(builder.start(), log, recording);
        peer.awaitWord("registration success");
        return peer;
    }

    /** Letters of its menu, and what they ask for. */
    void command(String... lines) throws IOException {
        commands.write(String.join("\n", lines) + "\n");
        commands.flush();
    }

    /** Until it has said so. */
    void awaitWord(String word) {
        Await.until("pjsua says " + word, PATIENCE, () -> log().contains(word));
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    /** Of pictures, that it has received in this call, by its own count. */
    long picturePackets() throws IOException {
        int before = log().length();
        command("dq");
        MatchResult report = Await.value(
                "a report of pjsua",
                PATIENCE,
                () -> RECEIVED.matcher(log().substring(before)).results().findFirst());
        return Long.parseLong(report.group(1));
    }

    /** The samples of the last seconds. */
    short[] heardInTheLast(int seconds) throws IOException {
        return Tones.last(recording, seconds, SAMPLE_RATE);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            command("q");
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
