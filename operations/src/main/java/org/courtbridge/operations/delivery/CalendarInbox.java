package org.courtbridge.operations.delivery;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reads calendars in letters that come to a mailbox (iMIP, RFC 6047). Letters stay there, marked as seen; what is in them besides is not looked at.
 * Blocks while it waits for the server.
 */
public final class CalendarInbox {

    private static final Logger LOG = LogManager.getLogger(CalendarInbox.class);

    /** Of a letter, in octets: an answer has a few thousand. */
    private static final int LARGEST = 1 << 20;

    /** Of a part, in octets. */
    private static final int LARGEST_CALENDAR = 1 << 16;

    /** Of one reading; others come with the next. */
    private static final int MOST_AT_ONCE = 100;

    private static final int DEEPEST = 8;

    private final Session session;
    private final SmtpConfig.Login login;

    private CalendarInbox(Session session, SmtpConfig.Login login) {
        this.session = session;
        this.login = login;
    }

    /** @throws IOException if the file of the certificate's authority cannot be read */
    public static CalendarInbox of(ImapConfig config) throws IOException {
        Properties properties =
                MailTrust.properties("imap", config.host(), config.port(), config.security(), config.authority());
        // Otherwise the server marks as seen what is fetched, though we may not get to the end of it.
        properties.put("mail.imap.peek", "true");
        return new CalendarInbox(Session.getInstance(properties), config.login());
    }

    /**
     * Gives the calendar of each letter that nobody has seen, the oldest first, and marks the letter as seen once it was taken. A letter without a
     * calendar, or with one that is too large, is marked and passed over.
     *
     * @param calendars takes the octets of one; what it throws ends the reading, and the letter is given again the next time
     * @return how many letters were looked at
     * @throws MailException if the server cannot be reached, or does not let us read
     */
    public int read(Consumer<byte[]> calendars) throws MailException {
        try (Store store = session.getStore("imap")) {
            store.connect(login.user(), login.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                Message[] unseen = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                Message[] now = Arrays.copyOf(unseen, Math.min(unseen.length, MOST_AT_ONCE));
                for (Message message : now) {
                    if (message.getSize() <= LARGEST) {
                        calendar(message).ifPresent(calendars);
                    }
                    message.setFlag(Flags.Flag.SEEN, true);
                }
                return now.length;
            }
        } catch (MessagingException e) {
            throw new MailException("the mailbox cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of a letter that is none by the rules, too: empty. */
    private static Optional<byte[]> calendar(Message message) {
        try {
            return calendar(message, 0);
        } catch (MessagingException | IOException | RuntimeException e) {
            LOG.info(
                    "a letter in the mailbox for answers cannot be read: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> calendar(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("text/calendar")) {
            try (InputStream in = part.getInputStream()) {
                byte[] octets = in.readNBytes(LARGEST_CALENDAR + 1);
                return octets.length > LARGEST_CALENDAR ? Optional.empty() : Optional.of(octets);
            }
        }
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                Optional<byte[]> found = calendar(several.getBodyPart(i), depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
