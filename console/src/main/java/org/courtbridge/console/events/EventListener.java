package org.courtbridge.console.events;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.console.hearings.HearingViews;
import org.courtbridge.console.http.Json;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;

/** One WebSocket that is told events; everything here happens on its event loop. */
final class EventListener {

    static final short TRY_AGAIN_LATER = 1013;

    private final ServerWebSocket socket;
    private final Predicate<HearingState> wanted;

    /** Changes that come while the past is being read; empty once that has been told. */
    private Optional<List<Conferences.Change>> held;

    /**
     * @param wanted hearings to be told of
     * @param resumes whether {@link #tellPast} comes before anything else
     */
    EventListener(ServerWebSocket socket, Predicate<HearingState> wanted, boolean resumes) {
        this.socket = socket;
        this.wanted = wanted;
        this.held = resumes ? Optional.of(new ArrayList<>()) : Optional.empty();
    }

    /**
     * Tells what happened before, and then what happened while that was being read.
     *
     * @param after the last event that the listener knows
     * @param past all later ones that are in the database
     * @param state of the hearing, from before the past was read
     */
    void tellPast(long after, List<HearingEvent.Recorded> past, HearingState state) {
        long told = after;
        for (HearingEvent.Recorded event : past) {
            socket.writeTextMessage(message(state, event));
            told = event.number();
        }
        if (told < state.lastEvent()) {
            tryAgainLater("the record is being written");
            return;
        }
        List<Conferences.Change> meanwhile = held.orElse(List.of());
        held = Optional.empty();
        for (Conferences.Change change : meanwhile) {
            if (change.event().number() > told) {
                tell(change);
            }
        }
    }

    /** One that does not read what it is sent is let go, and comes back when it can. */
    void tell(Conferences.Change change) {
        if (socket.isClosed() || !wanted.test(change.state())) {
            return;
        }
        if (held.isPresent()) {
            held.get().add(change);
        } else if (socket.writeQueueFull()) {
            tryAgainLater("too slow");
        } else {
            socket.writeTextMessage(message(change.state(), change.event()));
        }
    }

    void tryAgainLater(String reason) {
        if (!socket.isClosed()) {
            socket.close(TRY_AGAIN_LATER, reason);
        }
    }

    private static String message(HearingState state, HearingEvent.Recorded event) {
        return Json.write(new HearingViews.HearingChange(state.id(), state.phase(), HearingViews.Event.of(event)));
    }
}
