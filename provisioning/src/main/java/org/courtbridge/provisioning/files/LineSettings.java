package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings in lines {@code key = value}; lines that begin with {@code #} say nothing. */
final class LineSettings {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]+) *= *(.*)");

    /** By which Yealink's files say that a setting is to be empty. */
    private static final String EMPTY = "%NULL%";

    private LineSettings() {}

    static String escape(String field, String value) {
        FileFormat.refuse(field, value, "");
        if (!value.strip().equals(value)) {
            throw new TemplateException("%s: blanks at its beginning or end would be lost".formatted(field));
        }
        if (value.equals(EMPTY)) {
            throw new TemplateException("%s: means no value to the device".formatted(field));
        }
        return value;
    }

    static SequencedMap<String, String> read(String text) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher setting = LINE.matcher(line);
            if (!setting.matches()) {
                throw new TemplateException("line %d: no key = value".formatted(number));
            }
            FileFormat.putOnce(settings, setting.group(1), setting.group(2));
        }
        return settings;
    }
}
