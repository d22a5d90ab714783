package org.courtbridge.operations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SelfSignedCertificate;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail by a server that we did not write: aiosmtpd. */
class MailerIT {

    private static final Path SCRIPT = Path.of("src/test/scripts/smtp-server").toAbsolutePath();
    private static final SmtpConfig.Login LOGIN = new SmtpConfig.Login("courtbridge", "geheim-1");
    private static final byte[] PDF = "%PDF-1.7 not really".getBytes(StandardCharsets.US_ASCII);
    private static final Mailer.Mail MAIL = new Mailer.Mail(
            "Техник <it@court.example>", "Құрылғының кіру деректері", "«Зал № 3» құрылғысы", "device.pdf", PDF);

    @TempDir
    private Path folder;

    /** The server, and how it is reached. */
    private record Running(Process process, int port, Path certificate) implements AutoCloseable {

        Mailer mailer(SmtpConfig.Security security, Optional<SmtpConfig.Login> login, Optional<Path> authority)
                throws IOException {
            return mailer("localhost", security, login, authority);
        }

        Mailer mailer(
                String host, SmtpConfig.Security security, Optional<SmtpConfig.Login> login, Optional<Path> authority)
                throws IOException {
            return Mailer.of(
                    new SmtpConfig(host, port, security, "Сот <noreply@court.example>", login, authority),
                    () -> Instant.parse("2026-11-25T05:00:00Z"));
        }

        Mailer mailer(SmtpConfig.Login login) throws IOException {
            return mailer(SmtpConfig.Security.STARTTLS, Optional.of(login), Optional.of(certificate));
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }

    private Running start(String security) throws Exception {
        SelfSignedCertificate identity = SelfSignedCertificate.create("localhost");
        Path certificate = Path.of(identity.certificatePath());
        Process process = new ProcessBuilder(
                        SCRIPT.toString(),
                        security,
                        certificate.toString(),
                        identity.privateKeyPath(),
                        LOGIN.user(),
                        LOGIN.password(),
                        folder.toString())
                .redirectError(folder.resolve("log").toFile())
                .start();
        BufferedReader out = process.inputReader();
        String port = out.readLine();
        assertThat(port).as(Files.readString(folder.resolve("log"))).isNotNull();
        return new Running(process, Integer.parseInt(port), certificate);
    }

    private boolean tookNothing() throws IOException {
        try (var files = Files.list(folder)) {
            return files.noneMatch(file -> file.toString().endsWith(".eml"));
        }
    }

    @Test
    void sendsOverAnEncryptedConnectionToAServerThatKnowsUs() throws Exception {
        try (Running server = start("starttls")) {
            server.mailer(LOGIN).send(MAIL);
        }
        try (InputStream in = Files.newInputStream(folder.resolve("1.eml"))) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            assertThat(message.getSubject()).isEqualTo("Құрылғының кіру деректері");
            assertThat(message.getFrom()[0].toString()).contains("noreply@court.example");
            assertThat(message.getRecipients(Message.RecipientType.TO)[0].toString())
                    .contains("it@court.example");
            assertThat(message.getSentDate()).isEqualTo(Instant.parse("2026-11-25T05:00:00Z"));
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("«Зал № 3» құрылғысы");
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("device.pdf");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pdf");
            try (InputStream content = parts.getBodyPart(1).getInputStream()) {
                assertThat(content.readAllBytes()).isEqualTo(PDF);
            }
        }
    }

    @Test
    void sendsACalendarAsAlternativeAndAttached() throws Exception {
        byte[] calendar =
                "BEGIN:VCALENDAR\r\nSUMMARY:Сот отырысы\r\nEND:VCALENDAR\r\n".getBytes(StandardCharsets.UTF_8);
        try (Running server = start("starttls")) {
            server.mailer(LOGIN)
                    .sendCalendar(new Mailer.CalendarMail(
                            "it@court.example", "Сот отырысы", "Сіз шақырылдыңыз", "REQUEST", calendar));
        }
        try (InputStream in = Files.newInputStream(folder.resolve("1.eml"))) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            assertThat(message.getSubject()).isEqualTo("Сот отырысы");
            assertThat(message.getAllRecipients()).hasSize(1);
            MimeMultipart mixed = (MimeMultipart) message.getContent();
            MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
            assertThat(alternative.getContentType()).startsWith("multipart/alternative");
            assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("Сіз шақырылдыңыз");
            ContentType type = new ContentType(alternative.getBodyPart(1).getContentType());
            assertThat(type.getBaseType()).isEqualTo("text/calendar");
            assertThat(type.getParameter("method")).isEqualTo("REQUEST");
            assertThat(type.getParameter("charset")).isEqualTo("UTF-8");
            assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("invite.ics");
            for (BodyPart part : List.of(alternative.getBodyPart(1), mixed.getBodyPart(1))) {
                try (InputStream content = part.getInputStream()) {
                    assertThat(content.readAllBytes()).isEqualTo(calendar);
                }
            }
        }
    }

    @Test
    void saysThatThePasswordIsWrongAndNotThePassword() throws Exception {
        try (Running server = start("starttls")) {
            Mailer mailer = server.mailer(new SmtpConfig.Login("courtbridge", "wrong-1"));
            assertThatThrownBy(() -> mailer.send(MAIL))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("the mail server did not take it: 535")
                    .message()
                    .doesNotContain("wrong-1");
            assertThat(tookNothing()).isTrue();
        }
    }

    @Test
    void sendsNothingInTheClear() throws Exception {
        try (Running server = start("plain")) {
            Mailer mailer =
                    server.mailer(SmtpConfig.Security.STARTTLS, Optional.empty(), Optional.of(server.certificate));
            assertThatThrownBy(() -> mailer.send(MAIL))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(tookNothing()).isTrue();
            server.mailer(SmtpConfig.Security.NONE, Optional.empty(), Optional.empty())
                    .send(MAIL);
            assertThat(tookNothing()).as("where that is wanted").isFalse();
        }
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor() throws Exception {
        try (Running server = start("starttls")) {
            Mailer mailer = server.mailer(SmtpConfig.Security.STARTTLS, Optional.of(LOGIN), Optional.empty());
            assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(MailException.class);
            assertThat(tookNothing()).isTrue();
        }
    }

    /** Its certificate is believed, and is for another host than the one that the mail server is at. */
    @Test
    void sendsNothingToAServerThatProvesToBeSomebodyElse() throws Exception {
        try (Running server = start("starttls")) {
            Mailer mailer = server.mailer(
                    "127.0.0.1", SmtpConfig.Security.STARTTLS, Optional.of(LOGIN), Optional.of(server.certificate));
            assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(MailException.class);
            assertThat(tookNothing()).isTrue();
        }
    }

    @Test
    void saysWhyTheServerDoesNotTakeIt() throws Exception {
        try (Running server = start("starttls")) {
            Mailer mailer = server.mailer(LOGIN);
            assertThatThrownBy(() -> mailer.send(new Mailer.Mail("nobody@court.example", "s", "t", "device.pdf", PDF)))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("550 5.1.1 no such mailbox");
            assertThat(tookNothing()).isTrue();
            assertThat(server.process.waitFor(0, TimeUnit.SECONDS)).isFalse();
        }
    }
}
