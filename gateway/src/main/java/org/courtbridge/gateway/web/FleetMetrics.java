package org.courtbridge.gateway.web;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.gateway.fleet.Fleet;
import org.courtbridge.gateway.fleet.FleetState;

/** How devices, cameras and displays are, for Prometheus, and how asking them goes. */
final class FleetMetrics implements MultiCollector {

    private final Fleet fleet;

    FleetMetrics(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(things(), round(), answers());
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

    private CounterSnapshot answers() {
        return CounterSnapshot.builder()
                .name("courtbridge_fleet_answers")
                .help("Times that something was asked for its status, by whether it told one")
                .dataPoint(answers("yes", fleet.told()))
                .dataPoint(answers("no", fleet.failed()))
                .build();
    }

    private static CounterDataPointSnapshot answers(String told, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of("told", told))
                .value(count)
                .build();
    }
}
