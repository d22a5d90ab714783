package org.courtbridge.console.handover;

import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;

/** Sends mail; blocks until the mail server has taken it. */
@FunctionalInterface
public interface MailSender {

    /** @throws IllegalArgumentException if the recipient is no address of one person */
    void send(Mailer.Mail mail) throws MailException;
}
