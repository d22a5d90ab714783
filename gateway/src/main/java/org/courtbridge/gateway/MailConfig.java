package org.courtbridge.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.operations.delivery.ImapConfig;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.SmtpConfig;

/**
 * Settings of mail.
 *
 * @param server that takes what we send
 * @param answers mailbox that answers come to; empty for none
 */
record MailConfig(SmtpConfig server, Optional<ImapConfig> answers) {

    private static final String SECTION = "mail.";
    private static final String ANSWERS = SECTION + "answers.";

    /** Of a submission (RFC 6409, section 3.1) and of one over TLS (RFC 8314, section 3.3). */
    private static final int SUBMISSION_PORT = 587;

    private static final int SUBMISSIONS_PORT = 465;

    private static final int IMAP_PORT = 143;
    private static final int IMAPS_PORT = 993;

    /** Who is answered to: the mailbox for answers, or the sender, whose mail nobody may read. */
    Mailer.Mailbox answered() {
        Mailer.Mailbox sender = Mailer.Mailbox.of(server.from());
        return answers.map(mailbox -> new Mailer.Mailbox(mailbox.address(), sender.name()))
                .orElse(sender);
    }

    /** Complains of what is wrong, and goes on. @return empty without a server */
    static Optional<MailConfig> of(ConfigFile file) {
        Optional<Path> authority = file.path(SECTION + "authority");
        Optional<SmtpConfig> server = server(file, authority);
        Optional<ImapConfig> answers = answers(file, authority);
        if (answers.isPresent() && file.text(SECTION + "host").isEmpty()) {
            file.complain(ANSWERS + "address", "needs mail.host: without it nothing is sent that is answered");
        }
        return server.map(sending -> new MailConfig(sending, answers));
    }

    private static Optional<SmtpConfig> server(ConfigFile file, Optional<Path> authority) {
        Optional<String> host = file.text(SECTION + "host");
        Optional<String> from = file.text(SECTION + "from");
        Optional<String> user = file.text(SECTION + "user");
        Optional<String> password = file.secret(SECTION + "password");
        SmtpConfig.Security security = file.mailSecurity(SECTION + "security", SmtpConfig.Security.STARTTLS);
        int port =
                file.port(SECTION + "port", security == SmtpConfig.Security.TLS ? SUBMISSIONS_PORT : SUBMISSION_PORT);
        if (user.isPresent() != password.isPresent()) {
            file.complain(SECTION + (user.isPresent() ? "user" : "password"), "user and password go together");
        }
        if (host.isPresent() != from.isPresent()) {
            file.complain(SECTION + (host.isPresent() ? "host" : "from"), "mail.host and mail.from go together");
        }
        if (from.filter(sender -> !Mailer.isAddress(sender)).isPresent()) {
            file.complain(SECTION + "from", "expected: an address, such as Court <noreply@court.example>");
        }
        if (security == SmtpConfig.Security.NONE && user.isPresent()) {
            file.complain(SECTION + "security", "without encryption no password is sent");
        }
        return host.flatMap(name -> from.map(sender -> new SmtpConfig(
                name,
                port,
                security,
                sender,
                user.flatMap(login -> password.map(known -> new SmtpConfig.Login(login, known))),
                authority)));
    }

    /** Where nobody answers to is not read. */
    private static Optional<ImapConfig> answers(ConfigFile file, Optional<Path> authority) {
        Optional<String> address = file.text(ANSWERS + "address");
        Optional<String> host = file.text(ANSWERS + "host");
        Optional<String> user = file.text(ANSWERS + "user");
        Optional<String> password = file.secret(ANSWERS + "password");
        SmtpConfig.Security security = file.mailSecurity(ANSWERS + "security", SmtpConfig.Security.TLS);
        int port = file.port(ANSWERS + "port", security == SmtpConfig.Security.TLS ? IMAPS_PORT : IMAP_PORT);
        List<Optional<String>> all = List.of(address, host, user, password);
        if (all.stream().anyMatch(Optional::isPresent) && !all.stream().allMatch(Optional::isPresent)) {
            file.complain(ANSWERS + "address", "address, host, user and password go together");
        }
        if (address.filter(text -> !Mailer.isAddress(text)).isPresent()) {
            file.complain(ANSWERS + "address", "expected: an address, such as hearings@court.example");
        }
        if (security == SmtpConfig.Security.NONE
                && host.filter(name -> !isHere(name)).isPresent()) {
            file.complain(ANSWERS + "security", "without encryption no password is sent to another machine");
        }
        return address.filter(Mailer::isAddress)
                .flatMap(to -> host.flatMap(server -> user.flatMap(name -> password.map(known -> new ImapConfig(
                        Mailer.Mailbox.of(to).address(),
                        server,
                        port,
                        security,
                        new SmtpConfig.Login(name, known),
                        authority)))));
    }

    private static boolean isHere(String host) {
        return Set.of("localhost", "127.0.0.1", "::1").contains(host);
    }
}
