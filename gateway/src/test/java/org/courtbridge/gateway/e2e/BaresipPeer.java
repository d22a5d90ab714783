package org.courtbridge.gateway.e2e;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A room codec: baresip with a tone for a microphone and a film for a camera, led over its control port. */
final class BaresipPeer implements Viewer, AutoCloseable {

    /** Samples per second of what is sent and received. */
    static final int SAMPLE_RATE = 16_000;

    /** baresip hangs up at the end of its sound file. */
    private static final int LONGEST_CALL_SECONDS = 180;

    private static final String SOUNDS = ";audio_codecs=";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int party;
    private final Path folder;
    private final ChildProcess process;
    private final BaresipControl control;
    private final RoomScreen screen;

    /**
     * The account of the room.
     *
     * @param party 1 to 15: its tone, film and ports
     * @param server where the account lives, as {@code HOST:PORT}; a room that only takes calls gives its own address
     * @param registers whether it registers there
     */
    record Account(int party, String user, String password, String server, boolean registers) {

        /** The same over another transport than UDP. */
        Account over(String transport, int port) {
            String host = server.substring(0, server.indexOf(':'));
            return new Account(party, user, password, host + ":" + port + ";transport=" + transport, registers);
        }
    }

    private BaresipPeer(int party, Path folder, ChildProcess process, BaresipControl control) {
        this.party = party;
        this.folder = folder;
        this.process = process;
        this.control = control;
        this.screen = new RoomScreen(folder, control);
    }

    /** Starts the room; it answers calls by itself. */
    static BaresipPeer start(Path parent, Account account) throws Exception {
        return start(parent, account, "");
    }

    /** As above, with more lines of configuration; those of other keys than {@code module} replace ours. */
    static BaresipPeer start(Path parent, Account account, String settings) throws Exception {
        return start(parent, account, settings, "");
    }

    /**
     * As above, with more parameters of the account, each after a semicolon; sound is G.722 and pictures
     * are H.264 unless they say more.
     */
    static BaresipPeer start(Path parent, Account account, String settings, String parameters) throws Exception {
        return start(parent, account, settings, parameters, new Place(List.of(), Scratch.ADDRESS));
    }

    /**
     * The network namespace that a room runs in.
     *
     * @param through the command that runs another there; empty where the test runs
     * @param control the address at which it takes commands
     */
    record Place(List<String> through, String control) {}

    /** As above, elsewhere; the settings name the addresses there. */
    static BaresipPeer start(Path parent, Account account, String settings, String parameters, Place place)
            throws Exception {
        int party = account.party();
        Path folder = Files.createDirectories(parent.resolve("baresip" + party));
        Path tone = settings.contains("audio_source ")
                ? folder
                : Tones.file(folder, party, SAMPLE_RATE, LONGEST_CALL_SECONDS);
        Path film = settings.contains("video_source ") ? folder : Film.compressed(folder, party);
        String control = "ctrl_tcp_listen %s:%d\n".formatted(place.control(), controlPort(party));
        Files.writeString(folder.resolve("config"), with(config(folder, party, tone, film), control + settings));
        Files.writeString(folder.resolve("contacts"), "");
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:%s@%s>;auth_pass=%s;regint=%d%s%s%s%s\n"
                        .formatted(
                                account.user(),
                                account.server(),
                                account.password(),
                                account.registers() ? 60 : 0,
                                parameters.contains("answermode=") ? "" : ";answermode=auto",
                                parameters.contains(SOUNDS) ? "" : SOUNDS + "G722/16000/1",
                                parameters.contains("video_codecs=") ? "" : ";video_codecs=H264",
                                parameters));
        List<String> command = new ArrayList<>(place.through());
        command.addAll(List.of("baresip", "-4", "-f", folder.toString(), "-v", "-s"));
        ChildProcess process =
                ChildProcess.start(folder, "baresip" + party, Map.of("HOME", folder.toString()), command);
        InetSocketAddress port = new InetSocketAddress(place.control(), controlPort(party));
        return new BaresipPeer(party, folder, process, BaresipControl.connect("baresip " + party, port, PATIENCE));
    }

    private static String with(String config, String settings) {
        List<String> replaced = settings.lines()
                .filter(line -> !line.startsWith("module "))
                .map(line -> line.substring(0, line.indexOf(' ') + 1))
                .toList();
        String kept = config.lines()
                .filter(line -> replaced.stream().noneMatch(line::startsWith))
                .collect(Collectors.joining("\n", "", "\n"));
        return kept + settings;
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
                video_size %7$dx%8$d
                video_bitrate 512000
                video_fps %9$d
                videnc_format yuv420p
                rtp_ports %10$d-%11$d
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
        return control.awaitEvent(type, limit);
    }

    /** The samples received so far, or in the newest call. */
    short[] received() throws IOException {
        Optional<Path> newest = recording();
        return newest.isPresent() ? Tones.read(newest.get()) : new short[0];
    }

    /** What the room's codec has made of the newest call's sound, at whatever rate it does. */
    Optional<Tones.Recording> recorded() throws IOException {
        Optional<Path> newest = recording();
        return newest.isPresent() ? Tones.Recording.read(newest.get()) : Optional.empty();
    }

    private Optional<Path> recording() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith("-dec.wav")).max(Comparator.naturalOrder());
        }
    }

    /** The samples of the last seconds. */
    short[] receivedInTheLast(int seconds) throws IOException {
        short[] all = received();
        return Arrays.copyOfRange(all, Math.max(0, all.length - seconds * SAMPLE_RATE), all.length);
    }

    /** What the room's screen shows now; empty if that is no coded picture. */
    Optional<CodedPicture> screen() throws Exception {
        return screen.now();
    }

    @Override
    public Optional<CodedPicture> sees(int party) throws Exception {
        return screen.now().filter(picture -> picture.party() == party);
    }

    /** What the room's screen shows now; empty if there is nothing yet. */
    Optional<BufferedImage> image() throws Exception {
        return screen.image();
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
        RoomScreen.Watched watched = watched(duration);
        everything.addAll(watched.shown());
        return watched.of(ofParty);
    }

    private RoomScreen.Watched watched(Duration duration) throws Exception {
        RoomScreen.Watch watch = screen.watch();
        Await.elapsed(duration);
        return watch.end();
    }

    /** Begins to look at the room's screen. */
    RoomScreen.Watch watch() {
        return screen.watch();
    }

    /** Where it runs. */
    Path folder() {
        return folder;
    }

    /** Of its process. */
    long pid() {
        return process.pid();
    }

    /** Pictures decoded and put on the screen since the call began. */
    long framesShown() throws Exception {
        return screen.framesShown();
    }

    String command(String command, String parameters) throws Exception {
        return control.command(command, parameters);
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
