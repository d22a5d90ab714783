package org.courtbridge.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Canvas;
import org.courtbridge.codecs.compose.Tile;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/**
 * What it costs to show four parties of 720p in one picture: CPU milliseconds for each second of hearing, from the coded
 * pictures of the four to the coded picture of all. VP8 beside Debian's ffmpeg doing the same (decode, scale, xstack, libvpx with our
 * settings), each in turn; H.264 by itself, as Debian's ffmpeg has no openh264. Medians of some runs; both sides' own start
 * is taken out: ours is warm, of ffmpeg's time a run over next to nothing is subtracted.
 */
public final class ComposeBenchmark {

    private static final int PARTIES = 4;
    private static final int FRAMES_PER_SECOND = 30;
    private static final int SECONDS = 10;
    private static final int FRAMES = SECONDS * FRAMES_PER_SECOND;
    private static final int RUNS = 5;

    private static final PictureSize LARGE = new PictureSize(1_280, 720);
    private static final PictureSize SMALL = new PictureSize(640, 360);
    private static final int LARGE_BITS = 1_500_000;
    private static final int SMALL_BITS = 768_000;

    private final Path folder;
    private final List<List<byte[]>> films = new ArrayList<>();

    private ComposeBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("compose");
        ComposeBenchmark benchmark = new ComposeBenchmark(folder);
        benchmark.film();
        benchmark.compare();
        benchmark.measureH264();
    }

    /** Four films that move all over, as a camera's picture does by its noise. */
    private void film() throws IOException, InterruptedException {
        for (int party = 0; party < PARTIES; party++) {
            run(List.of(
                    "ffmpeg",
                    "-y",
                    "-loglevel",
                    "error",
                    "-nostdin",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=size=1280x720:rate=30:duration=%d,noise=alls=6:allf=t,hue=h=%d"
                            .formatted(SECONDS, 80 * party),
                    "-c:v",
                    "libx264",
                    "-profile:v",
                    "baseline",
                    "-preset",
                    "veryfast",
                    "-b:v",
                    "1500k",
                    "-x264-params",
                    "aud=1:keyint=300",
                    "-pix_fmt",
                    "yuv420p",
                    "-f",
                    "h264",
                    file(party).toString()));
            films.add(accessUnits(Files.readAllBytes(file(party))));
        }
    }

    private Path file(int party) {
        return folder.resolve("party" + party + ".h264");
    }

    /** Split before each access unit delimiter. */
    private static List<byte[]> accessUnits(byte[] stream) {
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

    private void compare() throws IOException, InterruptedException {
        Supplier<PictureEncoder> vp8 = () -> PictureEncoder.vp8(
                new EncoderSettings(SMALL.width(), SMALL.height(), FRAMES_PER_SECOND, SMALL_BITS, 0));
        ours(SMALL, vp8);
        double[] ours = new double[RUNS];
        double[] theirs = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            ours[i] = ours(SMALL, vp8);
            theirs[i] = theirs(FRAMES) - theirs(1);
        }
        double our = median(ours);
        double their = median(theirs);
        System.out.printf(
                Locale.ROOT,
                "compose_4x720p30_vp8_360p_cpu_ms_per_second courtbridge=%.1f ffmpeg=%.1f ratio=%.2f%n",
                our,
                their,
                our / their);
    }

    private void measureH264() {
        Supplier<PictureEncoder> h264 = () -> PictureEncoder.h264(
                new EncoderSettings(LARGE.width(), LARGE.height(), FRAMES_PER_SECOND, LARGE_BITS, 1_100));
        ours(LARGE, h264);
        double[] ours = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            ours[i] = ours(LARGE, h264);
        }
        System.out.printf(Locale.ROOT, "compose_4x720p30_h264_720p_cpu_ms_per_second courtbridge=%.1f%n", median(ours));
    }

    private static double median(double[] runs) {
        Arrays.sort(runs);
        return runs[RUNS / 2];
    }

    /** @return CPU milliseconds for each second of hearing */
    private double ours(PictureSize size, Supplier<PictureEncoder> encoders) {
        List<PictureDecoder> decoders = new ArrayList<>();
        var threads = ManagementFactory.getThreadMXBean();
        try (Canvas canvas = new Canvas(size, PixelShape.SQUARE);
                PictureEncoder encoder = encoders.get()) {
            canvas.arrange(Arrangement.GRID.tiles(PARTIES, size));
            films.forEach(any -> decoders.add(PictureDecoder.h264()));
            long before = threads.getCurrentThreadCpuTime();
            for (int frame = 0; frame < FRAMES; frame++) {
                for (int party = 0; party < PARTIES; party++) {
                    int tile = party;
                    decoders.get(party)
                            .decode(films.get(party).get(frame))
                            .ifPresent(picture -> canvas.draw(tile, picture));
                }
                encoder.encode(canvas.picture(), frame == 0);
            }
            return (threads.getCurrentThreadCpuTime() - before) / 1e6 / SECONDS;
        } finally {
            decoders.forEach(PictureDecoder::close);
        }
    }

    /** @return CPU milliseconds for each second of the whole hearing */
    private double theirs(int frames) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-loglevel", "error", "-nostdin"));
        StringBuilder filter = new StringBuilder();
        StringBuilder inputs = new StringBuilder();
        List<String> layout = new ArrayList<>();
        List<Tile> tiles = Arrangement.GRID.tiles(PARTIES, SMALL);
        for (int party = 0; party < PARTIES; party++) {
            command.addAll(
                    List.of("-threads", "1", "-r", "30", "-i", file(party).toString()));
            Tile tile = tiles.get(party);
            filter.append("[%d]scale=%d:%d:flags=bilinear[t%d];"
                    .formatted(party, tile.size().width(), tile.size().height(), party));
            inputs.append("[t%d]".formatted(party));
            layout.add(tile.left() + "_" + tile.top());
        }
        filter.append(inputs).append("xstack=inputs=%d:layout=%s".formatted(PARTIES, String.join("|", layout)));
        command.addAll(List.of(
                "-filter_complex_threads",
                "1",
                "-filter_complex",
                filter.toString(),
                "-frames:v",
                Integer.toString(frames),
                "-c:v",
                "libvpx",
                "-threads",
                "1",
                "-deadline",
                "realtime",
                "-cpu-used",
                "-8",
                "-lag-in-frames",
                "0",
                "-auto-alt-ref",
                "0",
                "-error-resilient",
                "default",
                "-static-thresh",
                "1",
                "-max-intra-rate",
                "800",
                "-b:v",
                Integer.toString(SMALL_BITS),
                "-minrate",
                Integer.toString(SMALL_BITS),
                "-maxrate",
                Integer.toString(SMALL_BITS),
                "-bufsize",
                Integer.toString(SMALL_BITS / 2),
                "-g",
                "100000",
                "-f",
                "null",
                "-"));
        Path times = folder.resolve("times");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\"", "time"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed)
                .redirectError(times.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        finish(process, "ffmpeg");
        String[] seconds = Files.readString(times).strip().split("\\s+");
        return (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1])) * 1_000 / SECONDS;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        finish(new ProcessBuilder(command).inheritIO().start(), command.getFirst());
    }

    private static void finish(Process process, String name) throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new UncheckedIOException(new IOException(name + " failed"));
        }
    }
}
