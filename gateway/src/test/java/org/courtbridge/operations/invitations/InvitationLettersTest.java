package org.courtbridge.operations.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.CalendarComponent;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.UnfoldedLines;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.courtbridge.operations.invitations.Told.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvitationLettersTest {

    private static final Instant NOW = Instant.parse("2026-12-02T05:00:00.5Z");
    private static final Instant BEGINS = Instant.parse("2026-12-04T04:30:00Z");
    private static final InvitationLetters LETTERS = new InvitationLetters(
            Mailer.Mailbox.of("Алматы қалалық соты <noreply@court.example>"), ZoneId.of("Asia/Almaty"));

    private static CalendarEntry entry(Instant begins) {
        return new CalendarEntry(
                begins,
                begins.plusSeconds(5_400),
                "Дело № 7520; о взыскании, \"А\" и Б — «Құрылыс»",
                "Алматы қалалық соты, Төле би көшесі, 66");
    }

    private static Kept kept(Language language, Optional<Told> told) {
        return new Kept(
                "7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10",
                "h1",
                new Invitee("participant:p1", "Айгүл \"А\" Серікқызы", "aigul+1@mail.example", language),
                told,
                1,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static Mailer.CalendarMail letter(Language language, Optional<Told> told, Told due) {
        return LETTERS.write(kept(language, told), due, NOW);
    }

    private static String lines(Mailer.CalendarMail mail) {
        return UnfoldedLines.of(mail.calendar());
    }

    private static String property(Component event, String name) {
        return event.<Property>getRequiredProperty(name).getValue();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void invitesInTheRecipientsLanguage(Language language) throws Exception {
        Mailer.CalendarMail mail = letter(language, Optional.empty(), new Told(Method.REQUEST, entry(BEGINS), 0));
        assertThat(mail.to()).isEqualTo("aigul+1@mail.example");
        assertThat(mail.method()).isEqualTo("REQUEST");
        assertThat(mail.subject()).contains("04.12.2026");
        assertThat(mail.text()).contains("04.12.2026 09:30", "UTC+5", "Дело № 7520", "Төле би көшесі, 66", "Айгүл");
        assertThat(mail.text() + lines(mail)).doesNotContain("http", "{", "null");

        Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(mail.calendar()));
        assertThat(calendar.validate().getEntries()).as(lines(mail)).isEmpty();
        CalendarComponent event = calendar.getComponents().getFirst();
        assertThat(property(event, "SUMMARY")).endsWith("Дело № 7520; о взыскании, \"А\" и Б — «Құрылыс»");
        assertThat(property(event, "LOCATION")).endsWith("Алматы қалалық соты, Төле би көшесі, 66");
        assertThat(property(event, "DESCRIPTION")).contains("04.12.2026 09:30", "\n");
        assertThat(new String(mail.calendar(), StandardCharsets.UTF_8).lines())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    }

    @Test
    void asksOnePersonToAnswerTheCourt() {
        Mailer.CalendarMail mail =
                letter(Language.RUSSIAN, Optional.empty(), new Told(Method.REQUEST, entry(BEGINS), 0));
        assertThat(lines(mail))
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains(
                        "\r\nMETHOD:REQUEST\r\n",
                        "\r\nUID:7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10\r\n",
                        "\r\nDTSTAMP:20261202T050000Z\r\n",
                        "\r\nDTSTART:20261204T043000Z\r\n",
                        "\r\nDTEND:20261204T060000Z\r\n",
                        "\r\nSEQUENCE:0\r\n",
                        "\r\nSTATUS:CONFIRMED\r\n")
                .containsPattern("ORGANIZER;CN=\"?Алматы қалалық соты\"?:mailto:noreply@court.example\r\n")
                .containsPattern("ATTENDEE;[^:]*CN=\"?Айгүл 'А' Серікқызы\"?[^:]*:mailto:aigul\\+1@mail.example\r\n")
                .containsPattern("ATTENDEE;[^:]*RSVP=TRUE")
                .containsPattern("ATTENDEE;[^:]*PARTSTAT=NEEDS-ACTION")
                .containsOnlyOnce("ATTENDEE");
    }

    @Test
    void saysWhatAChangeChanged() {
        Told before = new Told(Method.REQUEST, entry(BEGINS), 0);
        Mailer.CalendarMail moved = letter(
                Language.RUSSIAN, Optional.of(before), new Told(Method.REQUEST, entry(BEGINS.plusSeconds(3_600)), 1));
        assertThat(moved.subject()).startsWith("Изменено");
        assertThat(moved.text()).contains("Начало: 04.12.2026 10:30", "Было назначено на: 04.12.2026 09:30");
        assertThat(lines(moved)).contains("\r\nSEQUENCE:1\r\n");
    }

    @Test
    void cancels() throws Exception {
        Told before = new Told(Method.REQUEST, entry(BEGINS), 1);
        Mailer.CalendarMail cancelled =
                letter(Language.KAZAKH, Optional.of(before), new Told(Method.CANCEL, entry(BEGINS), 2));
        assertThat(cancelled.method()).isEqualTo("CANCEL");
        assertThat(cancelled.subject()).startsWith("Күші жойылды");
        assertThat(lines(cancelled))
                .contains("\r\nMETHOD:CANCEL\r\n", "\r\nSTATUS:CANCELLED\r\n", "\r\nSEQUENCE:2\r\n")
                .doesNotContain("RSVP");
        Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(cancelled.calendar()));
        assertThat(calendar.validate().getEntries()).isEmpty();

        Mailer.CalendarMail again = letter(
                Language.RUSSIAN,
                Optional.of(new Told(Method.CANCEL, entry(BEGINS), 2)),
                new Told(Method.REQUEST, entry(BEGINS), 3));
        assertThat(again.subject()).isEqualTo("Судебное заседание 04.12.2026");
        assertThat(again.text()).doesNotContain("Было");
    }

    @Test
    void namesTheZoneThatItIs() {
        InvitationLetters elsewhere =
                new InvitationLetters(Mailer.Mailbox.of("noreply@court.example"), ZoneId.of("Asia/Kolkata"));
        Mailer.CalendarMail mail = elsewhere.write(
                kept(Language.ENGLISH, Optional.empty()), new Told(Method.REQUEST, entry(BEGINS), 0), NOW);
        assertThat(mail.text()).contains("Begins: 04.12.2026 10:00 (UTC+05:30)").doesNotContain("Kazakhstan");
        assertThat(lines(mail)).contains("\r\nORGANIZER:mailto:noreply@court.example\r\n");
    }

    @Test
    void logsNothingOfARecipient() {
        Mailer.CalendarMail mail =
                letter(Language.RUSSIAN, Optional.empty(), new Told(Method.REQUEST, entry(BEGINS), 0));
        assertThat(mail + " " + kept(Language.RUSSIAN, Optional.empty())).doesNotContain("aigul", "Айгүл");
    }

    /** Whoever names a hearing or a court adds no line of his own to a calendar. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void aTitleAddsNoLines(Method method) {
        String title = "one\r\nATTENDEE:mailto:a@b\nURL:c\rATTACH:d\u0085GEO:e\u0000\u0007";
        CalendarEntry entry = new CalendarEntry(BEGINS, BEGINS.plusSeconds(5_400), title, "two\rURL:f");
        String lines = lines(letter(Language.RUSSIAN, Optional.empty(), new Told(method, entry, 0)));
        assertThat(lines.replace("\r\n", "")).doesNotContainPattern("\\p{Cc}");
        assertThat(lines.split("\r\n")).noneMatch(line -> line.startsWith("URL") || line.startsWith("ATTACH"));
        assertThat(lines.split("\r\n"))
                .filteredOn(line -> line.startsWith("ATTENDEE"))
                .hasSize(1);
    }
}
