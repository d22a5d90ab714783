package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of a device that keeps texts and numbers by identifiers, in lines {@code string IDENTIFIER = text} and {@code int IDENTIFIER =
 * number}; lines that begin with {@code #} say nothing.
 */
final class ItemSettings {

    private static final String LINES = "string NAME = text, int NAME = number, # or an empty line";
    private static final Pattern LINE = Pattern.compile("((string|int) [A-Za-z0-9_.:\\[\\]-]{1,100}) *= *(.*)");
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,9}");

    /** Of the language of templates: what stands for a value, and what begins or ends a section. */
    private static final Pattern VALUE = Pattern.compile("\\{\\{[^#^/!{][^}]*}}|\\{\\{\\{[^}]*}}}");

    private static final Pattern SECTION = Pattern.compile("\\{\\{[#^/!][^}]*}}");

    private ItemSettings() {}

    static String escape(String field, String value) {
        FileFormat.refuse(field, value, "");
        if (!value.strip().equals(value)) {
            throw new TemplateException("%s: blanks at its beginning or end would be lost".formatted(field));
        }
        return value;
    }

    /**
     * Checks lines as far as that is possible before there are values: it is not known which sections of a line stay.
     *
     * @param first number of the first line
     * @throws TemplateException if a line can become none of these
     */
    static void check(List<String> lines, int first) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher section = SECTION.matcher(lines.get(i));
            boolean mayBeOthers = section.find();
            String line = VALUE.matcher(section.replaceAll("")).replaceAll("1");
            try {
                read(mayBeOthers ? line.replaceFirst("^int ", "string ") : line, new LinkedHashMap<>());
            } catch (TemplateException e) {
                throw new TemplateException("line %d: %s".formatted(first + i, e.getMessage()), e);
            }
        }
    }

    static SequencedMap<String, String> read(String text) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        for (String line : text.split("\r?\n", -1)) {
            read(line, settings);
        }
        return settings;
    }

    private static void read(String line, SequencedMap<String, String> settings) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        Matcher setting = LINE.matcher(line);
        if (!setting.matches()) {
            throw new TemplateException("no setting (expected: %s)".formatted(LINES));
        }
        String name = setting.group(1);
        String value = setting.group(3);
        if (setting.group(2).equals("int") && !NUMBER.matcher(value).matches()) {
            throw new TemplateException("%s: no whole number".formatted(name));
        }
        FileFormat.putOnce(settings, name, value);
    }
}
