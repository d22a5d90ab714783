package org.courtbridge.gateway.e2e;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.courtbridge.codecs.video.I420Picture;

/** A room codec of another make: linphonec with a still picture for a camera, led by its standard input. */
final class LinphonePeer implements AutoCloseable {

    /** Of what it hears. */
    static final int SAMPLE_RATE = 48_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIP_PORT = 15_890;
    private static final String PROMPT = "linphonec> ";

    private final Process process;
    private final Writer commands;
    private final Path output;
    private final Path log;
    private final Path recording;
    private final Path folder;
    private int given;
    private final AtomicInteger snapshots = new AtomicInteger();

    private LinphonePeer(Process process, Path folder, Path log, Path recording) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.folder = folder;
        this.output = folder.resolve("linphone.log");
        this.log = log;
        this.recording = recording;
    }

    /** Starts it; it answers calls by itself, and writes down what it hears. */
    static LinphonePeer start(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("linphone"));
        Path home = folder.resolve("home");
        // Without these its core never starts.
        Files.createDirectories(home.resolve(".local/share/linphone"));
        Files.createDirectories(home.resolve(".config/linphone"));
        Path settings = Files.writeString(folder.resolve("rc"), """
                [sip]
                sip_port=%1$d
                sip_tcp_port=%1$d
                sip_tls_port=-1
                guess_hostname=0
                contact="Room" <sip:room@%2$s>
                [rtp]
                audio_rtp_port=51900
                video_rtp_port=51902
                [video]
                enabled=1
                capture=1
                display=1
                automatically_accept=1
                automatically_initiate=1
                device=StaticImage: Static picture
                """.formatted(SIP_PORT, Scratch.ADDRESS));
        Path log = folder.resolve("core.log");
        Path recording = folder.resolve("heard.wav");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("linphonec", "-c", settings.toString(), "-V", "-a", "-d", "5", "-l", log.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("linphone.log").toFile());
        builder.environment().put("HOME", home.toString());
        LinphonePeer peer = new LinphonePeer(builder.start(), folder, log, recording);
        peer.command("soundcard use files");
        peer.command("record " + recording);
        return peer;
    }

    /** Once it waits for one: a command that comes before it has taken the last one replaces that. */
    void command(String command) throws IOException {
        Await.until("linphone waits for a command", PATIENCE, () -> prompts() > given);
        given++;
        write(command);
    }

    private void write(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    private int prompts() throws IOException {
        return Files.readString(output).split(PROMPT, -1).length - 1;
    }

    /** @param server as {@code HOST:PORT} */
    void register(String user, String password, String server) throws IOException {
        command("register sip:%s@%s sip:%s %s".formatted(user, server, server, password));
        awaitWord("LinphoneRegistrationOk");
    }

    /** Until it has said so. */
    void awaitWord(String word) {
        Await.until(
                "linphone says " + word, PATIENCE, () -> Files.readString(log).contains(word));
    }

    long secondsRecorded() throws IOException {
        return Files.exists(recording) ? Files.size(recording) / (2L * SAMPLE_RATE) : 0;
    }

    /** The samples of the last three seconds of a call, after its end: before, the file has no header. */
    short[] heard() throws IOException {
        return Tones.last(recording, 3, SAMPLE_RATE);
    }

    /** Has its camera show a party's picture, which does not move. */
    void show(int party) throws IOException {
        BufferedImage picture = new BufferedImage(Film.WIDTH, Film.HEIGHT, BufferedImage.TYPE_INT_RGB);
        I420Picture coded = I420Picture.black(Film.WIDTH, Film.HEIGHT);
        new CodedPicture(party, 0).draw(coded);
        for (int i = 0; i < Film.WIDTH * Film.HEIGHT; i++) {
            picture.setRGB(i % Film.WIDTH, i / Film.WIDTH, 0x010101 * (coded.luma()[i] & 0xFF));
        }
        Path file = folder.resolve("camera.jpg");
        ImageIO.write(picture, "jpg", file.toFile());
        command("staticpic set " + file);
        command("staticpic fps 15");
    }

    /** What its screen shows now. */
    Optional<BufferedImage> image() {
        return Optional.of(Await.value("a look at its screen", PATIENCE, new Look()));
    }

    /** What its screen shows now; empty if that is no coded picture. */
    Optional<CodedPicture> screen() {
        BufferedImage image = image().orElseThrow();
        return CodedPicture.read(image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xFF);
    }

    /** A snapshot that is asked for before there are pictures comes never: it is asked for anew every second. */
    private final class Look implements Callable<Optional<BufferedImage>> {

        private static final long SECOND = 1_000_000_000;

        private Path file = nextFile();
        private long asked = System.nanoTime() - SECOND;

        @Override
        public Optional<BufferedImage> call() throws IOException {
            if (System.nanoTime() - asked >= SECOND) {
                file = nextFile();
                asked = System.nanoTime();
                command("snapshot " + file);
            }
            return readWhole(file);
        }

        private Path nextFile() {
            return folder.resolve("screen" + snapshots.incrementAndGet() + ".jpg");
        }
    }

    /** An image that is still being written reads as none. */
    private static Optional<BufferedImage> readWhole(Path file) {
        try {
            return Files.exists(file) ? Optional.ofNullable(ImageIO.read(file.toFile())) : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            write("quit");
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
