package org.courtbridge.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.courtbridge.codecs.NativeMemory;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.console.calls.GatekeeperFigures;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.processing.PictureLoad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final LegStatistics.Stream SOUND = new LegStatistics.Stream(
            Direction.RECEIVED,
            Medium.AUDIO,
            "main",
            "G722",
            new LegStatistics.Stream.Traffic(500, 80_000, 64_000),
            new LegStatistics.Stream.Network(5, 1, 12, OptionalDouble.of(80)),
            LegStatistics.Stream.Content.ofSound(500, 1_500, -31, -20),
            Optional.empty());
    private static final LegStatistics.Stream PICTURE = new LegStatistics.Stream(
            Direction.SENT,
            Medium.VIDEO,
            "s1",
            "H264",
            new LegStatistics.Stream.Traffic(900, 1_000_000, 500_000),
            new LegStatistics.Stream.Network(0, 0, 3, OptionalDouble.empty()),
            LegStatistics.Stream.Content.ofPictures(300, 4, 2),
            Optional.empty());

    private final FakeConferences conferences = new FakeConferences();
    private final Metrics metrics = new Metrics(
            conferences,
            Map.of("rooms", () -> 7L),
            new GatekeeperFigures(() -> 2, () -> 17),
            () -> new PictureLoad(0.75, 0.25, LoadStep.ONE_TIER_LOWER, 3));

    @BeforeEach
    void connect() {
        conferences.create("user:clerk", "4501", "Іс № 5");
        conferences.statistics.add(
                LegStatistics.of(new LegId("leg-1"), "Әсел", Leg.Kind.ROOM, List.of(SOUND, PICTURE)));
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void tellTotalsAndLevelsOfEachStreamInBaseUnits() {
        String sound =
                "{codec=\"G722\",direction=\"received\",hearing=\"4501\",kind=\"room\",leg=\"leg-1\",medium=\"audio\",slot=\"main\"} ";
        assertThat(metrics.scrape().lines())
                .contains(
                        "# TYPE courtbridge_stream_packets_total counter",
                        "courtbridge_stream_packets_total" + sound + "500.0",
                        "courtbridge_stream_bytes_total" + sound + "80000.0",
                        "courtbridge_stream_lost_packets_total" + sound + "5.0",
                        "courtbridge_stream_concealed_seconds_total" + sound + "1.5",
                        "# TYPE courtbridge_stream_jitter_seconds gauge",
                        "courtbridge_stream_jitter_seconds" + sound + "0.012",
                        "courtbridge_stream_loss_ratio" + sound + "0.01",
                        "courtbridge_stream_round_trip_seconds" + sound + "0.08",
                        "courtbridge_stream_level_dbov" + sound + "-31.0",
                        "courtbridge_stream_keyframes_total"
                                + sound.replace("G722", "H264")
                                        .replace("received", "sent")
                                        .replace("audio", "video")
                                        .replace("main", "s1")
                                + "4.0",
                        "courtbridge_dropped_arrivals_total{ports=\"rooms\"} 7.0",
                        "courtbridge_routed_calls 2.0",
                        "courtbridge_missed_packets_total 17.0",
                        "courtbridge_picture_workers_busy 0.75",
                        "courtbridge_picture_wait_seconds 0.25",
                        "courtbridge_picture_saving 2.0",
                        "courtbridge_picture_refusals_total 3.0",
                        "courtbridge_hearings{phase=\"scheduled\"} 1.0");
    }

    @Test
    void tellOfPicturesThatNobodyCanBeShown() {
        conferences.statistics.add(
                LegStatistics.of(new LegId("leg-2"), "Болат", Leg.Kind.APPLICATION, List.of(sent(60, 0), sent(0, 0))));
        conferences.statistics.add(
                LegStatistics.of(new LegId("leg-3"), "Ерлан", Leg.Kind.APPLICATION, List.of(sent(60, 1))));
        List<String> lines = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("courtbridge_stream_without_keyframe{"))
                .toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.stream().filter(line -> line.endsWith(" 1.0")))
                .singleElement()
                .asString()
                .contains("leg=\"leg-2\"", "slot=\"s60\"");
    }

    private static LegStatistics.Stream sent(long frames, long keyframes) {
        return new LegStatistics.Stream(
                Direction.SENT,
                Medium.VIDEO,
                "s" + frames,
                "VP8",
                new LegStatistics.Stream.Traffic(2 * frames, 0, 0),
                new LegStatistics.Stream.Network(0, 0, 0, OptionalDouble.empty()),
                LegStatistics.Stream.Content.ofPictures(frames, keyframes, 0),
                Optional.empty());
    }

    @Test
    void countWhatIsTakenFromTheCLibrary() {
        assumeTrue(NativeMemory.inUse().isPresent());
        assertThat(metrics.scrape().lines()).anySatisfy(line -> {
            assertThat(line).startsWith("courtbridge_native_memory_bytes ");
            assertThat(Double.parseDouble(line.split(" ")[1])).isGreaterThan(1e6);
        });
    }

    @Test
    void areNamedAsPrometheusHasIt() {
        Pattern name = Pattern.compile("[a-z][a-z0-9_]*");
        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("# TYPE courtbridge_")))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> {
                    String[] words = line.split(" ");
                    assertThat(words[2]).matches(name).doesNotContain("milli");
                    assertThat(words[2].endsWith("_total")).isEqualTo(words[3].equals("counter"));
                });
        assertThat(metrics.scrape()).doesNotContain("Әсел");
    }

    @Test
    void goWithTheLeg() {
        assertThat(metrics.scrape()).contains("leg-1");
        conferences.statistics.clear();
        assertThat(metrics.scrape()).doesNotContain("leg-1");
    }

    @Test
    void standTwoStreamsThatLookAlike() {
        conferences.statistics.add(
                LegStatistics.of(new LegId("leg-2"), "Болат", Leg.Kind.BROWSER, List.of(SOUND, SOUND)));
        assertThat(metrics.scrape().lines().filter(line -> line.contains("leg-2") && line.contains("packets_total")))
                .anyMatch(line -> line.endsWith(" 1000.0"));
    }
}
