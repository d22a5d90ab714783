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
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.hearings.HearingState;

/** Figures for Prometheus: hearings, the streams of each leg ({@link StreamMetrics}), and the Java machine. */
final class Metrics implements AutoCloseable {

    /** Of Micrometer's own, those that Prometheus' conventions object to; others tell the same. */
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    private final Conferences conferences;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final MultiGauge hearings;

    /** @param dropped arrivals refused since the start, by kind of port */
    Metrics(Conferences conferences, Map<String, LongSupplier> dropped) {
        this.conferences = conferences;
        registry.config().meterFilter(MeterFilter.deny(id -> MISNAMED.contains(id.getName())));
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
                .description("Malformed, unauthenticated, replayed, from strangers, not as agreed, or too many")
                .tag("ports", ports)
                .register(registry));
        registry.getPrometheusRegistry().register(new StreamMetrics(conferences));
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
        for (HearingState state : conferences.all()) {
            phases.merge(state.phase(), 1, Integer::sum);
        }
        hearings.register(
                phases.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("phase", entry.getKey().name().toLowerCase(Locale.ROOT)), entry.getValue()))
                        .toList(),
                true);
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
