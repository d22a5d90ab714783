package org.courtbridge.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Films of some parties, 1280×720, 30 pictures a second, in H.264 by Debian's ffmpeg: they move all over, as a camera's picture does
 * by its noise, and a row of black and white squares in the upper left corner says which party it is, and which picture.
 */
final class CodedFilms {

    static final int FRAMES_PER_SECOND = 30;
    static final int WIDTH = 1_280;

    private static final int SQUARE = 32;
    private static final int PICTURE_BITS = 9;
    private static final int PARTY_BITS = 2;
    private static final int MOST_PICTURES = 1 << PICTURE_BITS;
    private static final int BRIGHT = 128;

    /** Pictures from one to the next: whoever has missed one goes on soon, though nobody hears when he asks. */
    private static final int BETWEEN_KEYFRAMES = 60;

    private final Path folder;
    private final List<List<byte[]>> films = new ArrayList<>();

    /** Number of a picture, and of its party. */
    record Shown(int party, int picture) {}

    /**
     * @param parties 1 to 4
     * @param seconds of each film, 1 to 17
     */
    CodedFilms(Path folder, int parties, int seconds) throws IOException, InterruptedException {
        this.folder = folder;
        for (int party = 0; party < parties; party++) {
            Command.run(command(party, seconds));
            films.add(accessUnits(Files.readAllBytes(file(party))));
        }
    }

    private List<String> command(int party, int seconds) {
        String scene = "testsrc2=size=1280x720:rate=%d:duration=%d,noise=alls=6:allf=t,hue=h=%d[scene]"
                .formatted(FRAMES_PER_SECOND, seconds, 80 * party);
        String code =
                "nullsrc=size=%dx%d:rate=%d:duration=%d,format=yuv420p,geq=lum='16+219*mod(floor((N+%d)/pow(2,floor(X/%d))),2)':cb=128:cr=128[code]"
                        .formatted(
                                SQUARE * (PICTURE_BITS + PARTY_BITS),
                                SQUARE,
                                FRAMES_PER_SECOND,
                                seconds,
                                party * MOST_PICTURES,
                                SQUARE);
        return List.of(
                "ffmpeg",
                "-y",
                "-loglevel",
                "error",
                "-nostdin",
                "-filter_complex",
                scene + ";" + code + ";[scene][code]overlay=0:0",
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-preset",
                "veryfast",
                "-b:v",
                "1500k",
                "-x264-params",
                "aud=1:scenecut=0:keyint=" + BETWEEN_KEYFRAMES,
                "-pix_fmt",
                "yuv420p",
                "-f",
                "h264",
                file(party).toString());
    }

    Path file(int party) {
        return folder.resolve("party" + party + ".h264");
    }

    /** A party's pictures in byte-stream format, the first of them a keyframe. */
    List<byte[]> pictures(int party) {
        return films.get(party);
    }

    int parties() {
        return films.size();
    }

    /** A stream in byte-stream format, split before each access unit delimiter. */
    static List<byte[]> accessUnits(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        for (int i = 0; i < stream.length; i++) {
            boolean delimiter = i + 4 < stream.length
                    && stream[i] == 0
                    && stream[i + 1] == 0
                    && stream[i + 2] == 0
                    && stream[i + 3] == 1
                    && (stream[i + 4] & 0x1F) == 9;
            if (delimiter && unit.size() > 0) {
                units.add(unit.toByteArray());
                unit.reset();
            }
            unit.write(stream[i]);
        }
        units.add(unit.toByteArray());
        return units;
    }

    /**
     * Reads the numbers that are drawn into a part of a picture.
     *
     * @param left of the part, pixels
     * @param top of the part, pixels
     * @param shrunk how many times smaller than the film it is
     */
    static Shown read(I420Picture picture, int left, int top, int shrunk) {
        int square = SQUARE / shrunk;
        int code = 0;
        for (int i = 0; i < PICTURE_BITS + PARTY_BITS; i++) {
            boolean bright = picture.lumaAt(left + i * square + square / 2, top + square / 2) > BRIGHT;
            code |= bright ? 1 << i : 0;
        }
        return new Shown(code / MOST_PICTURES, code % MOST_PICTURES);
    }
}
