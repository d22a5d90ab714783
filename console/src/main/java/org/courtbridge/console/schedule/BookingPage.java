package org.courtbridge.console.schedule;

import java.util.List;
import java.util.Optional;

/** The data that the page of a hearing's bookings shows. */
public final class BookingPage {

    private BookingPage() {}

    /**
     * The page.
     *
     * @param hearing id of it
     * @param begins when the hearing is to begin, in words
     * @param elsewhere whether no booking is for that time
     * @param calendar link to the calendar of the hearing's day
     * @param form for those who may book
     */
    public record View(
            String hearing,
            String title,
            String number,
            Optional<String> begins,
            boolean elsewhere,
            String calendar,
            List<Row> bookings,
            Optional<Form> form) {}

    /**
     * A booking.
     *
     * @param time of the hearing, in words
     * @param around from when to when all is taken, with the times to set up, to test and to clear up, in words
     * @param by who booked it, in words; empty if that is not known
     * @param change link to its form, for those who may change it
     * @param path what to POST to for releasing it
     */
    public record Row(
            String time,
            String around,
            List<Named> resources,
            Optional<String> by,
            boolean past,
            Optional<String> change,
            String path) {}

    /** @param kind in words */
    public record Named(String kind, String name) {}

    /**
     * The form of a booking, new or not.
     *
     * @param path what to POST it to
     * @param booking whether there is one already, which it changes
     * @param revision of that booking that is shown
     * @param complaint why nothing was booked; empty for nothing to complain of
     * @param taken what stands against it
     * @param offers other times, each with all that was typed
     * @param offered whether other times were looked for
     */
    public record Form(
            String path,
            boolean booking,
            String revision,
            BookingTyped typed,
            List<Group> groups,
            List<Option> places,
            String complaint,
            List<Taken> taken,
            List<Option> offers,
            boolean offered) {}

    /** The fields that were typed. */
    public record BookingTyped(
            String at,
            String minutes,
            String setUp,
            String test,
            String after,
            List<String> resources,
            String place,
            String query) {}

    /** @param words of the kind @param more how many there are besides, which a search finds; empty for none */
    public record Group(String words, List<Option> options, Optional<String> more) {}

    /** Something to choose. */
    public record Option(String value, String words, boolean chosen) {}

    /** @param what is taken, in words @param by which hearing and by whom, and when, in words */
    public record Taken(String what, String by) {}
}
