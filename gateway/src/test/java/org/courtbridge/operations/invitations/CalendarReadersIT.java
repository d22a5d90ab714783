package org.courtbridge.operations.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.invitations.InvitationBook.Kept;
import org.courtbridge.operations.invitations.Told.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendar entries read by programs that we did not write: python3-icalendar and khal. */
class CalendarReadersIT {

    private static final Path SCRIPT = Path.of("src/test/scripts/read-calendar").toAbsolutePath();
    private static final Path ANSWER =
            Path.of("src/test/scripts/answer-invitation").toAbsolutePath();
    private static final Instant BEGINS = Instant.parse("2026-12-04T04:30:00Z");
    private static final String TITLE = "Дело № 7520; о взыскании, \"А\" и Б — «Құрылыс» "
            + "ұзақ атау ".repeat(12).strip();
    private static final InvitationLetters LETTERS = new InvitationLetters(
            Mailer.Mailbox.of("Алматы қалалық соты <noreply@court.example>"), ZoneId.of("Asia/Almaty"));

    @TempDir
    private Path folder;

    @BeforeEach
    void configureKhal() throws IOException {
        Files.createDirectories(folder.resolve("calendar"));
        Files.writeString(
                folder.resolve("khal.conf"), """
                [calendars]
                [[court]]
                path = %s
                [locale]
                timeformat = %%H:%%M
                dateformat = %%Y-%%m-%%d
                longdateformat = %%Y-%%m-%%d
                datetimeformat = %%Y-%%m-%%d %%H:%%M
                longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                default_timezone = Asia/Almaty
                local_timezone = Asia/Almaty
                [sqlite]
                path = %s
                """.formatted(folder.resolve("calendar"), folder.resolve("khal.db")));
    }

    private Path written(String name, Optional<Told> before, Told letter) throws IOException {
        Kept kept = new Kept(
                "7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10",
                "h1",
                new Invitee("participant:p1", "Айгүл Серікқызы", "aigul@mail.example", Language.KAZAKH),
                before,
                1,
                0,
                Optional.empty(),
                Optional.empty());
        return Files.write(
                folder.resolve(name),
                LETTERS.write(kept, letter, Instant.parse("2026-12-02T05:00:00Z"))
                        .calendar());
    }

    private static Told request(Instant begins, int sequence) {
        return new Told(
                Method.REQUEST,
                new CalendarEntry(begins, begins.plusSeconds(5_400), TITLE, "Алматы қалалық соты, Төле би көшесі, 66"),
                sequence);
    }

    private String run(String... command) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out + Files.readString(log)).isZero();
        return out;
    }

    private String khal(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("khal", "-c", folder.resolve("khal.conf").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private JsonNode read(Path file) throws Exception {
        return new ObjectMapper().readTree(run(SCRIPT.toString(), file.toString()));
    }

    @Test
    void python3IcalendarReadsWhatWasMeant() throws Exception {
        JsonNode invited = read(written("invite.ics", Optional.empty(), request(BEGINS, 0)));
        assertThat(invited.path("method").asText()).isEqualTo("REQUEST");
        assertThat(invited.path("uid").asText()).isEqualTo("7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10");
        assertThat(invited.path("sequence").asInt()).isZero();
        assertThat(invited.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(invited.path("begins").asText()).isEqualTo("2026-12-04T04:30:00+00:00");
        assertThat(invited.path("ends").asText()).isEqualTo("2026-12-04T06:00:00+00:00");
        assertThat(invited.path("stamp").asText()).isEqualTo("2026-12-02T05:00:00+00:00");
        assertThat(invited.path("summary").asText()).isEqualTo("Сот отырысы: " + TITLE);
        assertThat(invited.path("location").asText()).endsWith("Алматы қалалық соты, Төле би көшесі, 66");
        assertThat(invited.path("description").asText()).contains("04.12.2026 09:30", "\n");
        assertThat(invited.path("organizer").asText()).isEqualToIgnoringCase("mailto:noreply@court.example");
        assertThat(invited.path("attendees"))
                .singleElement()
                .matches(one -> one.asText().equalsIgnoreCase("mailto:aigul@mail.example"));
        assertThat(invited.path("rsvp").get(0).asText()).isEqualTo("TRUE");
        assertThat(invited.path("name").get(0).asText()).isEqualTo("Айгүл Серікқызы");

        JsonNode cancelled = read(written(
                "cancel.ics",
                Optional.of(request(BEGINS, 0)),
                new Told(Method.CANCEL, request(BEGINS, 0).entry(), 1)));
        assertThat(cancelled.path("method").asText()).isEqualTo("CANCEL");
        assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("sequence").asInt()).isEqualTo(1);
        assertThat(cancelled.path("uid")).isEqualTo(invited.path("uid"));
    }

    @Test
    void aReplyOfPython3IcalendarIsUnderstood() throws Exception {
        Path asked = written("invite.ics", Optional.of(request(BEGINS, 1)), request(BEGINS, 2));
        String reply = run(ANSWER.toString(), asked.toString(), "DECLINED");
        assertThat(ItipReply.of(reply.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-12-02T07:00:00Z")))
                .contains(new ItipReply(
                        "7f0c6a52-0f6b-4d0e-9a55-6a7b4f2e8f10",
                        "aigul@mail.example",
                        new Answer(Answer.Status.DECLINED, Instant.parse("2026-12-02T06:00:00Z"), 2)));
    }

    @Test
    void khalShowsTheHearingAndMovesIt() throws Exception {
        khal(
                "import",
                "--batch",
                written("invite.ics", Optional.empty(), request(BEGINS, 0)).toString());
        assertThat(khal("list", "2026-12-04", "1d"))
                .contains("09:30", "11:00", "Сот отырысы: Дело № 7520; о взыскании, \"А\" и Б — «Құрылыс»");
        Told moved = request(BEGINS.plusSeconds(86_400), 1);
        khal(
                "import",
                "--batch",
                written("moved.ics", Optional.of(request(BEGINS, 0)), moved).toString());
        assertThat(khal("list", "2026-12-04", "1d")).as("the same entry").doesNotContain("Сот отырысы");
        assertThat(khal("list", "2026-12-05", "1d")).contains("09:30", "Сот отырысы");
    }
}
