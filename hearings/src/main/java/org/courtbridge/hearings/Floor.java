package org.courtbridge.hearings;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The floor of a hearing: who may speak now, who asks to, and who shows their screen.
 *
 * @param asking since when, in the order in which they asked
 * @param speaker whom the clerk gave the floor last, as long as they have it
 * @param presenter whose screen everybody sees
 */
public record Floor(SequencedMap<PartyId, Instant> asking, Optional<PartyId> speaker, Optional<PartyId> presenter) {

    public static final Floor EMPTY = new Floor(new LinkedHashMap<>(), Optional.empty(), Optional.empty());

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
        return new Floor(next, speaker, presenter);
    }

    /** It neither asks any more nor has the floor. */
    Floor lowered(PartyId party) {
        SequencedMap<PartyId, Instant> next = new LinkedHashMap<>(asking);
        next.remove(party);
        return new Floor(next, speaker.filter(other -> !other.equals(party)), presenter);
    }

    Floor given(PartyId party) {
        return new Floor(lowered(party).asking, Optional.of(party), presenter);
    }

    public boolean isPresenting(PartyId party) {
        return presenter.filter(party::equals).isPresent();
    }

    Floor shows(PartyId party) {
        return new Floor(asking, speaker, Optional.of(party));
    }

    Floor showsNoMore(PartyId party) {
        return isPresenting(party) ? showsNothing() : this;
    }

    Floor showsNothing() {
        return new Floor(asking, speaker, Optional.empty());
    }

    /** It has left. */
    Floor without(PartyId party) {
        return lowered(party).showsNoMore(party);
    }

    /** The state of a party's request to speak. */
    public enum Hand {
        DOWN,
        /** It asks to speak. */
        UP,
        /** The clerk gave it the floor. */
        FLOOR
    }
}
