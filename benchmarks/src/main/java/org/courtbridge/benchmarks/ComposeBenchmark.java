package org.courtbridge.benchmarks;

import io.netty.channel.DefaultEventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.hearings.Layout;

/**
 * Measures the cost of showing four parties of 720p30 in one picture, and how long a picture is under way.
 *
 * <p>First the CPU time from the coded pictures of the four to the coded pictures of all, one of 720p in H.264 and one of 360p in
 * VP8, both and each alone, beside Debian's ffmpeg doing the same (decode, scale, xstack, encode) with the same encoders and
 * settings: x264, which is in the benchmarks' build of FFmpeg alone, and libvpx. Both in turn, medians of some runs, without the
 * start of either. Then with openh264, which is what the gateway codes with, by itself, as Debian's ffmpeg has none.
 *
 * <p>Then a hearing in real time, from packets in to packets out: how late a party's picture is seen, what listeners cost who see
 * what others see already, and what is coded while pictures are only forwarded.
 */
public final class ComposeBenchmark {

    private static final int PARTIES = 4;
    private static final int SECONDS = 12;
    private static final int PICTURES = SECONDS * CodedFilms.FRAMES_PER_SECOND;
    private static final int RUNS = 5;
    private static final int LISTENERS = 16;

    private static final Function<DefaultEventLoop, WatchingRoom> H264 =
            loop -> new WatchingRoom(0, H264Format.ofLevel(97, 66, 0xE0, 31, 1), loop);
    private static final Function<DefaultEventLoop, WatchingRoom> VP8 =
            loop -> new WatchingRoom(1, new Vp8Format(97, 30, 40 * 23), loop);

    private final Path folder;
    private final int runs;
    private final CodedFilms films;
    private final OurComposition ours;

    private ComposeBenchmark(Path folder, int runs) throws IOException, InterruptedException {
        this.folder = folder;
        this.runs = runs;
        this.films = new CodedFilms(folder, PARTIES, SECONDS);
        this.ours = new OurComposition(films);
    }

