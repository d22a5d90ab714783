package org.courtbridge.console.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Times;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;

/**
 * Puts entries of the audit trail into the words of a page. The trail keeps codes, such as {@code encryption: PREFERRED}, which are
 * the same for ever; a code that has no words here is shown as it is.
 */
final class AuditWords {

    static final String COMMAND = "device.command";

    private static final String ROLES = "roles";

    /** Of the field with the roles in one institution, whose name follows. */
    private static final String ROLES_IN = ROLES + ": ";

    /** Prefixes of the messages that have the words for the values of a field. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "encryption",
            List.of("device.encryption."),
            "digestChallenge",
            List.of("device.challenge."),
            "largestPicture",
            List.of("device.picture."),
            "kind",
            List.of("institution.kind.", "fleet.kind."),
            "enabled",
            List.of("audit.value."),
            "behindChangingNat",
            List.of("audit.value."),
            "inCall",
            List.of("audit.value."),
            "why",
            List.of("audit.value."),
            ROLES,
            List.of("role."));

    /** A record as Java writes it, which is how commands are kept. */
    private static final Pattern TOLD = Pattern.compile("([A-Za-z]+)\\[(.*)]", Pattern.DOTALL);

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");
    private static final Pattern DURATION = Pattern.compile("PT(\\d+H)?(\\d+M)?(\\d+S)?");

    private final Messages messages;
    private final ZoneId zone;

    AuditWords(Messages messages, ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    String action(AuditEntry entry) {
        return words(entry.action(), "audit.action.");
    }

    /** What was exported is the code of a name; other subjects have the names that they had. */
    String subject(AuditEntry entry) {
        return entry.action().equals("secrets.export")
                ? words(
                        code(entry.subject().name()),
                        "audit.value.",
                        entry.subject().name())
                : entry.subject().name();
    }

    AuditPage.Changed changed(AuditEntry entry, Change change) {
        if (entry.action().equals(COMMAND)) {
            return new AuditPage.Changed(command(change.field()), "", outcome(change.after()));
        }
        String field = change.field().startsWith(ROLES_IN) ? ROLES : change.field();
        return new AuditPage.Changed(
                words(field, "audit.field.") + change.field().substring(field.length()),
                value(field, change.before()),
                value(field, change.after()));
    }

    /** Why the trail is broken. */
    String flaw(AuditTrail.Broken broken) {
        return messages.get(
                "audit.flaw." + broken.flaw(),
                broken.numbers().stream().map(number -> Long.toString(number)).toArray());
    }

    private String words(String code, String prefix) {
        return words(code, prefix, code);
    }

    private String words(String code, String prefix, String otherwise) {
        return messages.has(prefix + code) ? messages.get(prefix + code) : otherwise;
    }

    private static String code(String sentence) {
        return sentence.replace(' ', '-');
    }

    private String value(String field, String value) {
        if (value.isEmpty()) {
            return "";
        }
        if (TIME.matcher(value).matches()) {
            return Times.minute(messages.language(), zone, Instant.parse(value));
        }
        if (DURATION.matcher(value).matches()) {
            Duration time = Duration.parse(value);
            return messages.get("fault.took", time.toHours(), time.toMinutesPart());
        }
        if (field.equals("language")) {
            return Language.ofTag(value).map(Language::ownName).orElse(value);
        }
        List<String> prefixes = VALUES.getOrDefault(field, List.of());
        return prefixes.isEmpty()
                ? value
                : Arrays.stream(value.split(field.equals(ROLES) ? " " : ", "))
                        .map(one -> value(one, prefixes))
                        .collect(Collectors.joining(", "));
    }

    private String value(String code, List<String> prefixes) {
        return prefixes.stream()
                .map(prefix -> prefix + code(code))
                .filter(messages::has)
                .findFirst()
                .map(messages::get)
                .orElse(code);
    }

    private String outcome(String outcome) {
        return outcome.equals("DONE") ? messages.get("command.done") : words(outcome, "fault.");
    }

    /** The name of the command and its arguments, as the buttons of a device's page say it. */
    private String command(String told) {
        Matcher parts = TOLD.matcher(told);
        if (!parts.matches()) {
            return words(told, "audit.command.");
        }
        String name = parts.group(1);
        Object[] values = Arrays.stream(parts.group(2).split(", "))
                .map(one -> one.substring(one.indexOf('=') + 1))
                .toArray();
        String first = values.length == 0 ? "" : String.valueOf(values[0]);
        if (messages.has("audit.command." + name)) {
            return messages.get("audit.command." + name);
        }
        if (messages.has("command." + name)) {
            return messages.get("command." + name, values);
        }
        return words(name + "." + first, "command.", told);
    }
}
