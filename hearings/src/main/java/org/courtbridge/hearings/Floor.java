package org.courtbridge.hearings;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The floor of a hearing: who may speak now, who asks to, and who shows their screen.
 *
 * @param asking since when, in the order in which they asked
 * @param turn of whom the clerk gave the floor last, as long as they have it
 * @param presenter whose screen everybody sees
 * @param rule of who may speak
 * @param presiding who is heard under any rule: the court itself
 */
public record Floor(
        SequencedMap<PartyId, Instant> asking,
        Optional<Turn> turn,
        Optional<PartyId> presenter,
        SpeakingRule rule,
        Set<PartyId> presiding) {

    public static final Floor EMPTY =
            new Floor(new LinkedHashMap<>(), Optional.empty(), Optional.empty(), SpeakingRule.EVERYBODY, Set.of());

    public Floor {
        asking = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(asking));
        presiding = Set.copyOf(presiding);
    }

    /** A party's time to speak. @param since when it was given the floor */
    public record Turn(PartyId party, Instant since) {}

    /** Whom the clerk gave the floor last, as long as they have it. */
    public Optional<PartyId> speaker() {
        return turn.map(Turn::party);
    }

    public Hand hand(PartyId party) {
        if (hasFloor(party)) {
            return Hand.FLOOR;
        }
        return asking.containsKey(party) ? Hand.UP : Hand.DOWN;
    }

    private boolean hasFloor(PartyId party) {
        return turn.filter(now -> now.party().equals(party)).isPresent();
    }

    /** Whether the rule lets a party speak. */
    public boolean lets(PartyId party) {
        return rule != SpeakingRule.FLOOR_ONLY || hasFloor(party) || presiding.contains(party);
    }

    Floor raised(PartyId party, Instant at) {
        SequencedMap<PartyId, Instant> next = new LinkedHashMap<>(asking);
        next.putIfAbsent(party, at);
        return new Floor(next, turn, presenter, rule, presiding);
    }

    /** It neither asks any more nor has the floor. */
    Floor lowered(PartyId party) {
        SequencedMap<PartyId, Instant> next = new LinkedHashMap<>(asking);
        next.remove(party);
        return new Floor(next, hasFloor(party) ? Optional.empty() : turn, presenter, rule, presiding);
    }

    Floor given(PartyId party, Instant at) {
        return new Floor(lowered(party).asking, Optional.of(new Turn(party, at)), presenter, rule, presiding);
    }

    public boolean isPresenting(PartyId party) {
        return presenter.filter(party::equals).isPresent();
    }

    Floor shows(PartyId party) {
        return new Floor(asking, turn, Optional.of(party), rule, presiding);
    }

    Floor showsNoMore(PartyId party) {
        return isPresenting(party) ? showsNothing() : this;
    }

    Floor showsNothing() {
        return new Floor(asking, turn, Optional.empty(), rule, presiding);
    }

    Floor under(SpeakingRule next) {
        return new Floor(asking, turn, presenter, next, presiding);
    }

    Floor presides(PartyId party, boolean now) {
        Set<PartyId> next = new HashSet<>(presiding);
        if (now) {
            next.add(party);
        } else {
            next.remove(party);
        }
        return new Floor(asking, turn, presenter, rule, next);
    }

    /** It has left; what the clerk has ordered stays. */
    Floor without(PartyId party) {
        return lowered(party).showsNoMore(party);
    }

    /** All have left; what the clerk has ordered stays. */
    Floor withoutAll() {
        return new Floor(new LinkedHashMap<>(), Optional.empty(), Optional.empty(), rule, presiding);
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
