package org.courtbridge.operations.invitations;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.operations.delivery.MailException;

/**
 * Takes the answers of those who were told of a hearing. An answer counts if it names an entry of ours and comes from the address that the entry was
 * sent to; of several the latest. The id of an entry cannot be guessed, so nobody else answers for a recipient.
 */
public final class Answers implements Runnable {

    private static final Logger LOG = LogManager.getLogger(Answers.class);

    private final InvitationBook book;
    private final Reading mailbox;
    private final InstantSource clock;
    private boolean unreachable;

    /** As {@link org.courtbridge.operations.delivery.CalendarInbox#read}. */
    @FunctionalInterface
    public interface Reading {
        int read(Consumer<byte[]> calendars) throws MailException;
    }

    public Answers(InvitationBook book, Reading mailbox, InstantSource clock) {
        this.book = book;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** Looks into the mailbox, from one thread at a time. */
    @Override
    public void run() {
        try {
            mailbox.read(this::take);
            if (unreachable) {
                LOG.info("the mailbox for answers can be read again");
            }
            unreachable = false;
        } catch (MailException e) {
            if (!unreachable) {
                LOG.warn("answers to invitations are not read: {}", e.getMessage());
            }
            unreachable = true;
        }
    }

    private void take(byte[] calendar) {
        ItipReply.of(calendar, clock.instant())
                .ifPresent(reply -> book.find(reply.uid())
                        .filter(kept -> kept.invitee().email().equalsIgnoreCase(reply.attendee()))
                        .ifPresentOrElse(
                                kept -> book.answer(kept.id(), reply.answer()),
                                () -> LOG.info("an answer is to no invitation of ours, or from another address")));
    }
}
