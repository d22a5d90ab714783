package org.courtbridge.court.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.hearings.calendar.CalendarYear;
import org.courtbridge.hearings.calendar.WorkingCalendar;

/**
 * Reads the text format in which an administrator keeps the working calendar. Each line has one of
 *
 * <pre>
 * year 2025 confirmed        begins a year that the state has published; else: unconfirmed
 * off 2025-01-03             a day from Monday to Friday that is not worked
 * worked 2025-01-05          a Saturday or Sunday that is
 * </pre>
 *
 * or nothing. What follows a {@code #} is a comment. Whatever else is there is complained about, with the number of its line.
 */
public final class CalendarFile {

    private static final String SHIPPED = "kazakhstan.txt";

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final int MOST_COMPLAINTS = 20;

    private final List<CalendarYear> years = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Set<Integer> known = new HashSet<>();
    private Optional<Section> section = Optional.empty();
    private int line;

    private CalendarFile() {}

    /** The calendar that comes with the program: the years that Kazakhstan has published. */
    public static WorkingCalendar shipped() {
        try (InputStream in = CalendarFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is missing in the program");
            }
            return WorkingCalendar.of(read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The years of a file, in its order.
     *
     * @throws CalendarFileException if a line is wrong; it has the first {@value #MOST_COMPLAINTS}
     */
    public static List<CalendarYear> read(String text) {
        CalendarFile file = new CalendarFile();
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        plain.lines().forEach(file::readLine);
        file.endYear();
        if (!file.complaints.isEmpty()) {
            throw new CalendarFileException(
                    file.complaints.subList(0, Math.min(MOST_COMPLAINTS, file.complaints.size())));
        }
        return List.copyOf(file.years);
    }

    private void readLine(String whole) {
        line++;
        String text = whole.replaceFirst("#.*", "").strip();
        if (text.isEmpty()) {
            return;
        }
        String[] words = text.split("\\s+");
        switch (words[0]) {
            case "year" -> beginYear(words);
            case "off", "worked" -> addDay(words);
            default -> complain(words[0], "year, off or worked");
        }
    }

    private void beginYear(String[] words) {
        endYear();
        boolean whole = words.length == 3 && words[1].matches("[0-9]{4}");
        int year = whole ? Integer.parseInt(words[1]) : 0;
        if (year < FIRST_YEAR
                || year > LAST_YEAR
                || !Set.of("confirmed", "unconfirmed").contains(words[2])) {
            complain(
                    String.join(" ", words),
                    "year %d to %d, confirmed or unconfirmed".formatted(FIRST_YEAR, LAST_YEAR));
            section = Optional.of(new Section(0, false));
        } else {
            if (!known.add(year)) {
                complain(words[1], "each year once");
            }
            section = Optional.of(new Section(year, words[2].equals("confirmed")));
        }
    }

    private void addDay(String[] words) {
        if (section.isEmpty()) {
            complain(words[0], "a year before its days");
            return;
        }
        if (words.length != 2) {
            complain(String.join(" ", words), "one date, and a comment after #");
            return;
        }
        Optional<LocalDate> day = date(words[1]);
        if (day.isEmpty()) {
            complain(words[1], "a date such as 2026-01-07");
            return;
        }
        section.get().add(day.get(), words[0].equals("off")).ifPresent(expected -> complain(words[1], expected));
    }

    private static Optional<LocalDate> date(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private void endYear() {
        if (complaints.isEmpty() && section.isPresent()) {
            years.add(section.get().whole());
        }
        section = Optional.empty();
    }

    private void complain(String found, String expected) {
        String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
        complaints.add("line %d: %s (expected: %s)".formatted(line, shown, expected));
    }

    /** One year while its lines are read. */
    private static final class Section {

        /** 0 for one whose first line is wrong: its days may be of any. */
        private final int year;

        private final boolean confirmed;
        private final Set<LocalDate> off = new HashSet<>();
        private final Set<LocalDate> worked = new HashSet<>();

        Section(int year, boolean confirmed) {
            this.year = year;
            this.confirmed = confirmed;
        }

        /** The expectation that a day does not meet; empty if it is taken. */
        Optional<String> add(LocalDate day, boolean isOff) {
            boolean weekend = day.getDayOfWeek().getValue() > 5;
            if (year != 0 && day.getYear() != year) {
                return Optional.of("a day of " + year);
            }
            if (isOff == weekend) {
                return Optional.of(isOff ? "a day from Monday to Friday" : "a Saturday or Sunday");
            }
            return (isOff ? off : worked).add(day) ? Optional.empty() : Optional.of("each day once");
        }

        CalendarYear whole() {
            return new CalendarYear(year, off, worked, confirmed);
        }
    }
}
