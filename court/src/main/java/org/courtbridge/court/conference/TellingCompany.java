package org.courtbridge.court.conference;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Roster;

/**
 * Tells each leg who is in its hearing, by numbers that stay. A party that is not inside, as it waits to be let in, is told of nobody. One
 * for each hearing.
 */
final class TellingCompany implements Effect {

    /** Of H.245; who comes beyond it has no number, and is told nothing. */
    private static final int LAST_NUMBER = 192;

    private final Map<PartyId, Integer> numbers = new HashMap<>();
    private final Map<LegId, Roster> told = new HashMap<>();
    private SortedMap<Integer, String> names = new TreeMap<>();
    private Map<LegId, Integer> inside = new HashMap<>();

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        numbers.keySet().retainAll(after.seats().keySet());
        SortedMap<Integer, String> namesNow = new TreeMap<>();
        Map<LegId, Integer> insideNow = new HashMap<>();
        Set<LegId> legs = after.inside();
        for (HearingState.Seat seat : after.seats().values()) {
            seat.leg()
                    .filter(legs::contains)
                    .ifPresent(leg -> number(seat.party()).ifPresent(number -> {
                        namesNow.put(number, name(seat, number));
                        insideNow.put(leg, number);
                    }));
        }
        boolean allTold = told.keySet().equals(insideNow.keySet());
        if (!allTold || !namesNow.equals(names) || !insideNow.equals(inside)) {
            names = namesNow;
            inside = insideNow;
            tell(after, calls);
        }
    }

    private void tell(HearingState after, Calls calls) {
        told.keySet().retainAll(after.legs());
        calls.forEachIn(after, call -> {
            LegId leg = call.leg().id();
            Optional<Roster> now = Optional.ofNullable(inside.get(leg)).map(number -> new Roster(number, names));
            if (!now.equals(Optional.ofNullable(told.get(leg)))) {
                now.ifPresentOrElse(company -> told.put(leg, company), () -> told.remove(leg));
                call.leg().company(now);
            }
        });
    }

    /** A guest's is for the clerk alone: it has the address that the guest calls from. */
    private static String name(HearingState.Seat seat, int number) {
        return seat.party().isGuest() ? "Guest " + number : seat.name();
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
