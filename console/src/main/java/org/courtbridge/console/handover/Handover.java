package org.courtbridge.console.handover;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Messages;
import org.courtbridge.court.access.Participant;
import org.courtbridge.operations.delivery.CredentialSheet;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.inventory.Device;

/**
 * A credential that was just issued, as whoever has to enter it is told of it.
 *
 * @param subject whose it is
 * @param kind "device" or "participant": what the keys of its words begin with
 * @param fields in order
 * @param code what the QR code says
 */
record Handover(Subject subject, String kind, List<Field> fields, String code) {

    /** @param key of its label */
    record Field(String key, String value) {}

    Handover {
        fields = List.copyOf(fields);
    }

    /** @param baseUrl where this gateway is reached */
    static Handover of(Device device, String password, String baseUrl) {
        String host = URI.create(baseUrl).getHost();
        return new Handover(
                new Subject("device", device.id(), device.name()),
                "device",
                List.of(
                        new Field("sheet.server", host),
                        new Field("device.username", device.username()),
                        new Field("device.password", password)),
                "server=%s\nuser=%s\npassword=%s".formatted(host, device.username(), password));
    }

    /** @param codeWord empty where the participant knows it from the application */
    static Handover of(Participant participant, String hearing, String link, Optional<String> codeWord) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("sheet.hearing", hearing));
        fields.add(new Field("sheet.link", link));
        codeWord.ifPresent(word -> fields.add(new Field("hearing.participant.word", word)));
        // Whoever finds the code gets no further than to the question for the word.
        return new Handover(
                new Subject("participant", participant.id(), participant.name()), "participant", fields, link);
    }

    CredentialSheet sheet(Messages messages) {
        return new CredentialSheet(
                messages.language().tag(),
                messages.get("sheet." + kind + ".title"),
                subject.name(),
                fields.stream()
                        .map(field -> new CredentialSheet.Line(messages.get(field.key()), field.value()))
                        .toList(),
                messages.get("sheet." + kind + ".advice"),
                code);
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "Handover[" + subject.id() + "]";
    }
}
