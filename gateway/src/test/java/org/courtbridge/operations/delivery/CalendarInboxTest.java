package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.courtbridge.operations.delivery.SmtpConfig.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters in a mailbox of a server that we did not write: GreenMail. */
class CalendarInboxTest {

    private static final String REPLY = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        ServerSetup.IMAP.dynamicPort().setVerbose(false),
        ServerSetup.IMAPS.dynamicPort().setVerbose(false)
    });

    private GreenMailUser mailbox;
    private final List<String> calendars = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        mailbox = server.setUser("hearings@court.example", "hearings", "geheim-1");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private CalendarInbox inbox(int port, Security security, String password) throws Exception {
        return CalendarInbox.of(new ImapConfig(
                "hearings@court.example",
                "127.0.0.1",
                port,
                security,
                new SmtpConfig.Login("hearings", password),
                Optional.empty()));
    }

    private CalendarInbox inbox() throws Exception {
        return inbox(server.getImap().getPort(), Security.NONE, "geheim-1");
    }

    private void take(byte[] calendar) {
        calendars.add(new String(calendar, StandardCharsets.UTF_8));
    }

    private void come(String... lines) throws Exception {
        String letter =
                "From: aigul@mail.example\r\nTo: hearings@court.example\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n"
                        + String.join("\r\n", lines);
        mailbox.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(letter.getBytes(StandardCharsets.UTF_8))));
    }

    private void comeAlternative(String calendar) throws Exception {
        come(
                "Content-Type: multipart/mixed; boundary=out",
                "",
                "--out",
                "Content-Type: multipart/alternative; boundary=in",
                "",
                "--in",
                "Content-Type: text/plain; charset=UTF-8",
                "",
                "Келемін",
                "--in",
                "Content-Type: text/calendar; method=REPLY; charset=UTF-8",
                "",
                calendar,
                "--in--",
                "--out--",
                "");
    }

    @Test
    void eachLetterIsReadOnce() throws Exception {
        comeAlternative(REPLY.strip());
        come("Content-Type: text/calendar; method=REPLY", "", REPLY.replace("REPLY", "SECOND"));
        CalendarInbox inbox = inbox();
        assertThat(inbox.read(this::take)).isEqualTo(2);
        assertThat(calendars).hasSize(2);
        assertThat(calendars.getFirst().strip()).isEqualTo(REPLY.strip());
        assertThat(calendars.getLast()).contains("METHOD:SECOND");
        assertThat(inbox.read(this::take)).isZero();
        comeAlternative(REPLY);
        assertThat(inbox.read(this::take)).isEqualTo(1);
        assertThat(calendars).hasSize(3);
    }

    @Test
    void whatIsNoAnswerIsPassedOver() throws Exception {
        come("Content-Type: text/plain", "", "I cannot come");
        come("Content-Type: multipart/mixed; boundary=x", "", "--y", "no part");
        come("Content-Type: text/calendar", "", "X".repeat(70_000));
        come("Content-Type: text/plain", "", "X".repeat(1_100_000));
        come("Content-Type: text/calendar; charset=none-such", "Content-Transfer-Encoding: base64", "", "****");
        comeAlternative(REPLY);
        assertThat(inbox().read(this::take)).isEqualTo(6);
        assertThat(calendars).filteredOn(text -> text.contains("REPLY")).hasSize(1);
        assertThat(calendars).as("too large").noneMatch(text -> text.contains("XX"));
        assertThat(inbox().read(this::take)).isZero();
    }

    /** As when the database is away. */
    @Test
    void whatCouldNotBeTakenIsGivenAgain() throws Exception {
        comeAlternative(REPLY);
        CalendarInbox inbox = inbox();
        assertThatThrownBy(() -> inbox.read(_ -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(inbox.read(this::take)).isEqualTo(1);
        assertThat(calendars).hasSize(1);
    }

    @Test
    void manyComeWithTheNextReading() throws Exception {
        for (int i = 0; i < 120; i++) {
            come("Content-Type: text/calendar", "", "NUMBER:" + i);
        }
        CalendarInbox inbox = inbox();
        assertThat(inbox.read(this::take)).isEqualTo(100);
        assertThat(inbox.read(this::take)).isEqualTo(20);
        assertThat(calendars.getFirst()).startsWith("NUMBER:0");
        assertThat(calendars.getLast()).startsWith("NUMBER:119");
    }

    @Test
    void aServerThatMayBeSomebodyElseGetsNoPassword() throws Exception {
        assertThatThrownBy(() -> inbox(server.getImaps().getPort(), Security.TLS, "geheim-1")
                        .read(this::take))
                .as("a certificate that nobody we believe has signed")
                .isInstanceOf(MailException.class);
        assertThatThrownBy(() -> inbox(server.getImap().getPort(), Security.STARTTLS, "geheim-1")
                        .read(this::take))
                .as("no STARTTLS")
                .isInstanceOf(MailException.class);
        assertThatThrownBy(() -> inbox(server.getImap().getPort(), Security.NONE, "wrong")
                        .read(this::take))
                .isInstanceOf(MailException.class)
                .hasMessageNotContaining("wrong");
    }
}
