package org.courtbridge.console.publication;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.courtbridge.console.html.Messages;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicHearing;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.operations.delivery.CalendarText;
import org.courtbridge.operations.delivery.FoldedLines;

/**
 * Writes the list of hearings for the public as a calendar (RFC 5545) that a reader's program subscribes to.
 *
 * <p>Times are in UTC, so that no description of a time zone is needed. It has no METHOD, as that of a publication wants an organizer who can be
 * written to (RFC 5546, section 3.2.1). An event keeps its UID whatever becomes of its hearing. It has no SEQUENCE: nobody answers it, and of two
 * versions without one the later DTSTAMP counts (RFC 5546, section 2.1.5), which without a METHOD is the time of the last change (RFC 5545, section
 * 3.8.7.2).
 */
public final class PublicCalendar {

    private static final String PRODUCT = "-//Courtbridge//Hearings//EN";

    /** How often a program that has subscribed is to look. */
    private static final Duration REFRESH = Duration.ofMinutes(15);

    private PublicCalendar() {}

    public static String write(PublicDays days, Messages messages) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId(PRODUCT));
        calendar.add(ImmutableVersion.VERSION_2_0);
        String title = messages.get("public.title");
        calendar.add(new Name(title));
        calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
        // What programs read that do not know RFC 7986.
        calendar.add(new XProperty("X-WR-CALNAME", title));
        calendar.add(new XProperty("X-PUBLISHED-TTL", REFRESH.toString()));
        days.hearings().forEach(hearing -> calendar.add(event(hearing, days.changed(hearing), messages)));
        return FoldedLines.of(calendar.toString());
    }

    private static VEvent event(PublicHearing hearing, Instant changed, Messages messages) {
        VEvent event = new VEvent(false);
        event.add(new Uid("public-" + hearing.id()));
        event.add(new DtStamp(seconds(changed)));
        event.add(new LastModified(seconds(changed)));
        event.add(new DtStart<>(seconds(hearing.begins())));
        hearing.ends().ifPresent(end -> event.add(new DtEnd<>(seconds(end))));
        event.add(new Summary(CalendarText.of(hearing.title().orElseGet(() -> messages.get("public.event")))));
        event.add(new Location(CalendarText.of(
                Stream.concat(Stream.of(hearing.court().name()), PublicWords.courtrooms(messages, hearing).stream())
                        .collect(Collectors.joining(", ")))));
        event.add(new Description(CalendarText.of(description(hearing, messages))));
        // Whoever subscribes is not busy while a court sits.
        event.add(ImmutableTransp.TRANSPARENT);
        return event;
    }

    private static String description(PublicHearing hearing, Messages messages) {
        String means = PublicWords.means(messages, hearing);
        return hearing.progress() == Progress.PLANNED
                ? means
                : messages.get("phase." + hearing.progress()) + "\n" + means;
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
