package org.courtbridge.console.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.console.html.Messages;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.media.language.Language;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calendar as programs read it that we did not write. */
class PublicCalendarIT {

    private static final String UID = "public-6f2f4a0e-5a6b-4d9c-9f44-2f7b6f2a3c11";
    private static final String EVENT = "Бейнеконференцбайланыс арқылы сот отырысы";
    private static final String PLACE = PublicCalendarTest.NAME + ", Зал: 3 зал, 4 зал";

    private static final String SCRIPT = """
            import sys, icalendar
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
            for event in calendar.walk('VEVENT'):
                print(event['UID'], event.decoded('DTSTART').isoformat(), event.decoded('DTEND').isoformat(), sep='|')
                print(str(event['LOCATION']))
                print(str(event['SUMMARY']))
                print(event.errors)
            """;

    @TempDir
    private Path folder;

    private Path calendar;

    @BeforeEach
    void write() throws Exception {
        Instant ends = Instant.parse("2026-11-27T07:00:00Z");
        calendar = Files.writeString(
                folder.resolve("calendar.ics"),
                PublicCalendar.write(
                        PublicCalendarTest.days(Optional.of(ends), Progress.PLANNED, Optional.empty()),
                        Messages.in(Language.KAZAKH)));
    }

    private List<String> said(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    @Test
    void anotherLibraryReadsTheSame() throws Exception {
        assertThat(said("/usr/bin/python3", "-X", "utf8", "-c", SCRIPT, calendar.toString()))
                .containsExactly(UID + "|2026-11-27T05:00:00+00:00|2026-11-27T07:00:00+00:00", PLACE, EVENT, "[]");
    }

    @Test
    void aCalendarOnTheCommandLineShowsTheSame() throws Exception {
        Path configuration = Files.writeString(folder.resolve("khal.conf"), """
                [calendars]
                [[court]]
                path = %s
                [locale]
                local_timezone = Asia/Almaty
                default_timezone = Asia/Almaty
                timeformat = %%H:%%M
                dateformat = %%Y-%%m-%%d
                longdateformat = %%Y-%%m-%%d
                datetimeformat = %%Y-%%m-%%d %%H:%%M
                longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                [sqlite]
                path = %s
                [default]
                default_calendar = court
                """.formatted(
                        Files.createDirectory(folder.resolve("court")), folder.resolve("khal.db")));
        said("khal", "-c", configuration.toString(), "import", "--batch", calendar.toString());
        assertThat(said(
                        "khal",
                        "-c",
                        configuration.toString(),
                        "list",
                        "--day-format",
                        "{date}",
                        "--format",
                        "{start-time}|{end-time}|{title}|{location}|{uid}",
                        "2026-11-27",
                        "1d"))
                .containsExactly("2026-11-27", "10:00|12:00|" + EVENT + "|" + PLACE + "|" + UID);
    }
}
