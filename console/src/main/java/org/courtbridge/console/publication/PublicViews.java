package org.courtbridge.console.publication;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicHearing;

/** The documents by which programs read the list of hearings for the public. Their components are their field names. */
public final class PublicViews {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private PublicViews() {}

    /**
     * @param zone of all dates and times without one, such as Asia/Almaty
     * @param first day that the list is for, such as 2026-11-27
     * @param last day that it is for
     */
    public record PublicHearings(String zone, String first, String last, List<PublicHearingView> hearings) {}

    /**
     * @param date and time when it begins, by the court's clock
     * @param begins the same instant
     */
    public record PublicHearingView(
            String id,
            PublicCourt court,
            List<String> courtrooms,
            String date,
            String time,
            Instant begins,
            Optional<Instant> ends,
            PublicHearing.Progress progress,
            List<PublicHearing.Means> means,
            Optional<String> title) {}

    /** @param id by which a query asks for the hearings of this court alone */
    public record PublicCourt(String id, String name) {}

    public static PublicHearings of(PublicDays days) {
        return new PublicHearings(
                days.zone().getId(),
                days.first().toString(),
                days.last().toString(),
                days.hearings().stream().map(hearing -> of(days, hearing)).toList());
    }

    private static PublicHearingView of(PublicDays days, PublicHearing hearing) {
        ZonedDateTime begins = hearing.begins().atZone(days.zone());
        return new PublicHearingView(
                hearing.id(),
                new PublicCourt(hearing.court().id(), hearing.court().name()),
                hearing.courtrooms(),
                begins.toLocalDate().toString(),
                TIME.format(begins),
                hearing.begins(),
                hearing.ends(),
                hearing.progress(),
                hearing.means(),
                hearing.title());
    }
}
