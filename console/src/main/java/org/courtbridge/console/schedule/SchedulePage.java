package org.courtbridge.console.schedule;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.ListPage;

/** The data that the calendar of the schedule shows. */
public final class SchedulePage {

    private SchedulePage() {}

    /**
     * The calendar of a day or a week.
     *
     * @param day of it, as a field of a form holds it
     * @param weekly whether it is one of a week
     * @param views links to the day and to the week
     * @param kinds links to rooms, devices and people
     * @param off whether it is a day on which nobody works
     * @param narrow without a table: what of the rows is taken, day by day
     * @param book link to a new booking, for those who may book
     */
    public record View(
            String title,
            String day,
            boolean weekly,
            Moves moves,
            List<ListPage.Filter> views,
            List<ListPage.Filter> kinds,
            Filters filters,
            boolean off,
            Table table,
            List<Day> narrow,
            ListPage.Pager pager,
            Optional<String> book) {}

    /** Links to the time before, to today, and to the time after. */
    public record Moves(String before, String today, String after) {}

    /**
     * What the calendar is limited to.
     *
     * @param kept fields that the form carries without showing them
     */
    public record Filters(
            List<Kept> kept,
            List<BookingPage.Option> institutions,
            List<BookingPage.Option> rooms,
            List<BookingPage.Option> people) {}

    /** A field of a form that is not shown. */
    public record Kept(String name, String value) {}

    /**
     * A row for each room, device or person.
     *
     * @param columns hours of a day, or days of a week
     */
    public record Table(List<Column> columns, List<Row> rows) {}

    /**
     * @param width in slots; 1 for a day of a week
     * @param link to the calendar of a day; empty for an hour
     * @param off whether nobody works then
     * @param today whether it is the day of today
     */
    public record Column(String words, int width, Optional<String> link, boolean off, boolean today) {}

    /**
     * @param place where it is; empty for a person
     * @param link to the calendar of it alone
     */
    public record Row(String name, Optional<String> place, String link, List<Cell> cells) {}

    /**
     * A part of a row.
     *
     * @param width in slots; 1 for a day of a week
     * @param off whether nobody works there then
     * @param book link to a booking at that time, for those who may book
     */
    public record Cell(int width, boolean off, List<Taken> taken, Optional<Book> book) {}

    /** @param words of the link @param label the same for those who do not see where it stands */
    public record Book(String link, String words, String label) {}

    /**
     * @param time from when to when, in words
     * @param what the hearing, or only that it is taken
     * @param link to the bookings of the hearing; empty for whoever may not know of it
     */
    public record Taken(String time, String what, Optional<String> link) {}

    /** @param resources what is taken, in words */
    public record Listed(Taken taken, String resources) {}

    /**
     * What is taken on a day.
     *
     * @param today whether it is the day of today
     * @param count of bookings
     * @param link to the calendar of the day
     * @param listed the bookings; empty where they are too many for a list
     */
    public record Day(String words, boolean off, boolean today, int count, String link, List<Listed> listed) {}
}
