package org.courtbridge.operations.delivery;

import jakarta.activation.DataHandler;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/** Sends mail by the court's mail server. From any thread; blocks until the server has taken it. */
public final class Mailer {

    private final Session session;
    private final InternetAddress from;
    private final InstantSource clock;

    private Mailer(Session session, InternetAddress from, InstantSource clock) {
        this.session = session;
        this.from = from;
        this.clock = clock;
    }

    /**
     * @param text plain
     * @param fileName of the attachment; empty for none
     */
    public record Mail(String to, String subject, String text, String fileName, byte[] pdf) {

        /** Without an attachment. */
        public static Mail of(String to, String subject, String text) {
            return new Mail(to, subject, text, "", new byte[0]);
        }

        @Override
        public String toString() {
            return "Mail[" + to + "]";
        }
    }

    /**
     * A letter with an entry for the recipient's calendar (iMIP, RFC 6047).
     *
     * @param to one address
     * @param text plain
     * @param method of the calendar (RFC 5546), in capitals
     * @param calendar in UTF-8
     */
    public record CalendarMail(String to, String subject, String text, String method, byte[] calendar) {

        @Override
        public String toString() {
            return "CalendarMail[" + method + "]";
        }
    }

    /**
     * A mailbox (RFC 5322, section 3.4).
     *
     * @param name of whoever it belongs to; may be empty
     */
    public record Mailbox(String address, String name) {

        /** @throws IllegalArgumentException if the text is not one mailbox */
        public static Mailbox of(String text) {
            InternetAddress one = Mailer.address(text);
            return new Mailbox(
                    one.getAddress(), Optional.ofNullable(one.getPersonal()).orElse(""));
        }
    }

    /**
     * @throws IllegalArgumentException if the sender is no mailbox
     * @throws IOException if the file of the certificate's authority cannot be read
     */
    public static Mailer of(SmtpConfig config, InstantSource clock) throws IOException {
        Properties properties =
                MailTrust.properties("smtp", config.host(), config.port(), config.security(), config.authority());
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.auth", String.valueOf(config.login().isPresent()));
        Session session = Session.getInstance(properties, new Authenticator() {

            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                SmtpConfig.Login login = config.login().orElseThrow();
                return new PasswordAuthentication(login.user(), login.password());
            }
        });
        return new Mailer(session, address(config.from()), clock);
    }

    /** Whether it is the address of one person, with a name or without. */
    public static boolean isAddress(String text) {
        try {
            address(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Of one person: a list, a group or a name with a line break is none. @throws IllegalArgumentException if it is none */
    private static InternetAddress address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.isGroup()
                    || !address.getAddress().contains("@")
                    || text.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException(
                        "address: %s (expected: one, such as name@court.example)".formatted(text));
            }
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "address: %s (expected: one, such as name@court.example)".formatted(text), e);
        }
    }

    /**
     * @throws IllegalArgumentException if the recipient is no address of one person
     * @throws MailException if the server does not take it, or proves not to be who it should be
     */
    public void send(Mail mail) throws MailException {
        InternetAddress to = address(mail.to());
        try {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text(), "UTF-8");
            MimeMultipart parts = new MimeMultipart(text);
            if (!mail.fileName().isEmpty()) {
                MimeBodyPart sheet = new MimeBodyPart();
                sheet.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.pdf(), "application/pdf")));
                sheet.setFileName(mail.fileName());
                parts.addBodyPart(sheet);
            }
            send(to, mail.subject(), parts);
        } catch (MessagingException e) {
            throw new MailException("the mail server did not take it: " + firstLine(e), e);
        }
    }

    /**
     * The calendar is an alternative to the text, which mail programs that know calendars show with buttons to answer (RFC 6047, section 2.4), and
     * attached as {@code invite.ics} for others.
     *
     * @throws IllegalArgumentException if the recipient is no address of one person
     * @throws MailException if the server does not take it, or proves not to be who it should be
     */
    public void sendCalendar(CalendarMail mail) throws MailException {
        InternetAddress to = address(mail.to());
        try {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text(), "UTF-8");
            MimeBodyPart entry = new MimeBodyPart();
            entry.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(mail.calendar(), "text/calendar; charset=UTF-8; method=" + mail.method())));
            MimeBodyPart body = new MimeBodyPart();
            body.setContent(new MimeMultipart("alternative", text, entry));
            MimeBodyPart attached = new MimeBodyPart();
            attached.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.calendar(), "application/ics")));
            attached.setFileName("invite.ics");
            send(to, mail.subject(), new MimeMultipart("mixed", body, attached));
        } catch (MessagingException e) {
            throw new MailException("the mail server did not take it: " + firstLine(e), e);
        }
    }

    private void send(InternetAddress to, String subject, MimeMultipart parts) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(subject, "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setContent(parts);
        Transport.send(message);
    }

    private static String firstLine(MessagingException e) {
        Exception last = e;
        while (last instanceof MessagingException outer && outer.getNextException() != null) {
            last = outer.getNextException();
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }
}
