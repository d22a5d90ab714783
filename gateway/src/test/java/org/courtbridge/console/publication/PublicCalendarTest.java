package org.courtbridge.console.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.util.Configurator;
import org.courtbridge.console.html.Messages;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicHearing;
import org.courtbridge.court.publication.PublicHearing.Court;
import org.courtbridge.court.publication.PublicHearing.Means;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.UnfoldedLines;
import org.junit.jupiter.api.Test;

class PublicCalendarTest {

    private static final String ID = "6f2f4a0e-5a6b-4d9c-9f44-2f7b6f2a3c11";
    private static final Instant TEN = Instant.parse("2026-11-27T05:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-11-27T04:30:00.123Z");
    static final String NAME = "Алматы қалалық соты; № 1, \\ \"бас\" ғимараты, Қазыбек би көшесі бойындағы 😀";

    static PublicDays days(Optional<Instant> ends, Progress progress, Optional<String> title) {
        PublicHearing hearing = new PublicHearing(
                ID,
                new Court("court", NAME),
                List.of("3 зал", "4 зал"),
                TEN,
                ends,
                progress,
                List.of(Means.VIDEO_SYSTEM),
                title);
        return new PublicDays(
                LocalDate.of(2026, 11, 27),
                LocalDate.of(2026, 12, 4),
                ZoneId.of("Asia/Almaty"),
                List.of(hearing),
                CHANGED.plusSeconds(600),
                Map.of(ID, CHANGED));
    }

    private static Calendar read(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static String value(Calendar calendar, String name) {
        Component event = (Component) calendar.getComponents().getFirst();
        return event.getProperty(name).map(one -> ((Property) one).getValue()).orElse("");
    }

    @Test
    void hasWhatThePublicIsToldInUtc() throws Exception {
        String text = PublicCalendar.write(
                days(Optional.of(TEN.plusSeconds(7200)), Progress.PLANNED, Optional.empty()),
                Messages.in(Language.RUSSIAN));
        assertThat(text)
                .contains("VERSION:2.0\r\n", "UID:public-" + ID + "\r\n", "TRANSP:TRANSPARENT\r\n")
                .contains("DTSTART:20261127T050000Z\r\n", "DTEND:20261127T070000Z\r\n")
                .contains("DTSTAMP:20261127T043000Z\r\n", "LAST-MODIFIED:20261127T043000Z\r\n")
                .contains("REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n")
                .contains("\\;", "\\,", "\\\\")
                .doesNotContain("VTIMEZONE", "TZID", "METHOD", "SEQUENCE");
        Calendar read = read(text);
        assertThat(read.validate().hasErrors()).isFalse();
        assertThat(read.getComponents()).hasSize(1);
        assertThat(value(read, Property.LOCATION)).isEqualTo(NAME + ", Зал: 3 зал, 4 зал");
        assertThat(value(read, Property.SUMMARY)).isEqualTo("Судебное заседание с видеоконференцсвязью");
        assertThat(value(read, Property.DESCRIPTION)).isEqualTo("система видеоконференцсвязи");
    }

    @Test
    void noLineIsLongerThan75OctetsAndNoCharacterIsCut() {
        byte[] text = PublicCalendar.write(
                        days(Optional.empty(), Progress.PLANNED, Optional.of("а" + "№😀".repeat(60))),
                        Messages.in(Language.KAZAKH))
                .getBytes(StandardCharsets.UTF_8);
        String lines = new String(text, StandardCharsets.UTF_8);
        assertThat(lines).doesNotContain("\uFFFD", "?").endsWith("END:VCALENDAR\r\n");
        assertThat(lines.split("\r\n"))
                .as("octets of a line (RFC 5545, section 3.1)")
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
                .anyMatch(line -> line.getBytes(StandardCharsets.UTF_8).length >= 72);
        assertThat(UnfoldedLines.of(lines)).contains("SUMMARY:а" + "№😀".repeat(60) + "\r\n");
    }

    @Test
    void hasNoEndWhereNoneIsKnown() {
        assertThat(PublicCalendar.write(
                        days(Optional.empty(), Progress.PLANNED, Optional.empty()), Messages.in(Language.KAZAKH)))
                .contains("DTSTART:20261127T050000Z")
                .doesNotContain("DTEND");
    }

    @Test
    void saysHowFarAHearingIsAndItsTitleOnlyIfThatIsTold() throws Exception {
        Calendar read = read(PublicCalendar.write(
                days(Optional.empty(), Progress.ADJOURNED, Optional.of("Іс № 5")), Messages.in(Language.ENGLISH)));
        assertThat(value(read, Property.SUMMARY)).isEqualTo("Іс № 5");
        assertThat(value(read, Property.DESCRIPTION)).matches("(?is).*adjourned.*\n.*video-conferencing system");
    }

    /** Of names and titles that people type: none of them begins a line of its own. */
    @Test
    void whateverATitleHasIsNoPropertyOfItsOwn() throws Exception {
        String title = "one\r\nATTENDEE:mailto:a@b\nURL:c\rATTACH:d\u0085GEO:e\u2028END:VEVENT\u0000\u0007";
        String text = PublicCalendar.write(
                days(Optional.empty(), Progress.PLANNED, Optional.of(title)), Messages.in(Language.KAZAKH));
        assertThat(UnfoldedLines.of(text).lines().map(line -> line.split("[:;]")[0]))
                .containsExactly(
                        "BEGIN",
                        "PRODID",
                        "VERSION",
                        "NAME",
                        "REFRESH-INTERVAL",
                        "X-WR-CALNAME",
                        "X-PUBLISHED-TTL",
                        "BEGIN",
                        "UID",
                        "DTSTAMP",
                        "LAST-MODIFIED",
                        "DTSTART",
                        "SUMMARY",
                        "LOCATION",
                        "DESCRIPTION",
                        "TRANSP",
                        "END",
                        "END");
        assertThat(text.replace("\r\n", ""))
                .as("controls (RFC 5545, section 3.1)")
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(value(read(text), Property.SUMMARY)).startsWith("one\nATTENDEE:mailto:a@b\nURL:c\nATTACH:d GEO:e");
    }

    @Test
    void timeZonesAreNotFetched() {
        assertThat(Configurator.getProperty("net.fortuna.ical4j.timezone.update.enabled"))
                .hasValue("false");
    }
}
