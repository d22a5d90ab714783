package org.courtbridge.provisioning.testcall;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sentences of verdicts in one language. Each subject's are in {@code NAME_TAG.properties}: for each check {@code
 * CHECK.name}, {@code CHECK.fail.person} and {@code CHECK.fail.technician}, and for each {@link Reason} of it {@code
 * CHECK.fail.REASON.person} and so on; what all have in common is in {@code verdict_TAG.properties}. {0} is the figure, {1} the
 * limit, {2} the name of the check, {3} and {4} the codings from and to the place.
 */
final class VerdictTexts {

    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");

    private record Kind(Subject subject, String language) {}

    private static final Map<Kind, VerdictTexts> ALL = Arrays.stream(Subject.values())
            .flatMap(subject -> LANGUAGES.stream().map(language -> new Kind(subject, language)))
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), kind -> new VerdictTexts(kind.subject(), kind.language())));

    private final Locale language;
    private final Properties texts = new Properties();

    private VerdictTexts(Subject subject, String tag) {
        language = Locale.forLanguageTag(tag);
        read("verdict_" + tag + ".properties");
        read(subject.texts() + "_" + tag + ".properties");
    }

    /** @throws IllegalArgumentException for a language that the program does not speak */
    static VerdictTexts of(Subject subject, Locale language) {
        String tag = language.getLanguage();
        VerdictTexts texts = ALL.get(new Kind(subject, tag));
        if (texts == null) {
            throw new IllegalArgumentException("language: %s (expected: one of %s)".formatted(tag, LANGUAGES));
        }
        return texts;
    }

    private void read(String resource) {
        try (InputStream in = VerdictTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + resource);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String forPerson(Verdict verdict) {
        return say(verdict, "person");
    }

    String forTechnician(Verdict verdict) {
        String told = say(verdict, "technician");
        return verdict.codings()
                .map(codings -> told + " "
                        + text("CODINGS.technician")
                                .replace("{3}", coding(codings.up()))
                                .replace("{4}", coding(codings.down())))
                .orElse(told);
    }

    private String coding(String name) {
        return name.isEmpty() ? text("CODINGS.NONE") : name;
    }

    private String say(Verdict verdict, String reader) {
        String key = switch (verdict.outcome()) {
            case PASS -> (verdict.check().unit() == Unit.STATE ? "pass.STATE." : "pass.") + reader;
            case FAIL ->
                verdict.check() + ".fail."
                        + verdict.reason().map(reason -> reason + ".").orElse("") + reader;
            case COULD_NOT_TELL -> verdict.doubt().orElseThrow() + "." + reader;
        };
        return text(key)
                .replace(
                        "{0}",
                        verdict.figure().isPresent()
                                ? figure(verdict.check(), verdict.figure().getAsDouble())
                                : "–")
                .replace("{1}", limit(verdict.check(), verdict.limit()))
                .replace("{2}", name(verdict.check()));
    }

    String name(Check check) {
        return text(check + ".name");
    }

    String limit(Check check, Limit limit) {
        String sign = check.unit() == Unit.STATE ? "" : limit.isMinimum() ? "≥ " : "≤ ";
        return sign + figure(check, limit.pass());
    }

    String figure(Check check, double figure) {
        Unit unit = check.unit();
        if (unit == Unit.STATE) {
            return text(figure >= 1 ? "STATE.1" : "STATE.0");
        }
        return (String.format(language, "%." + unit.decimals() + "f ", figure) + unit.symbol()).strip();
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text: " + key + " in " + language);
        }
        return text;
    }
}
