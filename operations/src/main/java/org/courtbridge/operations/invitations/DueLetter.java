package org.courtbridge.operations.invitations;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.operations.invitations.Told.Method;

/**
 * The rules of letters: from the last letter and from how things are now, the one that is due, if any. Pure.
 *
 * <p>SEQUENCE rises with a change of time, place or means, with a cancellation, and with an invitation after one. A title that says something else
 * is told without that: of two letters of one SEQUENCE the later DTSTAMP counts (RFC 5546, section 2.1.5).
 */
public final class DueLetter {

    private DueLetter() {}

    /**
     * @param last empty if the recipient was never told anything
     * @param wanted what the recipient's calendar should have; empty for nothing
     * @param now nobody is told of what is past already, whichever way
     */
    public static Optional<Told> of(Optional<Told> last, Optional<CalendarEntry> wanted, Instant now) {
        Optional<Told> standing = last.filter(told -> told.method() == Method.REQUEST);
        if (standing.isEmpty()) {
            int sequence = last.map(told -> told.sequence() + 1).orElse(0);
            return wanted.filter(entry -> entry.begins().isAfter(now))
                    .map(entry -> new Told(Method.REQUEST, entry, sequence));
        }
        Told told = standing.get();
        boolean past = !told.entry().begins().isAfter(now);
        if (wanted.isEmpty()) {
            return past ? Optional.empty() : Optional.of(new Told(Method.CANCEL, told.entry(), told.sequence() + 1));
        }
        CalendarEntry entry = wanted.get();
        if (past && !entry.begins().isAfter(now)) {
            return Optional.empty();
        }
        if (entry.asksForMore(told.entry())) {
            return Optional.of(new Told(Method.REQUEST, entry, told.sequence() + 1));
        }
        return entry.isNamedOtherwise(told.entry())
                ? Optional.of(new Told(Method.REQUEST, entry, told.sequence()))
                : Optional.empty();
    }
}
