package org.courtbridge.hearings;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people have said of each party about whether it hears, sees, is heard and is seen (para. 36 of the Rules). It says
 * nothing of what is measured.
 */
public record Checklist(Map<PartyId, Map<ChecklistItem, Tick>> ticks) {

    public static final Checklist EMPTY = new Checklist(Map.of());

    public Checklist {
        Map<PartyId, Map<ChecklistItem, Tick>> copies = new HashMap<>();
        ticks.forEach((party, items) -> copies.put(party, Map.copyOf(items)));
        ticks = Collections.unmodifiableMap(copies);
    }

    /**
     * An answer to one item.
     *
     * @param confirmed whether it is so
     * @param actor who said it, as in {@link HearingCommand#actor}
     */
    public record Tick(boolean confirmed, String actor, Instant at) {}

    /** Empty as long as nobody has said anything, and after it was taken back. */
    public Optional<Tick> tick(PartyId party, ChecklistItem item) {
        return Optional.ofNullable(ticks.getOrDefault(party, Map.of()).get(item));
    }

    /** Whether all items of a party are confirmed. */
    public boolean isComplete(PartyId party) {
        for (ChecklistItem item : ChecklistItem.values()) {
            if (!tick(party, item).map(Tick::confirmed).orElse(false)) {
                return false;
            }
        }
        return true;
    }

    Checklist ticked(PartyId party, ChecklistItem item, Tick tick) {
        return with(party, item, Optional.of(tick));
    }

    Checklist unticked(PartyId party, ChecklistItem item) {
        return with(party, item, Optional.empty());
    }

    private Checklist with(PartyId party, ChecklistItem item, Optional<Tick> tick) {
        Map<ChecklistItem, Tick> items = new EnumMap<>(ChecklistItem.class);
        items.putAll(ticks.getOrDefault(party, Map.of()));
        tick.ifPresentOrElse(known -> items.put(item, known), () -> items.remove(item));
        Map<PartyId, Map<ChecklistItem, Tick>> next = new HashMap<>(ticks);
        next.put(party, items);
        return new Checklist(next);
    }

    /** The party has no seat any more. */
    Checklist without(PartyId party) {
        Map<PartyId, Map<ChecklistItem, Tick>> next = new HashMap<>(ticks);
        next.remove(party);
        return new Checklist(next);
    }
}
