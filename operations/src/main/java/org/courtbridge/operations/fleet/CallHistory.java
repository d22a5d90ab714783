package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/** The last calls of each device since the gateway started, as the hearings tell of them. */
final class CallHistory {

    private static final int KEPT = 10;

    private final Map<String, Deque<Entry>> calls = new ConcurrentHashMap<>();

    private record Entry(LegId leg, PastCall call) {}

    /** Hears of every change of a hearing. */
    void heard(Conferences.Change change) {
        Instant at = change.event().at();
        switch (change.event().event()) {
            case HearingEvent.Arrived arrived ->
                DeviceParty.deviceOf(arrived.party())
                        .ifPresent(device -> begin(
                                device,
                                new Entry(
                                        arrived.leg(),
                                        new PastCall(
                                                change.state().id(),
                                                change.state().title(),
                                                at,
                                                Optional.empty()))));
            case HearingEvent.Left left -> end(left.party(), left.leg(), at, left.reason());
            case HearingEvent.Replaced replaced -> end(replaced.party(), replaced.leg(), at, EndReason.REPLACED);
            default -> {
                // Nothing else begins or ends a call.
            }
        }
    }

    private void begin(String device, Entry entry) {
        Deque<Entry> line = calls.computeIfAbsent(device, _ -> new ArrayDeque<>());
        synchronized (line) {
            line.addLast(entry);
            if (line.size() > KEPT) {
                line.removeFirst();
            }
        }
    }

    private void end(PartyId party, LegId leg, Instant at, EndReason reason) {
        DeviceParty.deviceOf(party).ifPresent(device -> {
            Deque<Entry> line = calls.getOrDefault(device, new ArrayDeque<>());
            synchronized (line) {
                List<Entry> anew = line.stream()
                        .map(entry ->
                                entry.leg.equals(leg) && entry.call.ended().isEmpty()
                                        ? new Entry(leg, entry.call.ended(at, reason))
                                        : entry)
                        .toList();
                line.clear();
                line.addAll(anew);
            }
        });
    }

    /** The latest first. */
    List<PastCall> of(String device) {
        Deque<Entry> line = calls.getOrDefault(device, new ArrayDeque<>());
        synchronized (line) {
            List<PastCall> all = new ArrayList<>(line.stream().map(Entry::call).toList());
            Collections.reverse(all);
            return all;
        }
    }
}
