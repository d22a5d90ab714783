package org.courtbridge.media.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of all that people read and hear. */
public enum Language {
    KAZAKH("kk", "Қазақша"),
    RUSSIAN("ru", "Русский"),
    ENGLISH("en", "English");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** BCP 47. */
    public String tag() {
        return tag;
    }

    /** As its speakers call it. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    public static Optional<Language> ofTag(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    public static Optional<Language> of(Locale locale) {
        return ofTag(locale.toLanguageTag());
    }

    /** The best for an Accept-Language header (RFC 9110, section 12.5.4); malformed ones are as none. */
    public static Optional<Language> accepted(String header) {
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            Locale best = Locale.lookup(ranges, List.of(KAZAKH.locale(), RUSSIAN.locale(), ENGLISH.locale()));
            return best == null ? Optional.empty() : ofTag(best.toLanguageTag());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
