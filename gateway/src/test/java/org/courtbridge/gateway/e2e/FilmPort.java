package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** One picture of a room, both ways by one {@link SplitPort}: ffmpeg sends a film by it, and shows what comes. */
final class FilmPort implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final List<ChildProcess> programs = new ArrayList<>();

    /** @param name of what is shown, in the folder */
    FilmPort(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Sends a film from now on: each keyframe with its parameter sets, as nobody can ask ffmpeg for one. */
    void send(int port, int payloadType, int film) throws IOException, InterruptedException {
        ffmpeg(
                name,
                "-re -i %s -an -c copy -bsf:v h264_mp4toannexb -f rtp -payload_type %d rtp://%s:%d?pkt_size=1200"
                        .formatted(
                                Film.compressed(folder, film), payloadType, Scratch.ADDRESS, SplitPort.sender(port)));
    }

    /** Begins to show what comes, which must be within ten seconds: ffmpeg waits no longer. */
    void look(int port, int payloadType) throws IOException {
        Files.deleteIfExists(shown());
        Path description = folder.resolve(name + ".sdp");
        Files.writeString(description, """
                v=0
                o=- 1 1 IN IP4 %1$s
                s=-
                c=IN IP4 %1$s
                t=0 0
                m=video %2$d RTP/AVP %3$d
                a=rtpmap:%3$d H264/90000
                a=fmtp:%3$d packetization-mode=1
                """.formatted(Scratch.ADDRESS, SplitPort.hearer(port), payloadType));
        ffmpeg(
                name + "-looker",
                "-protocol_whitelist file,udp,rtp -analyzeduration 500000 -i %s -an -vf fps=5 -update 1 -atomic_writing 1 -y %s"
                        .formatted(description, shown()));
        // Whoever misses the first keyframe, and can ask for none, sees nothing. So ffmpeg must not be told to buffer
        // nothing, either:
        // it would throw away what it looks at to learn what comes.
        Await.until("somebody looks at the " + name, Court.PATIENCE, () -> isBound(SplitPort.hearer(port)));
    }

    private static boolean isBound(int port) throws IOException {
        String address = ":%04X".formatted(port);
        return Files.readAllLines(Path.of("/proc/self/net/udp")).stream()
                .anyMatch(line -> line.trim().split("\\s+")[1].endsWith(address));
    }

    /** The last picture that came; empty if none has come, or it is none of a film. */
    Optional<CodedPicture> seen() throws IOException {
        if (!Files.exists(shown())) {
            return Optional.empty();
        }
        return Optional.ofNullable(ImageIO.read(shown().toFile()))
                .flatMap(seen ->
                        CodedPicture.read(seen.getWidth(), seen.getHeight(), (x, y) -> seen.getRGB(x, y) >> 8 & 0xFF));
    }

    /** Until a film is seen, and moves. */
    void awaitFilm(int film) {
        int frame = Await.value(
                        "film %d as %s".formatted(film, name),
                        Court.PATIENCE,
                        () -> seen().filter(picture -> picture.party() == film))
                .frame();
        Await.until(
                "film %d moves as %s".formatted(film, name),
                Court.PATIENCE,
                () -> seen().filter(picture -> picture.party() == film && picture.frame() != frame)
                        .isPresent());
    }

    private Path shown() {
        return folder.resolve(name + ".bmp");
    }

    private void ffmpeg(String program, String arguments) throws IOException {
        programs.add(ChildProcess.start(
                folder,
                program,
                Map.of(),
                Arrays.asList(("ffmpeg -nostdin -loglevel warning " + arguments).split(" "))));
    }

    /** Ends all that it began. */
    @Override
    public void close() {
        programs.forEach(ChildProcess::close);
        programs.clear();
    }
}
