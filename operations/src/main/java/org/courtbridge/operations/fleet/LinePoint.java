package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Stream;

/**
 * Quality of a device's line at one time, over all streams of its call.
 *
 * @param loss per cent of the packets of the last ten seconds, of the stream that lost most
 * @param jitter milliseconds, of the stream that has most
 * @param roundTrip milliseconds; empty if the device sends no reports that tell it
 * @param received bit/s, all streams from the device
 * @param sent bit/s, all streams to it
 */
public record LinePoint(Instant at, double loss, double jitter, OptionalDouble roundTrip, long received, long sent) {

    public static LinePoint of(Instant at, Collection<LegStatistics> legs) {
        List<Stream> streams =
                legs.stream().flatMap(leg -> leg.streams().stream()).toList();
        return new LinePoint(
                at,
                streams.stream()
                        .mapToDouble(stream -> stream.network().recentLoss())
                        .max()
                        .orElse(0),
                streams.stream()
                        .mapToDouble(stream -> stream.network().jitter())
                        .max()
                        .orElse(0),
                streams.stream()
                        .flatMapToDouble(stream -> stream.network().roundTrip().stream())
                        .max(),
                bitrate(streams, Direction.RECEIVED),
                bitrate(streams, Direction.SENT));
    }

    private static long bitrate(List<Stream> streams, Direction direction) {
        return streams.stream()
                .filter(stream -> stream.direction() == direction)
                .mapToLong(stream -> stream.traffic().bitrate())
                .sum();
    }
}
