package org.courtbridge.operations.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.language.TextBundle;
import org.courtbridge.provisioning.inventory.PendingRotations.Pending;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** Alerts in the words of a letter, from {@code alerts_TAG.properties}. */
public final class AlertTexts {

    private static final TextBundle WORDS = TextBundle.of(AlertTexts.class, "alerts");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    /** Of one letter. */
    private static final int MOST_DEVICES = 50;

    private final Parts parts;

    /**
     * @param hearing its title and number, by its id
     * @param site where people find the console, without a slash at the end
     * @param zone of the court
     */
    public record Parts(
            TestBook book, Function<String, Optional<String>> hearing, Supplier<String> site, ZoneId zone) {}

    public AlertTexts(Parts parts) {
        this.parts = parts;
    }

    String subject(Alert alert, Language language) {
        String urgent = alert.severity() == Alert.Severity.URGENT ? WORDS.say(language, "urgent") + " " : "";
        return urgent
                + WORDS.say(
                        language,
                        "subject." + alert.occasion(),
                        alert.fault().place().name());
    }

    String text(Alert alert, Language language) {
        Fault fault = alert.fault();
        StringBuilder text = new StringBuilder(WORDS.say(language, "hello." + alert.to()));
        text.append("\n\n")
                .append(WORDS.say(
                        language, "text." + alert.occasion(), fault.place().name()));
        text.append("\n").append(WORDS.say(language, "found", time(fault.opened())));
        alert.hearing()
                .ifPresent(hearing -> text.append("\n")
                        .append(WORDS.say(
                                language,
                                "hearing",
                                parts.hearing.apply(hearing.id()).orElse(hearing.id()),
                                time(hearing.begins()))));
        fault.expectation()
                .ifPresent(said -> text.append("\n").append(WORDS.say(language, "expected", time(said.until()))));
        fault.timeToRestore().ifPresent(took -> text.append("\n").append(WORDS.say(language, "took", words(took))));
        if (fault.isOpen()) {
            parts.book.test(fault.id()).ifPresent(test -> findings(text, test, fault, language));
        }
        return text.append("\n\n")
                .append(parts.site.get())
                .append("/faults/")
                .append(fault.id())
                .append("\n")
                .toString();
    }

    String passwordSubject(List<Pending> devices, Language language) {
        return WORDS.say(language, "passwords.subject", devices.size());
    }

    String passwordText(List<Pending> devices, Language language) {
        StringBuilder text = new StringBuilder(WORDS.say(language, "hello." + Alert.Role.TECHNICIAN))
                .append("\n\n")
                .append(WORDS.say(language, "passwords.text"))
                .append("\n");
        for (Pending pending : devices.subList(0, Math.min(MOST_DEVICES, devices.size()))) {
            text.append("\n")
                    .append(WORDS.say(
                            language, "passwords.device", pending.device().name(), time(pending.until())));
        }
        if (devices.size() > MOST_DEVICES) {
            text.append("\n").append(WORDS.say(language, "passwords.more", devices.size() - MOST_DEVICES));
        }
        return text.append("\n\n")
                .append(WORDS.say(language, "passwords.remedy"))
                .append("\n\n")
                .append(parts.site.get())
                .append("/fleet?state=OLD_PASSWORD\n")
                .toString();
    }

    String spaceSubject(SpaceWarnings.Little little, Language language) {
        return WORDS.say(language, "urgent") + " " + WORDS.say(language, "space.subject", little.free());
    }

    String spaceText(SpaceWarnings.Little little, Language language) {
        return WORDS.say(language, "hello." + Alert.Role.TECHNICIAN)
                + "\n\n"
                + WORDS.say(language, "space.text", little.folder(), little.free(), little.wanted())
                + "\n\n"
                + WORDS.say(language, "space.remedy")
                + "\n\n"
                + parts.site.get()
                + "\n";
    }

    String troubleSubject(TroubleAlerts.Reported trouble, Language language) {
        return WORDS.say(language, "urgent") + " " + WORDS.say(language, "trouble.subject", trouble.number());
    }

    String troubleText(TroubleAlerts.Reported trouble, Alert.Role to, Language language) {
        String what = WORDS.say(language, "trouble." + trouble.kind());
        return WORDS.say(language, "hello." + to)
                + "\n\n"
                + trouble.room()
                        .map(room -> WORDS.say(language, "trouble.room", room, what))
                        .orElseGet(() -> WORDS.say(language, "trouble.participant", what))
                + "\n"
                + trouble.begins()
                        .map(begins -> WORDS.say(language, "trouble.hearing", trouble.number(), time(begins)))
                        .orElseGet(() -> WORDS.say(language, "trouble.hearing.open", trouble.number()))
                + "\n\n"
                + WORDS.say(language, "trouble.more")
                + "\n"
                + hearing(trouble.hearing())
                + "\n";
    }

    private String hearing(String id) {
        return parts.site.get() + "/hearings/" + id;
    }

    private static void findings(StringBuilder text, Tested test, Fault fault, Language language) {
        for (Verdict verdict : test.verdicts()) {
            if (verdict.outcome() == Outcome.FAIL && fault.lasting().contains(verdict.check())) {
                text.append("\n\n")
                        .append(verdict.check().title(language.locale()))
                        .append("\n")
                        .append(WORDS.say(language, "person", verdict.forPerson(language.locale())))
                        .append("\n")
                        .append(WORDS.say(language, "technician", verdict.forTechnician(language.locale())))
                        .append(" ")
                        .append(WORDS.say(language, "paragraph", verdict.check().paragraph()));
            }
        }
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(parts.zone));
    }

    /** Hours and minutes, as a clock shows them. */
    private static String words(Duration time) {
        return "%d:%02d".formatted(time.toHours(), time.toMinutesPart());
    }
}
