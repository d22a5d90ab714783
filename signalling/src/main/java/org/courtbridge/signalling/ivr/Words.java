package org.courtbridge.signalling.ivr;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.language.TextBundle;

/** The texts of screens, from {@code words_TAG.properties}. */
final class Words {

    private static final Map<Language, Words> ALL =
            TextBundle.load(Words.class, "words", (_, words) -> new Words(words));

    private final Properties words;

    private Words(Properties words) {
        this.words = words;
    }

    static Words in(Language language) {
        Words words = ALL.get(language);
        if (words == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return words;
    }

    /**
     * The words for a key.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    String get(String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("key of words: " + key + " (there is none)");
        }
        return text;
    }

    /** With {0} replaced. */
    String get(String key, Object argument) {
        return get(key).replace("{0}", argument.toString());
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }
}
