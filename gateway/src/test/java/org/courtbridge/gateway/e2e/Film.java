package org.courtbridge.gateway.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.video.I420Picture;

/** A party's coded pictures as a file for its camera, played over and over. */
final class Film {

    static final int WIDTH = 640;
    static final int HEIGHT = 360;

    /** Fewer where one machine has to be more parties than it has processors for. */
    static final int FRAMES_PER_SECOND = Integer.getInteger("film.rate", 15);

    static final int FRAMES = 10 * FRAMES_PER_SECOND;

    /** Three minutes. */
    private static final int REPETITIONS = 17;

    private Film() {}

    /** Uncompressed (YUV4MPEG2), as Chromium wants it: of a compressed file it ignores the frame rate. */
    static Path uncompressed(Path folder, int party) throws IOException {
        return uncompressed(folder, party, 0);
    }

    /** @param grain by how much each pixel is darker at most, anew in each picture: what is hard to compress */
    static Path uncompressed(Path folder, int party, int grain) throws IOException {
        byte[] noise = new byte[WIDTH * HEIGHT];
        Random random = new Random(party);
        Path file = folder.resolve("party" + party + ".y4m");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            String header = "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n".formatted(WIDTH, HEIGHT, FRAMES_PER_SECOND);
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            I420Picture picture = I420Picture.black(WIDTH, HEIGHT);
            for (int frame = 0; frame < FRAMES; frame++) {
                new CodedPicture(party, frame).draw(picture);
                random.nextBytes(noise);
                for (int i = 0; i < noise.length; i++) {
                    picture.luma()[i] -= (byte) ((noise[i] & 0xFF) * grain >> 8);
                }
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(picture.luma());
                out.write(picture.cb());
                out.write(picture.cr());
            }
        }
        return file;
    }

    /** H.264 in MP4, long enough for any test: baresip sends no picture any more after the end of its film. */
    static Path compressed(Path folder, int party) throws IOException, InterruptedException {
        return compressed(folder, party, List.of("-qp", "20"));
    }

    /** The same with a grain like that of a dark room, which takes all the bits that a codec gives it. */
    static Path grainy(Path folder, int party) throws IOException, InterruptedException {
        return compressed(folder, party, List.of("-vf", "noise=alls=24:allf=t", "-b:v", "2M"));
    }

    private static Path compressed(Path folder, int party, List<String> look) throws IOException, InterruptedException {
        Path source = uncompressed(folder, party);
        Path once = folder.resolve("party" + party + "-once.mp4");
        Path file = folder.resolve("party" + party + ".mp4");
        List<String> coding = new ArrayList<>(List.of("-c:v", "libx264", "-preset", "ultrafast"));
        coding.addAll(look);
        coding.addAll(List.of("-g", "15", "-pix_fmt", "yuv420p", once.toString()));
        ffmpeg(folder, "film" + party, List.of("-i", source.toString()), coding);
        ffmpeg(
                folder,
                "loop" + party,
                List.of("-stream_loop", Integer.toString(REPETITIONS), "-i", once.toString(), "-c", "copy"),
                List.of(file.toString()));
        Files.delete(source);
        Files.delete(once);
        return file;
    }

    /** H.264 as a byte stream (ITU-T H.264, annex B) with access unit delimiters, for one round. */
    static Path byteStream(Path folder, int party) throws IOException, InterruptedException {
        Path source = uncompressed(folder, party);
        Path file = folder.resolve("party" + party + ".h264");
        ffmpeg(
                folder,
                "stream" + party,
                List.of("-i", source.toString()),
                List.of(
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-profile:v",
                        "baseline",
                        "-qp",
                        "24",
                        "-g",
                        "15",
                        "-pix_fmt",
                        "yuv420p",
                        "-x264-params",
                        "aud=1:repeat-headers=1",
                        file.toString()));
        Files.delete(source);
        return file;
    }

    /** Uncompressed in AVI, for one round. */
    static Path avi(Path folder, int party) throws IOException, InterruptedException {
        Path source = uncompressed(folder, party);
        Path file = folder.resolve("party" + party + ".avi");
        List<String> raw = List.of("-c:v", "rawvideo", "-pix_fmt", "yuv420p", "-vtag", "I420", file.toString());
        ffmpeg(folder, "avi" + party, List.of("-i", source.toString()), raw);
        Files.delete(source);
        return file;
    }

    private static void ffmpeg(Path folder, String name, List<String> input, List<String> output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(input);
        command.addAll(output);
        ChildProcess.run(folder, name, command);
    }
}
