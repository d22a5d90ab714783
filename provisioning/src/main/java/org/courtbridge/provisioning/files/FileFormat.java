package org.courtbridge.provisioning.files;

import java.util.SequencedMap;

/** Syntax of a configuration file, by which it is written and read again. */
enum FileFormat {
    /** Settings are texts of elements, and attributes. */
    XML,
    JSON,
    /** {@code key = value} */
    LINES,
    /** {@code words "value" "value"}: what is typed into a command line. */
    COMMANDS,
    /** {@code string IDENTIFIER = text} and {@code int IDENTIFIER = number} */
    ITEMS;

    /**
     * A value as it stands in such a file.
     *
     * @param field its name, for the complaint
     * @throws TemplateException if such a file cannot hold it
     */
    String escape(String field, String value) {
        return switch (this) {
            case XML -> XmlSettings.escape(field, value);
            case JSON -> JsonSettings.escape(value);
            case LINES -> LineSettings.escape(field, value);
            case COMMANDS -> CommandSettings.escape(field, value);
            case ITEMS -> ItemSettings.escape(field, value);
        };
    }

    /**
     * Every setting of a file by its name, in order.
     *
     * @throws TemplateException if it is malformed, or sets something twice
     */
    SequencedMap<String, String> read(String text) {
        return switch (this) {
            case XML -> XmlSettings.read(text);
            case JSON -> JsonSettings.read(text);
            case LINES -> LineSettings.read(text);
            case COMMANDS -> CommandSettings.read(text);
            case ITEMS -> ItemSettings.read(text);
        };
    }

    static void putOnce(SequencedMap<String, String> settings, String name, String value) {
        if (settings.putIfAbsent(name, value) != null) {
            throw new TemplateException("%s: set twice".formatted(name));
        }
    }

    /** Of a format that has no way to write such a character. */
    static void refuse(String field, String value, String more) {
        value.codePoints()
                .filter(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.SURROGATE
                        || more.indexOf(c) >= 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new TemplateException(
                            "%s: U+%04X cannot be written in this device's file".formatted(field, c));
                });
    }
}
