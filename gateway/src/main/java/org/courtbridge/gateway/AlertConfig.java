package org.courtbridge.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.alerts.MailChannel.Recipient;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.AlertPolicy;

/**
 * Settings of alerts: who is told, besides the console, of faults that tests find.
 *
 * @param recipients of letters; nobody without a mail server
 * @param hook that alerts are posted to
 * @param policy when they are told again
 */
record AlertConfig(Map<Alert.Role, List<Recipient>> recipients, Optional<WebHook.Settings> hook, AlertPolicy policy) {

    private static final String SECTION = "test-calls.alerts.";

    /** Complains of what is wrong, and goes on. */
    static AlertConfig of(ConfigFile file) {
        Language standard = file.language("language", Language.KAZAKH);
        boolean mail = file.text("mail.host").isPresent();
        Map<Alert.Role, List<Recipient>> recipients = new EnumMap<>(Alert.Role.class);
        for (Alert.Role role : Alert.Role.values()) {
            String key = SECTION + role.name().toLowerCase(Locale.ROOT);
            recipients(file, key, standard).ifPresent(people -> {
                recipients.put(role, people);
                if (!mail) {
                    file.complain(key, "without mail.host nobody gets a letter");
                }
            });
        }
        return new AlertConfig(recipients, hook(file, SECTION), policy(file));
    }

    private static AlertPolicy policy(ConfigFile file) {
        AlertPolicy standard = AlertPolicy.STANDARD;
        try {
            return new AlertPolicy(
                    standard.from(),
                    durations(file, "lasting").orElse(standard.lasting()),
                    durations(file, "near").orElse(standard.near()));
        } catch (IllegalArgumentException e) {
            file.complain(SECTION + "lasting", String.valueOf(e.getMessage()));
            return standard;
        }
    }

    private static Optional<List<Duration>> durations(ConfigFile file, String key) {
        return file.list(SECTION + key, ConfigFile::parseDuration, "durations such as 4h, 24h");
    }

    private static Optional<List<Recipient>> recipients(ConfigFile file, String key, Language standard) {
        return file.list(
                key,
                word -> recipient(word, standard),
                "addresses, each perhaps with a language, such as kk clerk@court.example, duty@court.example");
    }

    private static Recipient recipient(String text, Language standard) {
        String[] words = text.split("\\s+");
        return switch (words.length) {
            case 1 -> new Recipient(words[0], standard);
            case 2 ->
                new Recipient(
                        words[1],
                        Language.of(Locale.of(words[0])).orElseThrow(() -> new IllegalArgumentException(words[0])));
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** @param section whose keys {@code hook} and {@code hook-secret} are read, with a full stop at its end */
    static Optional<WebHook.Settings> hook(ConfigFile file, String section) {
        Optional<URI> address = file.site(section + "hook");
        Optional<String> secret = file.secret(section + "hook-secret");
        if (address.isPresent() != secret.isPresent()) {
            file.complain(section + (address.isPresent() ? "hook" : "hook-secret"), "hook and hook-secret go together");
            return Optional.empty();
        }
        try {
            return address.map(
                    to -> WebHook.Settings.usual(to, secret.orElse("").getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            file.complain(section + "hook", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
