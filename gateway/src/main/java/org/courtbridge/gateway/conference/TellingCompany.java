package org.courtbridge.gateway.conference;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.courtbridge.gateway.bridge.Company;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/**
 * Tells each leg who is in its hearing, by numbers that stay. A party that is not inside, as it waits to be let in, is told of nobody. One
 * for each hearing.
 */
final class TellingCompany implements Effect {

    /** Of H.245; who comes beyond it has no number, and is told nothing. */
    private static final int LAST_NUMBER = 192;

    private final Map<PartyId, Integer> numbers = new HashMap<>();
    private final Map<LegId, Company> told = new HashMap<>();

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        numbers.keySet().retainAll(after.seats().keySet());
        SortedMap<Integer, String> inside = new TreeMap<>();
        Map<LegId, Integer> own = new HashMap<>();
        for (LegId leg : after.inside()) {
            HearingState.Seat seat = after.seatOf(leg).orElseThrow();
            number(seat.party()).ifPresent(number -> {
                inside.put(number, seat.name());
                own.put(leg, number);
            });
        }
        told.keySet().retainAll(after.legs());
        calls.forEachIn(after, call -> {
            LegId leg = call.leg().id();
            Optional<Company> now = Optional.ofNullable(own.get(leg)).map(number -> new Company(number, inside));
            if (!now.equals(Optional.ofNullable(told.get(leg)))) {
                now.ifPresentOrElse(company -> told.put(leg, company), () -> told.remove(leg));
                call.leg().company(now);
            }
        });
    }

    /** The party's, or the first that nobody has. */
    private Optional<Integer> number(PartyId party) {
        Optional<Integer> number = Optional.ofNullable(numbers.get(party))
                .or(() -> IntStream.rangeClosed(1, LAST_NUMBER)
                        .boxed()
                        .filter(free -> !numbers.containsValue(free))
                        .findFirst());
        number.ifPresent(given -> numbers.put(party, given));
        return number;
    }
}
