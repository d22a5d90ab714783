package org.courtbridge.console.html;

import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.language.TextBundle;

/** The words of the pages in one language, from {@code messages_TAG.properties}. */
public final class Messages {

    private static final Map<Language, Messages> ALL = TextBundle.load(Messages.class, "messages", Messages::new);

    private final Language language;
    private final Properties words;

    /** By key, as reading a pattern takes longer than writing words by it, and a page says hundreds. A format is not for two threads: copied. */
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

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
        MessageFormat format =
                (MessageFormat) formats.computeIfAbsent(key, this::format).clone();
        return format.format(arguments);
    }

    private MessageFormat format(String key) {
        String pattern = words.getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException("message key: %s (not in %s)".formatted(key, language.tag()));
        }
        return new MessageFormat(pattern, language.locale());
    }

    public boolean has(String key) {
        return words.containsKey(key);
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }

    @Override
    public String toString() {
        return words.stringPropertyNames().stream().collect(Collectors.joining(", ", "Messages[", "]"));
    }
}
