package org.courtbridge.court.calendar;

import java.util.List;

/** A calendar file says what cannot be meant; nothing of it is used. */
public final class CalendarFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> complaints;

    CalendarFileException(List<String> complaints) {
        super(String.join("\n", complaints));
        this.complaints = List.copyOf(complaints);
    }

    /** One English sentence for each wrong line, which begins with the line's number. */
    public List<String> complaints() {
        return complaints;
    }
}
