package org.courtbridge.console.join;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every text of the page in its three languages; the page's script has the same file in it. */
final class JoinTexts {

    /** In the order of the switch, the state language first. */
    static final List<String> LANGUAGES = List.of("kk", "ru", "en");

    private static final Map<String, String> NAMES = Map.of("kk", "Қаз", "ru", "Рус", "en", "Eng");

    private final Map<String, Map<String, String>> byKey;

    private JoinTexts(Map<String, Map<String, String>> byKey) {
        this.byKey = byKey;
    }

    static JoinTexts parse(byte[] json) {
        Map<String, Map<String, String>> texts;
        try {
            texts = new ObjectMapper()
                    .readValue(json, new TypeReference<LinkedHashMap<String, Map<String, String>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.forEach((key, byLanguage) -> {
            if (!byLanguage.keySet().containsAll(LANGUAGES)) {
                throw new IllegalStateException(key + " is not in every language of " + LANGUAGES);
            }
        });
        return new JoinTexts(texts);
    }

    String text(String key, String language) {
        Map<String, String> byLanguage = byKey.get(key);
        String text = byLanguage == null ? null : byLanguage.get(language);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language);
        }
        return text;
    }

    static String name(String language) {
        return NAMES.getOrDefault(language, language);
    }
}
