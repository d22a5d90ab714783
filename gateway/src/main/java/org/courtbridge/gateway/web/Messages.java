package org.courtbridge.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.gateway.language.Language;

/** The words of the pages in one language, from {@code messages_TAG.properties}. */
public final class Messages {

    private static final Map<Language, Messages> ALL = load();

    private final Language language;
    private final Properties words;

    private Messages(Language language, Properties words) {
        this.language = language;
        this.words = words;
    }

    public static Messages in(Language language) {
        Messages messages = ALL.get(language);
        if (messages == null) {
            throw new IllegalStateException("no messages in " + language);
        }
        return messages;
    }

    public Language language() {
        return language;
    }

    /**
     * The words for a key, with {0}, {1} … replaced.
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public String get(String key, Object... arguments) {
        String pattern = words.getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException("message key: %s (not in %s)".formatted(key, language.tag()));
        }
        return new MessageFormat(pattern, language.locale()).format(arguments);
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }

    private static Map<Language, Messages> load() {
        Map<Language, Messages> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new Messages(language, read("messages_" + language.tag() + ".properties")));
        }
        return all;
    }

    private static Properties read(String resource) {
        Properties words = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + resource);
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    @Override
    public String toString() {
        return words.stringPropertyNames().stream().collect(Collectors.joining(", ", "Messages[", "]"));
    }
}
