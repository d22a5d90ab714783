package org.courtbridge.operations.delivery;

/** Sends mail; blocks until the mail server has taken it. */
@FunctionalInterface
public interface MailSender {

    /**
     * Sends one mail.
     *
     * @throws IllegalArgumentException if the recipient is no address of one person
     * @throws MailException if the server does not take it
     */
    void send(Mailer.Mail mail) throws MailException;
}
