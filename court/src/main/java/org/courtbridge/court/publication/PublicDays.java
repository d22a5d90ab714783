package org.courtbridge.court.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The hearings of some days that the public is told of.
 *
 * @param first of the days, by the court's clock
 * @param last of the days, still among them
 * @param zone of the court
 * @param hearings in the order of their beginnings
 * @param since when this gateway has known them to be so
 * @param changed when this gateway has known each hearing to be as it is, by the hearings' ids
 */
public record PublicDays(
        LocalDate first,
        LocalDate last,
        ZoneId zone,
        List<PublicHearing> hearings,
        Instant since,
        Map<String, Instant> changed) {

    public PublicDays {
        hearings = List.copyOf(hearings);
        changed = Map.copyOf(changed);
    }

    /** What was read just now. @param before what was read before that; a hearing that is as it was has been so since then */
    static PublicDays read(
            LocalDate first,
            LocalDate last,
            ZoneId zone,
            List<PublicHearing> hearings,
            Instant now,
            Optional<PublicDays> before) {
        Set<PublicHearing> same = before.map(days -> Set.copyOf(days.hearings)).orElse(Set.of());
        Map<String, Instant> changed = new HashMap<>();
        for (PublicHearing hearing : hearings) {
            changed.put(
                    hearing.id(),
                    before.filter(_ -> same.contains(hearing))
                            .map(days -> days.changed(hearing))
                            .orElse(now));
        }
        return new PublicDays(first, last, zone, hearings, now, changed);
    }

    /** When this gateway has known one of the hearings to be as it is. */
    public Instant changed(PublicHearing hearing) {
        return changed.getOrDefault(hearing.id(), since);
    }

    /** Those of one court. @param id of the institution; there may be none of it */
    public PublicDays ofCourt(String id) {
        return new PublicDays(
                first,
                last,
                zone,
                hearings.stream()
                        .filter(hearing -> hearing.court().id().equals(id))
                        .toList(),
                since,
                changed);
    }

    /** Whether others say the same, since whenever. */
    boolean sayAs(PublicDays others) {
        return equals(new PublicDays(others.first, others.last, others.zone, others.hearings, since, changed));
    }

    /** The courts that have a hearing on these days. */
    public SequencedSet<PublicHearing.Court> courts() {
        SequencedSet<PublicHearing.Court> courts = new LinkedHashSet<>();
        hearings.forEach(hearing -> courts.add(hearing.court()));
        return courts;
    }
}
