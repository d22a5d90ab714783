package org.courtbridge.console.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.operations.fleet.LinePoint;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static LinePoint loss(int secondsAgo, double loss) {
        return new LinePoint(NOW.minusSeconds(secondsAgo), loss, 0, OptionalDouble.empty(), 0, 0);
    }

    private static Plot plot(LinePoint... points) {
        return Plot.of(List.of(points), point -> OptionalDouble.of(point.loss()), 5, NOW);
    }

    @Test
    void runsFromAnHourAgoAtTheLeftToNowAtTheRight() {
        Plot plot = plot(loss(3600, 0), loss(3590, 10), loss(10, 5), loss(0, 10));
        assertThat(plot.curves()).containsExactly("0.0,80.0 1.0,0.0", "359.0,40.0 360.0,0.0");
        assertThat(plot.highest()).hasValue(10);
        assertThat(plot.now()).hasValue(10);
    }

    @Test
    void makesNotMuchOfLittle() {
        assertThat(plot(loss(0, 1)).curves()).containsExactly("360.0,64.0");
    }

    @Test
    void saysNothingOfNowAfterTheCall() {
        Plot plot = plot(loss(1800, 2));
        assertThat(plot.now()).isEmpty();
        assertThat(plot.highest()).hasValue(2);
        assertThat(plot().curves()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Plot plot = Plot.of(List.of(loss(10, 1), loss(0, 1)), LinePoint::roundTrip, 200, NOW);
        assertThat(plot.curves()).isEmpty();
        assertThat(plot.highest()).isEmpty();
    }
}
