package org.courtbridge.console.metrics;

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
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.courtbridge.codecs.NativeMemory;
import org.courtbridge.console.calls.GatekeeperFigures;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.Readiness;
import org.courtbridge.media.video.processing.PictureLoad;
import org.courtbridge.operations.enrolment.ZeroTouch;

/** Figures for Prometheus: hearings, the streams of each leg ({@link StreamMetrics}), and the Java machine. */
public final class Metrics implements AutoCloseable {

    /** Of Micrometer's own, those that Prometheus' conventions object to; others tell the same. */
    private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

    private final Conferences conferences;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final MultiGauge hearings;

    /**
     * @param dropped arrivals refused since the start, by kind of port
     * @param gatekeeper what ours knows of rooms' calls
     * @param pictures how much there is to do for those who code pictures
     */
    public Metrics(
            Conferences conferences,
            Map<String, LongSupplier> dropped,
            GatekeeperFigures gatekeeper,
            Supplier<PictureLoad> pictures) {
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
        Gauge.builder("courtbridge.routed.calls", gatekeeper.routedCalls()::getAsInt)
                .description("Calls between rooms that the gatekeeper routes, and those whose media it carries, too")
                .register(registry);
        FunctionCounter.builder("courtbridge.missed.packets", gatekeeper.missedPackets(), LongSupplier::getAsLong)
                .description("Packets that rooms say they have not received (H.460.9), in calls that are over")
                .register(registry);
        coding(pictures);
        Gauge.builder("courtbridge.native.memory", Metrics::nativeMemory)
                .description("What pictures, coders and ciphers have taken from the C library and not given back")
                .baseUnit("bytes")
                .register(registry);
        dropped.forEach((ports, count) -> FunctionCounter.builder(
                        "courtbridge.dropped.arrivals", count, LongSupplier::getAsLong)
                .description("Malformed, unauthenticated, replayed, from strangers, not as agreed, or too many")
                .tag("ports", ports)
                .register(registry));
        registry.getPrometheusRegistry().register(new StreamMetrics(conferences));
    }

    private static double nativeMemory() {
        OptionalLong bytes = NativeMemory.inUse();
        return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
    }

    private void coding(Supplier<PictureLoad> pictures) {
        Gauge.builder("courtbridge.picture.workers.busy", () -> pictures.get().share())
                .description("Share of their time in the last second that those who code pictures worked, 0 to 1")
                .register(registry);
        Gauge.builder("courtbridge.picture.wait", () -> pictures.get().waitSeconds())
                .description("How long pictures waited in the last second to be coded, on average")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("courtbridge.picture.saving", () -> pictures.get().saving())
                .description(
                        "What is saved of coded pictures: 0 nothing, 1 half of the pictures, 2 a tier, 3 two tiers,"
                                + " 4 no more viewers")
                .register(registry);
        FunctionCounter.builder(
                        "courtbridge.picture.refusals",
                        pictures,
                        load -> load.get().refused())
                .description("Parties for which there was no time to code pictures")
                .register(registry);
    }

    /** Counts devices that fetch their configuration. */
    public void count(ZeroTouch zeroTouch) {
        count("served", zeroTouch, ZeroTouch::served);
        count("refused", zeroTouch, ZeroTouch::refused);
        count("slowed", zeroTouch, ZeroTouch::slowed);
    }

    private void count(String outcome, ZeroTouch zeroTouch, ToDoubleFunction<ZeroTouch> count) {
        FunctionCounter.builder("courtbridge.provisioning.requests", zeroTouch, count)
                .description("Requests of devices for their configuration")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Counts faults of the gateway's own, and what they have left behind. */
    public void count(Readiness readiness) {
        for (Part part : Part.values()) {
            FunctionCounter.builder("courtbridge.internal.errors", readiness.errors(), errors -> errors.count(part))
                    .description(
                            "Faults of the gateway itself; each has ended what it concerned, such as a party's call")
                    .tag("part", part.tag())
                    .register(registry);
        }
        Gauge.builder(
                        "courtbridge.journal.waiting",
                        readiness.backlog(),
                        backlog -> backlog.waiting().getAsLong())
                .description("Entries of the journal of hearings that the database has not yet")
                .register(registry);
        Gauge.builder(
                        "courtbridge.journal.refused",
                        readiness.backlog(),
                        backlog -> backlog.setAside().getAsLong())
                .description("Entries of the journal that the database refused and that are set aside")
                .register(registry);
        Gauge.builder(
                        "courtbridge.disk.free",
                        readiness.space(),
                        space -> space.free().getAsLong())
                .description("Space that is left on the disk of the data folder")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("courtbridge.disk.wanted", readiness.space(), DiskSpace::wanted)
                .description("Space below which the gateway warns (database.low-space)")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Adds figures that somebody else collects. */
    public void add(MultiCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    private static double legs(Conferences conferences) {
        return conferences.all().stream().mapToInt(state -> state.legs().size()).sum();
    }

    /** The figures of now, in Prometheus' text format. */
    public synchronized String scrape() {
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
