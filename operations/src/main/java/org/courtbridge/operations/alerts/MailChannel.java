package org.courtbridge.operations.alerts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.provisioning.testcall.Alert;

/** Tells alerts by e-mail, each recipient in their language. */
public final class MailChannel implements AlertChannel, AutoCloseable {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30));

    private static final int MOST = 1_000;

    private final Map<Alert.Role, List<Recipient>> recipients;
    private final AlertTexts texts;
    private final Sending sending;
    private final Outbox outbox;

    /** @param address of one person, or of an office */
    public record Recipient(String address, Language language) {

        public Recipient {
            if (!Mailer.isAddress(address)) {
                throw new IllegalArgumentException(
                        "address: %s (expected: one, such as name@court.example)".formatted(address));
            }
        }
    }

    /** Blocks until the mail server has taken it. */
    @FunctionalInterface
    public interface Sending {
        void send(Mailer.Mail mail) throws MailException;
    }

    public MailChannel(Map<Alert.Role, List<Recipient>> recipients, AlertTexts texts, Sending sending) {
        this(recipients, texts, sending, new Outbox("the mail server", PAUSES, MOST));
    }

    MailChannel(Map<Alert.Role, List<Recipient>> recipients, AlertTexts texts, Sending sending, Outbox outbox) {
        this.recipients = Map.copyOf(recipients);
        this.texts = texts;
        this.sending = sending;
        this.outbox = outbox;
    }

    @Override
    public void tell(Alert alert) {
        for (Recipient recipient : recipients.getOrDefault(alert.to(), List.of())) {
            Mailer.Mail mail = Mailer.Mail.of(
                    recipient.address(),
                    texts.subject(alert, recipient.language()),
                    texts.text(alert, recipient.language()));
            outbox.add(
                    "%s of fault %s".formatted(alert.occasion(), alert.fault().id()), () -> send(mail));
        }
    }

    private Result send(Mailer.Mail mail) {
        try {
            sending.send(mail);
            return new Result.Taken();
        } catch (MailException e) {
            return new Result.NotNow(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        outbox.close();
    }
}
