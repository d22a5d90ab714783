package org.courtbridge.gateway;

import java.io.IOException;
import org.courtbridge.console.hearings.MailBooks;
import org.courtbridge.court.schedule.BookingListener;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outboxes;

/** All that goes out by the court's mail server for a reason of the court's: invitations to hearings, and mail about applications. */
record MailParts(InvitationParts invitations, CorrespondenceParts correspondence) {

    /** @param outboxes not begun yet */
    static MailParts open(
            Foundation foundation,
            StoreParts store,
            CourtParts court,
            MailConfig config,
            Mailer mailer,
            Outboxes outboxes)
            throws IOException {
        return new MailParts(
                new InvitationParts(foundation, store, court, config, mailer, outboxes),
                new CorrespondenceParts(foundation, store, court, mailer, outboxes));
    }

    /** Sends what is due from now on. The outboxes are begun. */
    void start() {
        invitations.start();
        correspondence.start();
    }

    BookingListener bookings() {
        return invitations.bookings();
    }

    MailBooks books() {
        return new MailBooks(invitations.book(), correspondence.book());
    }
}
