package org.courtbridge.hearings;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Who may speak now, and who asks to.
 *
 * @param asking since when, in the order in which they asked
 * @param speaker whom the clerk gave the floor last, as long as they have it
 */
public record Floor(SequencedMap<PartyId, Instant> asking, Optional<PartyId> speaker) {

    public static final Floor EMPTY = new Floor(new LinkedHashMap<>(), Optional.empty());

    public Floor {
        asking = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(asking));
    }

    public Hand hand(PartyId party) {
        if (speaker.filter(party::equals).isPresent()) {
            return Hand.FLOOR;
        }
        return asking.containsKey(party) ? Hand.UP : Hand.DOWN;
    }

    Floor raised(PartyId party, Instant at) {
        SequencedMap<PartyId, Instant> next = new LinkedHashMap<>(asking);
        next.putIfAbsent(party, at);
        return new Floor(next, speaker);
    }

    /** It neither asks any more nor has the floor. */
    Floor lowered(PartyId party) {
        SequencedMap<PartyId, Instant> next = new LinkedHashMap<>(asking);
        next.remove(party);
        return new Floor(next, speaker.filter(other -> !other.equals(party)));
    }

    Floor given(PartyId party) {
        return new Floor(lowered(party).asking, Optional.of(party));
    }

    /** What a party has said about speaking, and what became of it. */
    public enum Hand {
        DOWN,
        /** It asks to speak. */
        UP,
        /** The clerk gave it the floor. */
        FLOOR
    }
}
