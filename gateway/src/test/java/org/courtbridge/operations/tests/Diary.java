package org.courtbridge.operations.tests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/** Hearings of which only matters when they begin, and with whom. */
final class Diary extends StandInConferences {

    private final Map<String, HearingState> hearings = new ConcurrentHashMap<>();
    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();

    void create(String id) {
        happen(HearingState.initial(id), Hearing.create("1", id));
    }

    private HearingState happen(HearingState before, List<HearingEvent> events) {
        HearingState state = before;
        for (HearingEvent.Recorded event : Hearing.record(before, events, "x", Instant.EPOCH)) {
            state = Hearing.apply(state, event);
            hearings.put(state.id(), state);
            for (Consumer<Change> subscriber : subscribers) {
                subscriber.accept(new Change(state, event));
            }
        }
        return state;
    }

    @Override
    public Collection<HearingState> all() {
        return List.copyOf(hearings.values());
    }

    @Override
    public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
        HearingState state = byId(hearingId).orElseThrow();
        return CompletableFuture.completedFuture(happen(state, Hearing.decide(state, command)));
    }

    @Override
    public AutoCloseable subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {}

    @Override
    public void keyframeWanted(LegId leg) {}

    @Override
    public void digit(LegId leg, char digit) {}

    @Override
    public void left(LegId leg, EndReason reason) {}
}
