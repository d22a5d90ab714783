package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A room codec: baresip with a tone for a microphone and a film for a camera, led over its control port. */
final class BaresipPeer implements AutoCloseable {

    /** Samples per second of what is sent and received. */
    static final int SAMPLE_RATE = 16_000;

    /** baresip hangs up at the end of its sound file. */
    private static final int LONGEST_CALL_SECONDS = 180;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern FRAMES_SHOWN = Pattern.compile("vidisp: \\S+ \\d+ x \\d+ frames=(\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int party;
    private final Path folder;
    private final ChildProcess process;
    private final Socket control;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger snapshots = new AtomicInteger();

    /**
     * Who the room is.
     *
     * @param party 1 to 15: its tone, film and ports
     * @param server where its account lives, as {@code HOST:PORT}; a room that only takes calls gives its own address
     * @param registers whether it registers there
     */
    record Account(int party, String user, String password, String server, boolean registers) {

        /** The same over another transport than UDP. */
        Account over(String transport, int port) {
            String host = server.substring(0, server.indexOf(':'));
            return new Account(party, user, password, host + ":" + port + ";transport=" + transport, registers);
        }
    }

    private BaresipPeer(int party, Path folder, ChildProcess process, Socket control) {
        this.party = party;
        this.folder = folder;
        this.process = process;
        this.control = control;
    }

    /** Starts the room; it answers calls by itself. */
    static BaresipPeer start(Path parent, Account account) throws Exception {
        return start(parent, account, "");
    }

    /** As above, with more lines of configuration. */
    static BaresipPeer start(Path parent, Account account, String settings) throws Exception {
        return start(parent, account, settings, "");
    }

    /** As above, with more parameters of the account, each after a semicolon. */
    static BaresipPeer start(Path parent, Account account, String settings, String parameters) throws Exception {
        int party = account.party();
        Path folder = Files.createDirectories(parent.resolve("baresip" + party));
        Path tone = Tones.file(folder, party, SAMPLE_RATE, LONGEST_CALL_SECONDS);
        Path film = Film.compressed(folder, party);
        Files.writeString(folder.resolve("config"), config(folder, party, tone, film) + settings);
        Files.writeString(folder.resolve("contacts"), "");
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:%s@%s>;auth_pass=%s;regint=%d;answermode=auto;audio_codecs=G722/16000/1;video_codecs=H264%s\n"
                        .formatted(
                                account.user(),
                                account.server(),
                                account.password(),
                                account.registers() ? 60 : 0,
                                parameters));
        ChildProcess process = ChildProcess.start(
                folder,
                "baresip" + party,
                Map.of("HOME", folder.toString()),
                List.of("baresip", "-4", "-f", folder.toString(), "-v", "-s"));
        Socket control = Await.value("control port of baresip " + party, PATIENCE, () -> connect(party));
        BaresipPeer peer = new BaresipPeer(party, folder, process, control);
        Thread.ofVirtual().name("baresip-" + party).start(peer::read);
        return peer;
    }

    private static String config(Path folder, int party, Path tone, Path film) {
        return """
                poll_method epoll
                sip_listen %2$s:%3$d
                call_max_calls 4
                net_interface lo
                audio_player aubridge,sink
                audio_source aufile,%4$s
                ausrc_srate %6$d
                auplay_srate %6$d
                ausrc_channels 1
                auplay_channels 1
                ausrc_format s16
                auplay_format s16
                auenc_format s16
                audec_format s16
                audio_buffer 20-160
                video_source avformat,%5$s
                video_display fakevideo,nil
                video_size %8$dx%9$d
                video_bitrate 512000
                video_fps %10$d
                videnc_format yuv420p
                rtp_ports %11$d-%12$d
                rtcp_mux no
                jitter_buffer_type fixed
                jitter_buffer_delay 1-4
                rtp_stats yes
                module_path /usr/lib/baresip/modules
                module g722.so
                module avcodec.so
                module aubridge.so
                module aufile.so
                module sndfile.so
                module swscale.so
                module snapshot.so
                module fakevideo.so
                module avformat.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                module_app debug_cmd.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen %2$s:%7$d
                snd_path %1$s
                ringback_disabled yes
                avcodec_h264enc libx264
                """.formatted(
                        folder,
                        Scratch.ADDRESS,
                        sipPort(party),
                        tone,
                        film,
                        SAMPLE_RATE,
                        controlPort(party),
                        Film.WIDTH,
                        Film.HEIGHT,
                        Film.FRAMES_PER_SECOND,
                        50_000 + 100 * party,
                        50_099 + 100 * party);
    }

    static int sipPort(int party) {
        return 15_060 + 10 * party;
    }

    private static int controlPort(int party) {
        return 14_470 + party;
    }

    /** Needs {@code call_max_calls} free lines; the outcome comes as an event. */
    void dial(String uri) throws Exception {
        command("dial", uri);
    }

    void hangUp() throws Exception {
        command("hangup", "");
        awaitEvent("CALL_CLOSED");
    }

    /** Whether the room is registered where its account lives. */
    void awaitRegistered() {
        Await.until(
                "registration of baresip " + party,
                PATIENCE,
                () -> command("reginfo", "").contains("OK"));
    }

    void awaitRefused() {
        Await.until(
                "refused registration of baresip " + party,
                PATIENCE,
                () -> command("reginfo", "").contains("ERR"));
    }

