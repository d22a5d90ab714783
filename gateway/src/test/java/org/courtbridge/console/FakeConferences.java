package org.courtbridge.console;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.HearingTrail;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.RefusedException;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/** Hearings in memory, with their real rules and without media. */
public final class FakeConferences implements Conferences, HearingTrail {

    private final Map<String, HearingState> hearings = new LinkedHashMap<>();
    private final Map<String, List<HearingEvent.Recorded>> trails = new LinkedHashMap<>();
    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();
    public final List<LegStatistics> statistics = new CopyOnWriteArrayList<>();
    public final Map<LegId, byte[]> thumbnails = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public FakeConferences() {
        this(InstantSource.system());
    }

    /** @param clock by which their trails tell when something happened */
    public FakeConferences(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<HearingState> byNumber(String number) {
        return hearings.values().stream()
                .filter(state -> state.number().equals(number))
                .findFirst();
    }

    @Override
    public synchronized Optional<HearingState> byId(String hearingId) {
        return Optional.ofNullable(hearings.get(hearingId));
    }

    @Override
    public synchronized Collection<HearingState> all() {
        return List.copyOf(hearings.values());
    }

    @Override
    public CompletionStage<HearingState> create(String actor, String number, String title) {
        try {
            HearingState state = HearingState.initial(UUID.randomUUID().toString());
            return CompletableFuture.completedFuture(run(state, Hearing.create(number, title, "135790"), actor));
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(new CommandRefusedException(e));
        }
    }

    @Override
    public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
        try {
            HearingState state = byId(hearingId).orElseThrow();
            return CompletableFuture.completedFuture(run(state, Hearing.decide(state, command), command.actor()));
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(new CommandRefusedException(e));
        }
    }

    private synchronized HearingState run(HearingState before, List<HearingEvent> events, String actor) {
        HearingState state = before;
        for (HearingEvent.Recorded event : Hearing.record(before, events, actor, clock.instant())) {
            state = Hearing.apply(state, event);
            hearings.put(state.id(), state);
            trails.computeIfAbsent(state.id(), _ -> new ArrayList<>()).add(event);
            for (Consumer<Change> subscriber : subscribers) {
                subscriber.accept(new Change(state, event));
            }
        }
        return state;
    }

    @Override
    public synchronized List<HearingEvent.Recorded> events(String hearingId, long after) {
        return trails.getOrDefault(hearingId, List.of()).stream()
                .filter(event -> event.number() > after)
                .toList();
    }

    /** A party connects. */
    public LegId connect(String hearingId, PartyId party) {
        LegId leg = LegId.random();
        submit(hearingId, new HearingCommand.Arrive(party.value(), party, leg));
        return leg;
    }

    @Override
    public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<HearingState> attend(String hearingId, PartyId party, String name, Leg leg, LegMedia media) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void keyframeWanted(LegId leg) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<?> asksToPresent(LegId leg) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void presentsNoMore(LegId leg) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void digit(LegId leg, char digit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> thumbnail(String hearingId, LegId leg) {
        return Optional.ofNullable(thumbnails.get(leg));
    }

    @Override
    public List<LegStatistics> statistics(String hearingId) {
        return List.copyOf(statistics);
    }

    @Override
    public AutoCloseable subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }
}
