package org.courtbridge.media.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;

/** Texts that lie beside the class that says them, in one file for each language: {@code NAME_TAG.properties}, in UTF-8. */
public final class TextBundle {

    private final Map<Language, Properties> texts;

    private TextBundle(Map<Language, Properties> texts) {
        this.texts = texts;
    }

    /**
     * Reads them in every language.
     *
     * @param beside the class that they lie beside
     * @param name what the names of the files begin with
     */
    public static TextBundle of(Class<?> beside, String name) {
        return new TextBundle(load(beside, name, (_, read) -> read));
    }

    /**
     * The text for a key, with {0}, {1} … replaced.
     *
     * @throws IllegalStateException if there is none in that language
     */
    public String say(Language language, String key, Object... arguments) {
        Properties read = texts.get(language);
        String pattern = read == null ? null : read.getProperty(key);
        if (pattern == null) {
            throw new IllegalStateException("no text: %s in %s".formatted(key, language.tag()));
        }
        return new MessageFormat(pattern, language.locale()).format(arguments);
    }

    /**
     * As {@link #of}, for texts that a class of their own says.
     *
     * @param beside the class that they lie beside
     * @param name what the names of the files begin with
     * @param made what becomes of those in one language
     */
    public static <T> Map<Language, T> load(Class<?> beside, String name, BiFunction<Language, Properties, T> made) {
        Map<Language, T> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, made.apply(language, read(beside, name + "_" + language.tag() + ".properties")));
        }
        return all;
    }

    private static Properties read(Class<?> beside, String resource) {
        Properties texts = new Properties();
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + resource);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
