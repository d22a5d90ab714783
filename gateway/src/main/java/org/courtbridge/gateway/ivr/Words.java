package org.courtbridge.gateway.ivr;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.courtbridge.gateway.language.Language;

/** What screens say, from {@code words_TAG.properties}. */
final class Words {

    private static final Map<Language, Words> ALL = load();

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

    private static Map<Language, Words> load() {
        Map<Language, Words> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new Words(read("words_" + language.tag() + ".properties")));
        }
        return all;
    }

    private static Properties read(String resource) {
        Properties words = new Properties();
        try (InputStream in = Words.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + resource);
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