    /** @return what came with the event */
    String awaitEvent(String type) throws InterruptedException {
        return awaitEvent(type, PATIENCE);
    }

    String awaitEvent(String type, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        StringBuilder others = new StringBuilder();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            JsonNode event = events.poll(left, TimeUnit.NANOSECONDS);
            if (event != null && event.path("type").asText().equals(type)) {
                return event.path("param").asText();
            }
            others.append(event == null ? "" : " " + event.path("type").asText());
        }
        throw new AssertionError("baresip %d: no %s in %s, only:%s".formatted(party, type, limit, others));
    }

    /** The samples received so far, or in the newest call. */
    short[] received() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> newest =
                    files.filter(path -> path.toString().endsWith("-dec.wav")).max(Comparator.naturalOrder());
            return newest.isPresent() ? Tones.read(newest.get()) : new short[0];
        }
    }

    /** The samples of the last seconds. */
    short[] receivedInTheLast(int seconds) throws IOException {
        short[] all = received();
        return Arrays.copyOfRange(all, Math.max(0, all.length - seconds * SAMPLE_RATE), all.length);
    }

    /** What the room's screen shows now; empty if that is no coded picture. */
    Optional<CodedPicture> screen() throws Exception {
        Path file = folder.resolve("screen" + snapshots.incrementAndGet() + ".png");
        command("snapshot_recv", file.toString());
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        BufferedImage image = null;
        while (image == null && System.nanoTime() < end) {
            Await.elapsed(Duration.ofMillis(20));
            image = Files.exists(file) ? readWhole(file) : null;
        }
        if (image == null) {
            return Optional.empty();
        }
        BufferedImage seen = image;
        return CodedPicture.read(image.getWidth(), image.getHeight(), (x, y) -> seen.getRGB(x, y) >> 8 & 0xFF);
    }

    /** An image that is still being written reads as none. */
    private static @Nullable BufferedImage readWhole(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Looks at the room's screen for a while, several times a second: whom it shows, by a clock of its own. */
    List<Sighting.Shown> look(Duration duration) throws Exception {
        return watched(duration).shown();
    }

    /** Looks at the room's screen for a while: how much of a party it shows. */
    Sighting watch(int ofParty, Duration duration) throws Exception {
        return watched(duration).of(ofParty);
    }

    /** @param everything to which what it shows is added, whoever it is */
    Sighting watch(int ofParty, Duration duration, List<Sighting.Shown> everything) throws Exception {
        Watched watched = watched(duration);
        everything.addAll(watched.shown());
        return watched.of(ofParty);
    }

    /**
     * What the room showed over a time.
     *
     * @param counted how many frames it had shown at each look
     * @param millis from the begin, at 0, to the end
     */
    private record Watched(List<Sighting.Shown> shown, List<Long> counted, double millis) {

        /** Frames are counted by the room, from the first look that showed the party to the last one. */
        Sighting of(int party) {
            List<Long> looks = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                if (shown.get(i).picture().party() == party) {
                    looks.add(counted.get(i));
                }
            }
            int frames = looks.isEmpty() ? 0 : (int) (looks.getLast() - looks.getFirst() + 1);
            return Sighting.of(party, shown, 0, millis).withFrames(frames);
        }
    }

    private Watched watched(Duration duration) throws Exception {
        List<Sighting.Shown> shown = new ArrayList<>();
        List<Long> counted = new ArrayList<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < duration.toNanos()) {
            Optional<CodedPicture> seen = screen();
            double at = (System.nanoTime() - begin) / 1e6;
            if (seen.isPresent()) {
                shown.add(new Sighting.Shown(seen.get(), at));
                counted.add(framesShown());
            }
            Await.elapsed(Duration.ofMillis(150));
        }
        return new Watched(shown, counted, (System.nanoTime() - begin) / 1e6);
    }

    /** Pictures decoded and put on the screen since the call began. */
    long framesShown() throws Exception {
        // There is no such line before the screen is up.
        Matcher matcher = FRAMES_SHOWN.matcher(command("video_debug", ""));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    String command(String command, String parameters) throws Exception {
        String token = "t" + tokens.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(token, reply);
        byte[] json = JSON.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", token));
        OutputStream out = control.getOutputStream();
        synchronized (control) {
            out.write((json.length + ":").getBytes(StandardCharsets.US_ASCII));
            out.write(json);
            out.write(',');
            out.flush();
        }
        return reply.get(5, TimeUnit.SECONDS).path("data").asText();
    }

    private static Optional<Socket> connect(int party) {
        try {
            return Optional.of(new Socket(Scratch.ADDRESS, controlPort(party)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Netstrings (LENGTH:JSON,): replies to commands, and events. */
    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(control.getInputStream()))) {
            while (true) {
                int length = 0;
                for (int digit = in.readUnsignedByte(); digit != ':'; digit = in.readUnsignedByte()) {
                    length = 10 * length + digit - '0';
                }
                JsonNode message = JSON.readTree(in.readNBytes(length));
                in.readUnsignedByte();
                if (message.path("response").asBoolean()) {
                    CompletableFuture<JsonNode> reply =
                            replies.remove(message.path("token").asText());
                    if (reply != null) {
                        reply.complete(message);
                    }
                } else {
                    events.add(message);
                }
            }
        } catch (EOFException | SocketException e) {
            replies.values().forEach(reply -> reply.completeExceptionally(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() throws IOException {
        control.close();
        process.close();
    }
}
