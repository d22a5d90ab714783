package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A phone on a WebRTC stack that is no browser's: aiortc, with a tone for a microphone and a film for a camera. */
final class AiortcPeer implements Viewer, AutoCloseable {

    /** Samples per second of what {@link #receivedInTheLast} gives. */
    static final int SAMPLE_RATE = 48_000;

    private static final Path SCRIPT = Path.of("src/test/scripts/aiortc-phone").toAbsolutePath();

    private final Path received;
    private final ChildProcess process;
    private final JsonLines said;

    private AiortcPeer(Path received, ChildProcess process) {
        this.received = received;
        this.process = process;
        this.said = new JsonLines("aiortc", process);
    }

    /** Opens the link, gives the code word, and waits in the lobby. */
    static AiortcPeer start(Path parent, int party, String link, String codeWord) throws Exception {
        return start(parent, party, link, codeWord, "opus");
    }

    /** @param sound the only codec that it knows: opus, PCMU or PCMA */
    static AiortcPeer start(Path parent, int party, String link, String codeWord, String sound) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("aiortc" + party));
        Path received = folder.resolve("received.wav");
        List<String> command = List.of(
                SCRIPT.toString(),
                link,
                codeWord,
                Tones.file(folder, party, SAMPLE_RATE, 10).toString(),
                Film.uncompressed(folder, party).toString(),
                received.toString(),
                sound);
        ChildProcess process =
                ChildProcess.start(folder, "aiortc", Map.of("HOME", folder.toString(), "LC_ALL", "C.UTF-8"), command);
        AiortcPeer peer = new AiortcPeer(received, process);
        peer.awaitSaid("state", "lobby");
        return peer;
    }

    /** Until it said so: {@code state} is {@code lobby} or {@code in-hearing}, {@code dtls} is {@code connected}. */
    void awaitSaid(String what, String value) {
        said.await(what, value);
    }

    /** Every coded picture that it decoded so far, oldest first. */
    List<Sighting.Shown> shown() throws IOException {
        return new CellLines(said).shown();
    }

    @Override
    public Optional<CodedPicture> sees(int party) throws IOException {
        return new CellLines(said).sees(party);
    }

    /** Watches it for a while: how much of a party it decodes. */
    Sighting watch(int ofParty, Duration duration) throws IOException {
        int before = shown().size();
        double begin = now();
        Await.elapsed(duration);
        double end = now();
        List<Sighting.Shown> all = shown();
        return Sighting.of(ofParty, all.subList(before, all.size()), begin, end);
    }

    /** The monotonic clock of the machine, by which both processes go. */
    private static double now() {
        return System.nanoTime() / 1e6;
    }

    /** The samples of the last seconds. */
    short[] receivedInTheLast(int seconds) throws IOException {
        return Tones.last(received, seconds, SAMPLE_RATE);
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
