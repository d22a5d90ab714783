package org.courtbridge.gateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.gateway.Figure;
import org.courtbridge.gateway.e2e.Lateness.Weather;
import org.courtbridge.gateway.measuring.Measurement;

/**
 * Has somebody's line lose packets, be late and uneven, fall silent for a moment, become narrow and wide again; and writes a
 * row and a plot of each.
 */
final class LineTrial {

    static final long WIDE = 2_000_000;

    /** Of tables and plots: {@code networks.folder}, that of {@code docs/networks.md} if not said. */
    static final Path FOLDER = Path.of(System.getProperty("networks.folder", "../docs/networks"));

    /** Of a line that loses nothing. */
    private static final double LONGEST_GAP_MILLIS = 100;

    private static final Duration LOSSY = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration BURST = Duration.ofMillis(200);
    private static final Duration BETWEEN_BURSTS = Duration.ofSeconds(4);
    private static final Duration NARROW = Duration.ofSeconds(10);

    /** Something bad that a line does to a call. */
    private interface Ordeal {
        void suffer(LineLog log) throws Exception;
    }

    private final LineViewer viewer;
    private final PhoneLine line;
    private final LossyLine lossy;
    private final Path folder;
    private final String whose;
    private final Duration wideAgain;
    private final List<String> rows = new ArrayList<>();

    /**
     * @param folder of the plots
     * @param whose the first part of the figures' names
     * @param wideAgain how long is waited for the picture to be large again
     */
    LineTrial(LineViewer viewer, PhoneLine line, LossyLine lossy, Path folder, String whose, Duration wideAgain) {
        this.viewer = viewer;
        this.line = line;
        this.lossy = lossy;
        this.folder = folder;
        this.whose = whose;
        this.wideAgain = wideAgain;
    }

    void calmIsHeardWithoutGaps() throws Exception {
        Measurement.holds(() -> {
            double gap = suffer("no loss", "calm", log -> log.watch(LOSSY)).longestSoundGap();
            return gap < LONGEST_GAP_MILLIS ? List.of() : List.of("a gap of %.0f ms".formatted(gap));
        });
    }

    void loss(int perCent) throws Exception {
        suffer(perCent + " % loss", "loss-" + perCent, log -> {
            lossy.loses(10 * perCent);
            log.watch(LOSSY);
            lossy.loses(0);
        });
    }

    void bursts() throws Exception {
        suffer("200 ms of silence, every four seconds", "bursts", log -> {
            for (int burst = 0; burst < 3; burst++) {
                lossy.loses(LossyLine.ALL);
                Await.elapsed(BURST);
                lossy.loses(0);
                log.watch(BETWEEN_BURSTS);
            }
        });
    }

    void late() throws Exception {
        late("150 ms late", "late-150", new Weather(Duration.ofMillis(150), Duration.ZERO, 0));
        for (int jitter : List.of(30, 60)) {
            late(
                    "150 ms late, up to %d ms more".formatted(jitter),
                    "uneven-" + jitter,
                    new Weather(Duration.ofMillis(150), Duration.ofMillis(jitter), 0));
        }
        late("50 ms late, 2 % overtaken", "overtaken", new Weather(Duration.ofMillis(50), Duration.ZERO, 20));
    }

    private void late(String name, String file, Weather weather) throws Exception {
        suffer(name, file, log -> {
            line.weather(weather);
            log.watch(LATE);
            line.weather(Weather.NONE);
        });
    }

    private LineLog suffer(String name, String file, Ordeal ordeal) throws Exception {
        LineLog log = LineLog.begin(viewer);
        ordeal.suffer(log);
        row(name, file, log, "", "");
        plot(name, file, log, List.of(new LinePlot.Step(log.begin(), WIDE)));
        return log;
    }

    void step(int kilobits) throws Exception {
        LineLog log = LineLog.begin(viewer);
        line.carries(1_000L * kilobits);
        log.watch(NARROW);
        double back = log.end();
        line.carries(WIDE);
        log.watch(wideAgain);
        String name = "2 Mbit/s → %d kbit/s → 2 Mbit/s".formatted(kilobits);
        String file = "step-" + kilobits;
        double down = log.movesSince(log.begin(), back) - log.begin();
        double up = log.wideSince(Film.WIDTH, back) - back;
        row(name, file, log, seconds(down), seconds(up));
        figure(file, "down", down);
        figure(file, "up", up);
        plot(
                name,
                file,
                log,
                List.of(new LinePlot.Step(log.begin(), 1_000L * kilobits), new LinePlot.Step(back, WIDE)));
    }

    private void row(String name, String file, LineLog log, String down, String up) throws Exception {
        String row = String.format(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %s | %s |",
                name,
                log.longestSoundGap(),
                log.longestFreeze(),
                down,
                up);
        System.out.println(row);
        rows.add(row);
        figure(file, "silence", log.longestSoundGap());
        figure(file, "freeze", log.longestFreeze());
    }

    private void figure(String file, String what, double millis) {
        Figure.print("%s.%s.%s".formatted(whose, file, what), millis, "ms");
    }

    private void plot(String name, String file, LineLog log, List<LinePlot.Step> capacity) throws Exception {
        Files.writeString(folder.resolve(file + ".svg"), LinePlot.of(name, log, capacity));
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    /** Writes the rows of the table. */
    void write() throws Exception {
        Files.writeString(folder.resolve("figures.md"), String.join("\n", rows) + "\n");
    }
}
