package org.courtbridge.gateway.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.courtbridge.gateway.bridge.LegStatistics;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.hearings.HearingState;

/** Figures for Prometheus: hearings, each leg's streams in each direction, and the Java machine. */
final class Metrics implements AutoCloseable {

    private final Conferences conferences;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final MultiGauge hearings;
    private final Map<String, Measure> streams = new LinkedHashMap<>();

    private record Measure(MultiGauge gauge, ToDoubleFunction<LegStatistics.Stream> value) {}

    /** Names no person: a leg is named by its id. */
    private record Row(Tags tags, LegStatistics.Stream stream) {}

    /** @param dropped arrivals refused since the start, by kind of media port */
    Metrics(Conferences conferences, Map<String, LongSupplier> dropped) {
        this.conferences = conferences;
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collector.bindTo(registry);
        hearings = MultiGauge.builder("courtbridge.hearings")
                .description("Hearings by phase")
                .register(registry);
        Gauge.builder("courtbridge.legs", conferences, Metrics::legs)
                .description("Connected parties")
                .register(registry);
        dropped.forEach((ports, count) -> FunctionCounter.builder(
                        "courtbridge.dropped.arrivals", count, LongSupplier::getAsLong)
                .description("Malformed, unauthenticated, replayed, or from strangers")
                .tag("ports", ports)
                .register(registry));
        stream("bitrate", "bit/s of RTP payload over the last second", LegStatistics.Stream::bitrate);
        stream("packets", "Packets since the stream began", LegStatistics.Stream::packets);
        stream("bytes", "Bytes since the stream began", LegStatistics.Stream::bytes);
        stream("loss.percent", "Packets lost in about the last ten seconds", LegStatistics.Stream::recentLoss);
        stream("lost.packets", "Packets lost since the stream began", LegStatistics.Stream::lost);
        stream("jitter.milliseconds", "Interarrival jitter", LegStatistics.Stream::jitter);
        stream(
                "round.trip.milliseconds",
                "Round trip by RTCP; NaN if not known",
                s -> s.roundTrip().orElse(Double.NaN));
        stream("frames", "Pictures, or 20 ms blocks of sound, since the stream began", LegStatistics.Stream::frames);
        stream("keyframes", "Pictures that depend on no other", LegStatistics.Stream::keyframes);
        stream("keyframe.requests", "Keyframes asked for", LegStatistics.Stream::keyframeRequests);
        stream("concealed.milliseconds", "Received sound that was made up", LegStatistics.Stream::concealed);
        stream("level.dbov", "Level of received sound", LegStatistics.Stream::level);
    }

    private void stream(String name, String description, ToDoubleFunction<LegStatistics.Stream> value) {
        MultiGauge gauge = MultiGauge.builder("courtbridge.stream." + name)
                .description(description)
                .register(registry);
        streams.put(name, new Measure(gauge, value));
    }

    private static double legs(Conferences conferences) {
        return conferences.all().stream().mapToInt(state -> state.legs().size()).sum();
    }

    /** The figures of now, in Prometheus' text format. */
    synchronized String scrape() {
        Map<HearingState.Phase, Integer> phases = new EnumMap<>(HearingState.Phase.class);
        for (HearingState.Phase phase : HearingState.Phase.values()) {
            phases.put(phase, 0);
        }
        List<Row> rows = new ArrayList<>();
        for (HearingState state : conferences.all()) {
            phases.merge(state.phase(), 1, Integer::sum);
            for (LegStatistics leg : conferences.statistics(state.id())) {
                leg.streams().forEach(stream -> rows.add(new Row(tags(state, leg, stream), stream)));
            }
        }
        hearings.register(
                phases.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("phase", entry.getKey().name().toLowerCase(Locale.ROOT)), entry.getValue()))
                        .toList(),
                true);
        for (Measure measure : streams.values()) {
            List<MultiGauge.Row<?>> measured = new ArrayList<>();
            rows.forEach(row -> measured.add(MultiGauge.Row.of(row.tags, measure.value.applyAsDouble(row.stream))));
            measure.gauge.register(measured, true);
        }
        return registry.scrape();
    }

    private static Tags tags(HearingState hearing, LegStatistics leg, LegStatistics.Stream stream) {
        return Tags.of(
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

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
