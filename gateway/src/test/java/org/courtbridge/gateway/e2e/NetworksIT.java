package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.gateway.e2e.Lateness.Weather;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a phone on a bad line hears and sees of a room: lines that lose packets, that are late and uneven, that fall silent
 * for a moment, that become narrow and wide again. Writes the figures and plots of {@code docs/networks.md}.
 */
@Tag("soak")
@Tag("networks")
class NetworksIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    private static final long WIDE = 2_000_000;

    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration LOSSY = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration BURST = Duration.ofMillis(200);
    private static final Duration BETWEEN_BURSTS = Duration.ofSeconds(4);
    private static final Duration NARROW = Duration.ofSeconds(10);
    private static final Duration WIDE_AGAIN = Duration.ofSeconds(6);

    private static final Path FOLDER = Path.of("../docs/networks");

    /** What a line does to a call. */
    private interface Ordeal {
        void suffer(LineLog log) throws Exception;
    }

    private final List<String> rows = new ArrayList<>();

    @Test
    void everyBadLineIsBorne() throws Exception {
        Files.createDirectories(FOLDER);
        try (Court court = Court.open("NetworksIT");
                PhoneLine line = PhoneLine.openLate(court.folder(), PHONE);
                LossyLine lossy = LossyLine.of(court.folder(), line)) {
            court.start();
            try (BaresipPeer room = court.grainyRoom(ROOM);
                    BrowserPeer phone = court.phone(PHONE, line)) {
                court.call(room);
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                line.carries(WIDE);
                Await.elapsed(STEADY);

                LineLog calm = suffer(phone, "no loss", "calm", log -> log.watch(LOSSY));
                assertThat(calm.longestSoundGap()).isLessThan(100);
                for (int perCent : List.of(1, 3, 5, 10)) {
                    suffer(phone, perCent + " % loss", "loss-" + perCent, log -> {
                        lossy.loses(10 * perCent);
                        log.watch(LOSSY);
                        lossy.loses(0);
                    });
                }
                suffer(phone, "200 ms of silence, every four seconds", "bursts", log -> {
                    for (int burst = 0; burst < 3; burst++) {
                        lossy.loses(LossyLine.ALL);
                        Await.elapsed(BURST);
                        lossy.loses(0);
                        log.watch(BETWEEN_BURSTS);
                    }
                });
                late(phone, line, "150 ms late", "late-150", new Weather(Duration.ofMillis(150), Duration.ZERO, 0));
                for (int jitter : List.of(30, 60)) {
                    late(
                            phone,
                            line,
                            "150 ms late, up to %d ms more".formatted(jitter),
                            "uneven-" + jitter,
                            new Weather(Duration.ofMillis(150), Duration.ofMillis(jitter), 0));
                }
                late(
                        phone,
                        line,
                        "50 ms late, 2 % overtaken",
                        "overtaken",
                        new Weather(Duration.ofMillis(50), Duration.ZERO, 20));
                for (int kilobits : List.of(1_000, 500, 300, 150)) {
                    step(phone, line, kilobits);
                }
            }
        }
        Files.writeString(FOLDER.resolve("figures.md"), String.join("\n", rows) + "\n");
    }

    private LineLog suffer(BrowserPeer phone, String name, String file, Ordeal ordeal) throws Exception {
        LineLog log = LineLog.begin(phone, ROOM);
        ordeal.suffer(log);
        row(name, log, "", "");
        plot(name, file, log, List.of(new LinePlot.Step(log.begin(), WIDE)));
        return log;
    }

    private void late(BrowserPeer phone, PhoneLine line, String name, String file, Weather weather) throws Exception {
        suffer(phone, name, file, log -> {
            line.weather(weather);
            log.watch(LATE);
            line.weather(Weather.NONE);
        });
    }

    private void step(BrowserPeer phone, PhoneLine line, int kilobits) throws Exception {
        LineLog log = LineLog.begin(phone, ROOM);
        line.carries(1_000L * kilobits);
        log.watch(NARROW);
        double back = log.end();
        line.carries(WIDE);
        log.watch(WIDE_AGAIN);
        String name = "2 Mbit/s → %d kbit/s → 2 Mbit/s".formatted(kilobits);
        row(
                name,
                log,
                seconds(log.movesSince(log.begin(), back) - log.begin()),
                seconds(log.wideSince(Film.WIDTH, back) - back));
        plot(
                name,
                "step-" + kilobits,
                log,
                List.of(new LinePlot.Step(log.begin(), 1_000L * kilobits), new LinePlot.Step(back, WIDE)));
    }

    private void row(String name, LineLog log, String down, String up) {
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
    }

    private static void plot(String name, String file, LineLog log, List<LinePlot.Step> capacity) throws Exception {
        Files.writeString(FOLDER.resolve(file + ".svg"), LinePlot.of(name, log, capacity));
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
}
