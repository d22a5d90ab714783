package org.courtbridge.operations.invitations;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.courtbridge.operations.delivery.CalendarText;
import org.courtbridge.operations.delivery.FoldedLines;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.invitations.Told.Method;

/** Writes the calendar of one letter: a REQUEST (RFC 5546, section 3.2.2) or a CANCEL (3.2.5) for one attendee. Times are in UTC. */
final class ItipCalendar {

    private static final String PRODUCT = "-//Courtbridge//Invitations//EN";

    private ItipCalendar() {}

    /** Whose letter it is, and to whom. */
    record Parties(Mailer.Mailbox organizer, Invitee attendee) {}

    /** Texts in the attendee's language. */
    record Words(String summary, String location, String description) {}

    /** @return in UTF-8, in lines of 75 octets at most */
    static byte[] of(Parties parties, String uid, Told letter, Words words, Instant now) {
        boolean request = letter.method() == Method.REQUEST;
        VEvent event = new VEvent(false);
        event.add(new Uid(uid));
        event.add(new DtStamp(now.truncatedTo(ChronoUnit.SECONDS)));
        event.add(new Sequence(letter.sequence()));
        event.add(new Organizer(
                names(parties.organizer().name()), mailto(parties.organizer().address())));
        event.add(new Attendee(
                attendee(parties.attendee(), request), mailto(parties.attendee().email())));
        event.add(new DtStart<>(letter.entry().begins()));
        event.add(new DtEnd<>(letter.entry().ends()));
        event.add(new Summary(CalendarText.of(words.summary())));
        event.add(new Location(CalendarText.of(words.location())));
        event.add(new Description(CalendarText.of(words.description())));
        event.add(request ? ImmutableStatus.VEVENT_CONFIRMED : ImmutableStatus.VEVENT_CANCELLED);
        Calendar calendar = new Calendar();
        calendar.add(new ProdId(PRODUCT));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(request ? ImmutableMethod.REQUEST : ImmutableMethod.CANCEL);
        calendar.add(event);
        return FoldedLines.of(calendar.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static ParameterList names(String name) {
        return new ParameterList(name.isEmpty() ? List.of() : List.of(new Cn(quotable(name))));
    }

    private static ParameterList attendee(Invitee invitee, boolean asked) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Cn(quotable(invitee.name())));
        parameters.add(Role.REQ_PARTICIPANT);
        if (asked) {
            parameters.add(PartStat.NEEDS_ACTION);
            parameters.add(Rsvp.TRUE);
        }
        return new ParameterList(parameters);
    }

    /** A parameter has neither quotation marks nor control characters (RFC 5545, section 3.1). */
    private static String quotable(String name) {
        return name.replace('"', '\'').replaceAll("\\p{Cntrl}+", " ");
    }

    private static URI mailto(String address) {
        try {
            return new URI("mailto", address, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("address: none of a mailbox", e);
        }
    }
}