    /** @param arguments of how many runs medians are; without, five */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RUNS;
        ComposeBenchmark benchmark = new ComposeBenchmark(Files.createTempDirectory("compose"), runs);
        benchmark.compare("both", List.of(ComposedOutput.values()));
        benchmark.compare("h264_720p", List.of(ComposedOutput.H264_720P));
        benchmark.compare("vp8_360p", List.of(ComposedOutput.VP8_360P));
        benchmark.measureOpenH264();
        benchmark.measureDelay();
        benchmark.measureListeners();
        benchmark.measureForwarding();
    }

    private void compare(String name, List<ComposedOutput> outputs) throws IOException, InterruptedException {
        FfmpegComposition ffmpeg = new FfmpegComposition(films, folder, outputs);
        double[] our = new double[runs];
        double[] their = new double[runs];
        ours.cpuMillis(outputs, ComposedOutput::encoder, PICTURES);
        for (int i = 0; i < runs; i++) {
            our[i] = ours.cpuMillis(outputs, ComposedOutput::encoder, PICTURES) / SECONDS;
            their[i] = ffmpeg.cpuMillis(PICTURES) / SECONDS;
        }
        print(
                "compose_4x720p30_to_%s_cpu_ms_per_second courtbridge=%.1f ffmpeg=%.1f ratio=%.2f",
                name, median(our), median(their), median(our) / median(their));
        Figure.print(name + ".courtbridge", median(our), "ms/s");
        Figure.print(name + ".ffmpeg", median(their), "ms/s");
        Figure.print(name + ".ratio", median(our) / median(their), "ratio");
    }

    private void measureOpenH264() {
        List<ComposedOutput> outputs = List.of(ComposedOutput.H264_720P);
        Function<ComposedOutput, PictureEncoder> openH264 = output -> PictureEncoder.h264(output.settings());
        double[] our = new double[runs];
        ours.cpuMillis(outputs, openH264, PICTURES);
        for (int i = 0; i < runs; i++) {
            our[i] = ours.cpuMillis(outputs, openH264, PICTURES) / SECONDS;
        }
        print("compose_4x720p30_to_h264_720p_openh264_cpu_ms_per_second courtbridge=%.1f", median(our));
        Figure.print("openh264_720p.courtbridge", median(our), "ms/s");
    }

    private void measureDelay() throws InterruptedException {
        LiveHearing hearing = new LiveHearing(films, PARTIES, Layout.GRID, List.of(H264, VP8));
        LiveHearing.Cost cost;
        try (hearing) {
            cost = hearing.run();
        }
        print("compose_live_cpu_ms_per_second workers=%.1f loop=%.1f", cost.workers(), cost.loop());
        figures("live", cost);
        for (ComposedOutput output : ComposedOutput.values()) {
            List<Long> delays =
                    hearing.watching().get(output.ordinal()).delays(hearing.cameras(), LiveHearing.firstMeasured());
            print(
                    "compose_live_%s_delay_ms p50=%.1f p95=%.1f max=%.1f pictures=%d of %d",
                    output,
                    part(delays, 0.5),
                    part(delays, 0.95),
                    part(delays, 1),
                    delays.size(),
                    PARTIES * (PICTURES - LiveHearing.firstMeasured()));
            String name = "live." + output.name().toLowerCase(Locale.ROOT);
            Figure.print(name + ".delay.p50", part(delays, 0.5), "ms");
            Figure.print(name + ".delay.p95", part(delays, 0.95), "ms");
        }
    }

    /** Milliseconds that such a part of them take at most. */
    private static double part(List<Long> delays, double part) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)] / 1e6;
    }

    private void measureListeners() throws InterruptedException {
        LiveHearing.Cost one = cost(PARTIES, Layout.GRID, 1);
        LiveHearing.Cost many = cost(PARTIES, Layout.GRID, LISTENERS);
        print(
                "compose_live_listeners_cpu_ms_per_second workers_of_1=%.1f loop_of_1=%.1f workers_of_%d=%.1f loop_of_%d=%.1f",
                one.workers(), one.loop(), LISTENERS, many.workers(), LISTENERS, many.loop());
        figures("live.listeners-1", one);
        figures("live.listeners-" + LISTENERS, many);
    }

    private static void figures(String name, LiveHearing.Cost cost) {
        Figure.print(name + ".workers", cost.workers(), "ms/s");
        Figure.print(name + ".loop", cost.loop(), "ms/s");
    }

    private void measureForwarding() throws InterruptedException {
        LiveHearing.Cost cost = cost(1, Layout.SPEAKER, 1);
        print("compose_live_forwarded_only_cpu_ms_per_second workers=%.2f loop=%.1f", cost.workers(), cost.loop());
        figures("live.forwarded", cost);
    }

    private LiveHearing.Cost cost(int cameras, Layout layout, int listeners) throws InterruptedException {
        List<Function<DefaultEventLoop, WatchingRoom>> viewers = new ArrayList<>();
        for (int i = 0; i < listeners; i++) {
            int number = i;
            PictureFormat format = H264Format.ofLevel(97, 66, 0xE0, 31, 1);
            viewers.add(loop -> new WatchingRoom(number, format, loop));
        }
        try (LiveHearing hearing = new LiveHearing(films, cameras, layout, viewers)) {
            LiveHearing.Cost cost = hearing.run();
            hearing.watching().forEach(ComposeBenchmark::requirePackets);
            return cost;
        }
    }

    private static void requirePackets(WatchingRoom room) {
        if (room.packets() < PICTURES) {
            throw new IllegalStateException(
                    "%s saw %d packets (expected: %d)".formatted(room.id(), room.packets(), PICTURES));
        }
    }

    private static double median(double[] costs) {
        Arrays.sort(costs);
        return costs[costs.length / 2];
    }

    private static void print(String line, Object... figures) {
        System.out.printf(Locale.ROOT, line + "%n", figures);
    }
}
