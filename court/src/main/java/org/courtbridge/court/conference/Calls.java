package org.courtbridge.court.conference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/** The calls of one hearing; its mailbox's own. */
final class Calls {

    private final Map<LegId, Call> calls = new LinkedHashMap<>();

    void add(Call call) {
        calls.put(call.leg().id(), call);
    }

    void remove(LegId leg) {
        calls.remove(leg);
    }

    Optional<Call> of(LegId leg) {
        return Optional.ofNullable(calls.get(leg));
    }

    /** The call that fills a party's seat. */
    Optional<Call> of(HearingState state, PartyId party) {
        return state.seat(party).flatMap(HearingState.Seat::leg).flatMap(this::of);
    }

    void forEachIn(HearingState state, Consumer<Call> action) {
        for (LegId leg : state.legs()) {
            of(leg).ifPresent(action);
        }
    }
}
