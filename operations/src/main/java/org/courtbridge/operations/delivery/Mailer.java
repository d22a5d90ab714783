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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Sends mail by the court's mail server. From any thread; blocks until the server has taken it. */
public final class Mailer {

    private static final String PATIENCE_MS = "20000";

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
     * @throws IllegalArgumentException if the sender is no mailbox
     * @throws IOException if the file of the certificate's authority cannot be read
     */
    public static Mailer of(SmtpConfig config, InstantSource clock) throws IOException {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", config.host());
        properties.put("mail.smtp.port", String.valueOf(config.port()));
        properties.put("mail.smtp.auth", String.valueOf(config.login().isPresent()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MS);
        properties.put("mail.smtp.timeout", PATIENCE_MS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MS);
        switch (config.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (config.authority().isPresent()) {
            properties.put(
                    "mail.smtp.ssl.socketFactory", trusting(config.authority().get()));
        }
        Session session = Session.getInstance(properties, new Authenticator() {

            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                SmtpConfig.Login login = config.login().orElseThrow();
                return new PasswordAuthentication(login.user(), login.password());
            }
        });
        return new Mailer(session, address(config.from()), clock);
    }

    private static SSLSocketFactory trusting(Path authority) throws IOException {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("%s: %s".formatted(authority, e.getMessage()), e);
        }
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
            MimeMessage message = new MimeMessage(session);
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            message.setContent(parts);
            Transport.send(message);
        } catch (MessagingException e) {
            throw new MailException("the mail server did not take it: " + firstLine(e), e);
        }
    }

    private static String firstLine(MessagingException e) {
        Exception last = e;
        while (last instanceof MessagingException outer && outer.getNextException() != null) {
            last = outer.getNextException();
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }
}
