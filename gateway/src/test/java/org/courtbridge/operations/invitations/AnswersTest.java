package org.courtbridge.operations.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.invitations.StoredInvitations;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.invitations.Answer.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as calendar programs send them, and as nobody should. */
class AnswersTest {

    private static final Instant NOW = Instant.parse("2026-12-02T05:00:00Z");
    private static final String UID = "7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10";

    @TempDir
    private Path folder;

    private Database database;
    private StoredInvitations book;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        book = new StoredInvitations(database);
        book.add(UID, "h1", new Invitee("participant:p1", "Айгүл", "Aigul@mail.example", Language.KAZAKH), NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Optional<Answer> kept() {
        return book.find(UID).orElseThrow().answer();
    }

    private void come(String... calendars) {
        new Answers(
                        book,
                        taker -> {
                            List.of(calendars)
                                    .forEach(calendar -> taker.accept(calendar.getBytes(StandardCharsets.UTF_8)));
                            return calendars.length;
                        },
                        () -> NOW)
                .run();
    }

    private static String calendar(String method, String... event) {
        return String.join("\r\n", "BEGIN:VCALENDAR", "PRODID:-//Somebody//Else//EN", "VERSION:2.0", "METHOD:" + method)
                + "\r\nBEGIN:VEVENT\r\n" + String.join("\r\n", event) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    private static String reply(String status, String stamp, int sequence) {
        return calendar(
                "REPLY",
                "UID:" + UID,
                "DTSTAMP:" + stamp,
                "SEQUENCE:" + sequence,
                "DTSTART:20261204T050000Z",
                "ORGANIZER:mailto:hearings@court.example",
                "ATTENDEE;CN=\"Айгүл; (А)\";PARTSTAT=" + status + ":mailto:aigul@mail.example");
    }

    @Test
    void theLatestCountsInWhateverOrderTheyCome() {
        come(reply("ACCEPTED", "20261202T040000Z", 0));
        assertThat(kept()).contains(new Answer(Status.ACCEPTED, Instant.parse("2026-12-02T04:00:00Z"), 0));
        come(reply("DECLINED", "20261202T043000Z", 1), reply("TENTATIVE", "20261202T041000Z", 0));
        assertThat(kept()).contains(new Answer(Status.DECLINED, Instant.parse("2026-12-02T04:30:00Z"), 1));
    }

    @Test
    void aClockThatIsAheadKeepsNoLaterAnswerOut() {
        come(reply("DECLINED", "20361202T040000Z", 0));
        assertThat(kept()).contains(new Answer(Status.DECLINED, NOW, 0));
        come(reply("ACCEPTED", "20361202T040000Z", 0));
        assertThat(kept()).map(Answer::status).contains(Status.ACCEPTED);
    }

    /** With zones, folded lines, small letters, parameters of its own and line ends of its system. */
    @Test
    void oddButClearOnesAreTaken() {
        come("""
                BEGIN:VCALENDAR
                METHOD:REPLY
                PRODID:Microsoft Exchange Server 2010
                VERSION:2.0
                BEGIN:VTIMEZONE
                TZID:West Asia Standard Time
                BEGIN:STANDARD
                DTSTART:16010101T000000
                TZOFFSETFROM:+0500
                TZOFFSETTO:+0500
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                ATTENDEE;PARTSTAT=DECLINED;CN=AIGUL;X-NUM-GUESTS=0:MAILTO:AIGUL@MAIL.
                 EXAMPLE
                COMMENT;LANGUAGE=ru-RU:Не смогу\\n
                UID:7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10
                SUMMARY;LANGUAGE=ru-RU:Отклонено: Судебное заседание
                DTSTART;TZID=West Asia Standard Time:20261204T100000
                DTEND;TZID=West Asia Standard Time:20261204T110000
                CLASS:PUBLIC
                PRIORITY:5
                DTSTAMP:20261202T044500Z
                TRANSP:OPAQUE
                STATUS:CONFIRMED
                SEQUENCE:0
                X-MICROSOFT-CDO-APPT-SEQUENCE:0
                X-MICROSOFT-CDO-BUSYSTATUS:BUSY
                END:VEVENT
                END:VCALENDAR
                """);
        assertThat(kept()).contains(new Answer(Status.DECLINED, Instant.parse("2026-12-02T04:45:00Z"), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no calendar",
                "BEGIN:VCALENDAR",
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
                "\u0000\uFFFD\u0000"
            })
    void whatIsNoneIsPassedOverAndTheNextIsRead(String none) {
        come(none, reply("ACCEPTED", "20261202T040000Z", 0));
        assertThat(kept()).map(Answer::status).contains(Status.ACCEPTED);
    }

    @Test
    void nobodyAnswersForAnother() {
        String right = reply("ACCEPTED", "20261202T040000Z", 0);
        come(
                right.replace("aigul@mail.example", "mallory@mail.example"),
                right.replace(UID, "7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f11"),
                right.replace("METHOD:REPLY", "METHOD:REQUEST"),
                right.replace("PARTSTAT=ACCEPTED", "PARTSTAT=DELEGATED"),
                right.replace("END:VEVENT", "ATTENDEE:mailto:mallory@mail.example\r\nEND:VEVENT"));
        assertThat(kept()).isEmpty();
    }

    @Test
    void aMailboxThatCannotBeReadIsTriedAgain() {
        Answers answers = new Answers(
                book,
                _ -> {
                    throw new MailException("no connection", new IllegalStateException());
                },
                () -> NOW);
        assertThatCode(answers::run).doesNotThrowAnyException();
        assertThatCode(answers::run).doesNotThrowAnyException();
    }
}
