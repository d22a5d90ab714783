package org.courtbridge.console.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Stream;

/**
 * Metrics of the streams to and from each leg, for Prometheus: totals as counters, in base units. A leg is named by its id, so
 * that no figure names a person, and its figures go when it does.
 */
final class StreamMetrics implements MultiCollector {

    private static final String PREFIX = "courtbridge_stream_";

    private static final List<Measure> TOTALS = List.of(
            new Measure(
                    "packets",
                    "Packets since the stream began",
                    s -> s.traffic().packets()),
            new Measure(
                    "bytes",
                    "Bytes of RTP payload since the stream began",
                    s -> s.traffic().bytes()),
            new Measure(
                    "lost_packets",
                    "Packets lost for good since the stream began",
                    s -> s.network().lost()),
            new Measure(
                    "frames",
                    "Pictures, or 20 ms blocks of sound, since the stream began",
                    s -> s.content().frames()),
            new Measure(
                    "keyframes",
                    "Pictures that depend on no other",
                    s -> s.content().keyframes()),
            new Measure(
                    "keyframe_requests", "Keyframes asked for", s -> s.content().keyframeRequests()),
            new Measure(
                    "concealed_seconds",
                    "Received sound that was made up",
                    s -> s.content().concealed() / 1000.0));

    private static final List<Measure> LEVELS = List.of(
            new Measure(
                    "loss_ratio",
                    "Packets lost in about the last ten seconds, 0 to 1",
                    s -> s.network().recentLoss() / 100),
            new Measure(
                    "jitter_seconds", "Interarrival jitter", s -> s.network().jitter() / 1000),
            new Measure(
                    "round_trip_seconds",
                    "Round trip by RTCP; NaN if not known",
                    s -> s.network().roundTrip().orElse(Double.NaN) / 1000),
            new Measure(
                    "without_keyframe",
                    "1 if pictures flow of which none can be shown, as there was no keyframe yet; else 0",
                    s -> s.withoutKeyframe() ? 1 : 0),
            new Measure(
                    "level_dbov",
                    "Level of received sound, -127 to 0",
                    s -> s.content().level()));

    private final Conferences conferences;

    private record Measure(String name, String help, ToDoubleFunction<Stream> value) {}

    StreamMetrics(Conferences conferences) {
        this.conferences = conferences;
    }

    @Override
    public MetricSnapshots collect() {
        Map<Labels, List<Stream>> streams = new LinkedHashMap<>();
        for (HearingState state : conferences.all()) {
            for (LegStatistics leg : conferences.statistics(state.id())) {
                leg.streams()
                        .forEach(stream -> streams.computeIfAbsent(labels(state, leg, stream), _ -> new ArrayList<>())
                                .add(stream));
            }
        }
        List<MetricSnapshot> snapshots = new ArrayList<>();
        TOTALS.forEach(measure -> snapshots.add(total(measure, streams)));
        LEVELS.forEach(measure -> snapshots.add(level(measure, streams)));
        return new MetricSnapshots(snapshots);
    }

    private static MetricSnapshot total(Measure measure, Map<Labels, List<Stream>> streams) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(PREFIX + measure.name).help(measure.help);
        streams.forEach((labels, alike) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(alike.stream().mapToDouble(measure.value).sum())
                .build()));
        return counter.build();
    }

    private static MetricSnapshot level(Measure measure, Map<Labels, List<Stream>> streams) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + measure.name).help(measure.help);
        streams.forEach((labels, alike) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(measure.value.applyAsDouble(alike.getLast()))
                .build()));
        return gauge.build();
    }

    private static Labels labels(HearingState hearing, LegStatistics leg, Stream stream) {
        return Labels.of(
                "hearing",
                hearing.number(),
                "leg",
                leg.leg().value(),
                "kind",
                leg.kind().name().toLowerCase(Locale.ROOT),
                "direction",
                stream.direction().name().toLowerCase(Locale.ROOT),
                "medium",
                stream.medium().name().toLowerCase(Locale.ROOT),
                "slot",
                stream.slot(),
                "codec",
                stream.codec());
    }
}
