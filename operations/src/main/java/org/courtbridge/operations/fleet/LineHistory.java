package org.courtbridge.operations.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.leg.LegStatistics;

/** The lines of devices over the last hour, a point in ten seconds while a call is up; in memory. */
final class LineHistory {

    static final Duration STEP = Duration.ofSeconds(10);
    static final Duration KEPT = Duration.ofHours(1);

    private final Conferences conferences;
    private final Map<String, Deque<LinePoint>> points = new ConcurrentHashMap<>();

    LineHistory(Conferences conferences) {
        this.conferences = conferences;
    }

    /** Adds a point for each device that is in a hearing. */
    void sample(Instant now) {
        Map<String, List<LegStatistics>> legs = new HashMap<>();
        for (HearingState hearing : conferences.all()) {
            if (!hearing.legs().isEmpty()) {
                for (LegStatistics leg : conferences.statistics(hearing.id())) {
                    hearing.seatOf(leg.leg())
                            .flatMap(seat -> DeviceParty.deviceOf(seat.party()))
                            .ifPresent(device -> legs.computeIfAbsent(device, _ -> new ArrayList<>())
                                    .add(leg));
                }
            }
        }
        legs.forEach((device, all) -> points.computeIfAbsent(device, _ -> new ArrayDeque<>()));
        points.forEach((device, line) -> {
            synchronized (line) {
                Optional.ofNullable(legs.get(device)).ifPresent(all -> line.add(LinePoint.of(now, all)));
                while (!line.isEmpty() && line.getFirst().at().isBefore(now.minus(KEPT))) {
                    line.removeFirst();
                }
            }
        });
        points.values().removeIf(line -> {
            synchronized (line) {
                return line.isEmpty();
            }
        });
    }

    /** In order of time. */
    List<LinePoint> of(String device) {
        Deque<LinePoint> line = points.getOrDefault(device, new ArrayDeque<>());
        synchronized (line) {
            return List.copyOf(line);
        }
    }
}
