package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.junit.jupiter.api.Test;

class LinePointTest {

    private static LegStatistics.Stream stream(Direction direction, long bitrate, double loss, OptionalDouble trip) {
        return new LegStatistics.Stream(
                direction,
                Medium.AUDIO,
                "main",
                "G722",
                new LegStatistics.Stream.Traffic(0, 0, bitrate),
                new LegStatistics.Stream.Network(0, loss, loss * 4, trip),
                LegStatistics.Stream.Content.NOTHING,
                Optional.empty());
    }

    @Test
    void isTheWorstOfItsStreamsAndAllOfTheirBits() {
        LegStatistics leg = LegStatistics.of(
                new LegId("1"),
                "Зал",
                Leg.Kind.ROOM,
                List.of(
                        stream(Direction.RECEIVED, 64_000, 1.5, OptionalDouble.empty()),
                        stream(Direction.RECEIVED, 900_000, 0, OptionalDouble.of(80)),
                        stream(Direction.SENT, 500_000, 3, OptionalDouble.of(40))));
        assertThat(LinePoint.of(Instant.EPOCH, List.of(leg)))
                .isEqualTo(new LinePoint(Instant.EPOCH, 3, 12, OptionalDouble.of(80), 964_000, 500_000));
    }
}
