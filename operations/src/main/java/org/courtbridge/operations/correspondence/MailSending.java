package org.courtbridge.operations.correspondence;

import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;

/** Sends mail; blocks until the mail server has taken it. */
@FunctionalInterface
public interface MailSending {

    /** @throws MailException if the server does not take it */
    void send(Mailer.Mail mail) throws MailException;
}
