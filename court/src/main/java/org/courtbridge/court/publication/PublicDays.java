package org.courtbridge.court.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The hearings of some days that the public is told of.
 *
 * @param first of the days, by the court's clock
 * @param last of the days, still among them
 * @param zone of the court
 * @param hearings in the order of their beginnings
 * @param since when this gateway has known them to be so
 */
public record PublicDays(LocalDate first, LocalDate last, ZoneId zone, List<PublicHearing> hearings, Instant since) {

    public PublicDays {
        hearings = List.copyOf(hearings);
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
                since);
    }

    /** Whether others say the same, since whenever. */
    boolean sayAs(PublicDays others) {
        return equals(new PublicDays(others.first, others.last, others.zone, others.hearings, since));
    }

    /** The courts that have a hearing on these days. */
    public SequencedSet<PublicHearing.Court> courts() {
        SequencedSet<PublicHearing.Court> courts = new LinkedHashSet<>();
        hearings.forEach(hearing -> courts.add(hearing.court()));
        return courts;
    }
}
