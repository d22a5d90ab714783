package org.courtbridge.operations.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.provisioning.inventory.PendingRotations.Pending;
import org.courtbridge.provisioning.testcall.Alert;

/** Tells alerts and warnings by e-mail, each recipient in their language. */
public final class MailChannel
        implements AlertChannel, PasswordWarnings.Channel, SpaceWarnings.Channel, TroubleAlerts.Channel {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30));

    private static final int MOST = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Alert.Role, List<Recipient>> recipients;
    private final AlertTexts texts;
    private final MailSender sending;
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

    /** @param outboxes where letters wait */
    public MailChannel(
            Map<Alert.Role, List<Recipient>> recipients, AlertTexts texts, MailSender sending, Outboxes outboxes) {
        this.recipients = Map.copyOf(recipients);
        this.texts = texts;
        this.sending = sending;
        this.outbox = outboxes.open(new Outbox.Settings("mail-server", PAUSES, MOST), this::send);
    }

    @Override
    public void tell(Alert alert) {
        for (Recipient recipient : recipients.getOrDefault(alert.to(), List.of())) {
            outbox.add(
                    id(alert.key(), recipient),
                    json(
                            recipient,
                            texts.subject(alert, recipient.language()),
                            texts.text(alert, recipient.language())));
        }
    }

    @Override
    public void warn(List<Pending> devices) {
        Pending first = devices.getFirst();
        for (Recipient recipient : recipients.getOrDefault(Alert.Role.TECHNICIAN, List.of())) {
            outbox.add(
                    "passwords/%s/%d/%s"
                            .formatted(first.device().id(), first.until().toEpochMilli(), to(recipient)),
                    json(
                            recipient,
                            texts.passwordSubject(devices, recipient.language()),
                            texts.passwordText(devices, recipient.language())));
        }
    }

    @Override
    public void warn(SpaceWarnings.Little little) {
        for (Recipient recipient : recipients.getOrDefault(Alert.Role.TECHNICIAN, List.of())) {
            outbox.add(
                    "space/%d/%s".formatted(little.at().toEpochMilli(), to(recipient)),
                    json(
                            recipient,
                            texts.spaceSubject(little, recipient.language()),
                            texts.spaceText(little, recipient.language())));
        }
    }

    @Override
    public void report(TroubleAlerts.Reported trouble) {
        recipients.forEach((role, people) -> people.forEach(recipient -> outbox.add(
                "trouble/%s/%d/%s/%s".formatted(trouble.hearing(), trouble.trouble(), role, to(recipient)),
                json(
                        recipient,
                        texts.troubleSubject(trouble, recipient.language()),
                        texts.troubleText(trouble, role, recipient.language())))));
    }

    /** Logs name it, so it has no address. */
    private static String id(Alert.Key key, Recipient recipient) {
        return "%s/%s/%s/%s".formatted(key.fault(), key.to(), key.occasion(), to(recipient));
    }

    private static UUID to(Recipient recipient) {
        return UUID.nameUUIDFromBytes(recipient.address().getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Recipient recipient, String subject, String text) {
        return MAPPER.createObjectNode()
                .put("to", recipient.address())
                .put("subject", subject)
                .put("text", text)
                .toString();
    }

    private Result send(String id, String message) {
        try {
            JsonNode mail = MAPPER.readTree(message);
            sending.send(Mailer.Mail.of(
                    mail.path("to").asText(),
                    mail.path("subject").asText(),
                    mail.path("text").asText()));
            return new Result.Taken();
        } catch (MailException e) {
            return new Result.NotNow(String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            return new Result.Never("not a letter: " + e.getOriginalMessage());
        }
    }
}
