package org.courtbridge.operations.invitations;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.Sequence;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A REPLY of a calendar program (RFC 5546, section 3.2.3). Anybody may have sent it.
 *
 * @param uid of the entry that is answered
 * @param attendee address of whoever answers, in small letters
 */
record ItipReply(String uid, String attendee, Answer answer) {

    private static final Logger LOG = LogManager.getLogger(ItipReply.class);

    private static final String MAILTO = "mailto:";

    /**
     * @param now a time that an answer says is later is taken to be this one
     * @return empty for what is no REPLY of one attendee, or no calendar
     */
    static Optional<ItipReply> of(byte[] calendar, Instant now) {
        try {
            Calendar read = new CalendarBuilder().build(new ByteArrayInputStream(calendar));
            boolean reply = value(read.getProperty(Property.METHOD)).equals("REPLY");
            return reply ? events(read).findFirst().flatMap(event -> of(event, now)) : Optional.empty();
        } catch (IOException | ParserException | RuntimeException e) {
            LOG.info(
                    "an answer to an invitation cannot be read: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Stream<VEvent> events(Calendar calendar) {
        return calendar.<VEvent>getComponents(Component.VEVENT).stream();
    }

    private static Optional<ItipReply> of(VEvent event, Instant now) {
        List<Attendee> attendees = event.getProperties(Property.ATTENDEE);
        if (attendees.size() != 1) {
            return Optional.empty();
        }
        Attendee attendee = attendees.getFirst();
        Optional<Answer.Status> status =
                attendee.getParameter(Parameter.PARTSTAT).flatMap(parameter -> status(parameter.getValue()));
        Instant at = event.<DateProperty<? extends Temporal>>getProperty(Property.DTSTAMP)
                .map(DateProperty::getDate)
                .filter(stamp -> stamp.isSupported(ChronoField.INSTANT_SECONDS))
                .map(Instant::from)
                .filter(stamp -> stamp.isBefore(now))
                .orElse(now);
        int sequence = event.<Sequence>getProperty(Property.SEQUENCE)
                .map(Sequence::getSequenceNo)
                .orElse(0);
        return status.map(known -> new ItipReply(
                value(event.getProperty(Property.UID)), address(attendee), new Answer(known, at, sequence)));
    }

    private static String value(Optional<? extends Property> property) {
        return property.map(Property::getValue).orElse("").strip();
    }

    private static Optional<Answer.Status> status(String text) {
        return Stream.of(Answer.Status.values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private static String address(Attendee attendee) {
        String text = Optional.ofNullable(attendee.getCalAddress())
                .map(URI::toString)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return text.startsWith(MAILTO) ? text.substring(MAILTO.length()) : text;
    }
}
