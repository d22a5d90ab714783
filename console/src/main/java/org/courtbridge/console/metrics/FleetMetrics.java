package org.courtbridge.console.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetState;

/** Metrics of devices, cameras and displays, and of the status poll, for Prometheus. */
public final class FleetMetrics implements MultiCollector {

    private final Fleet fleet;

    public FleetMetrics(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public MetricSnapshots collect() {
        Map<DeviceFault, Long> failed = fleet.failed();
        return MetricSnapshots.of(things(), round(), answers(failed), failures(failed));
    }

    private GaugeSnapshot things() {
        Map<FleetState, Integer> counts = Fleet.count(fleet.all());
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("courtbridge_fleet_things")
                .help("Devices, cameras and displays by state; in several if several hold");
        for (FleetState state : FleetState.values()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("state", state.name().toLowerCase(Locale.ROOT)))
                    .value(counts.getOrDefault(state, 0))
                    .build());
        }
        return gauge.build();
    }

    private GaugeSnapshot round() {
        return GaugeSnapshot.builder()
                .name("courtbridge_fleet_round_seconds")
                .help("How long it took last to ask all for their status")
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(fleet.lastRound().toMillis() / 1000.0)
                        .build())
                .build();
    }

    private CounterSnapshot answers(Map<DeviceFault, Long> failed) {
        return CounterSnapshot.builder()
                .name("courtbridge_fleet_answers")
                .help("Times that something was asked for its status, by whether it told one")
                .dataPoint(counted("told", "yes", fleet.told()))
                .dataPoint(counted(
                        "told",
                        "no",
                        failed.values().stream().mapToLong(Long::longValue).sum()))
                .build();
    }

    private static CounterSnapshot failures(Map<DeviceFault, Long> failed) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder()
                .name("courtbridge_fleet_failures")
                .help("Times that something was asked for its status and told none, by why");
        failed.forEach((fault, times) ->
                counter.dataPoint(counted("fault", fault.name().toLowerCase(Locale.ROOT), times)));
        return counter.build();
    }

    private static CounterDataPointSnapshot counted(String label, String of, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, of))
                .value(count)
                .build();
    }
}
