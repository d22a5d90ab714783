package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings that are commands: words, and then values, each between quotation marks; or two words or more with none, which do something. */
final class CommandSettings {

    private static final Pattern LINE =
            Pattern.compile("([a-z0-9_-]+(?: [a-z0-9_-]+)*)((?: \"[^\"\\\\]*\")+)|([a-z0-9_-]+(?: [a-z0-9_-]+)+)");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"");

    private CommandSettings() {}

    /** Returns a value as it is; refuses quotation marks, and backslashes, whose meaning differs from shell to shell. */
    static String escape(String field, String value) {
        FileFormat.refuse(field, value, "\"\\");
        return value;
    }

    static SequencedMap<String, String> read(String text) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Matcher command = LINE.matcher(line);
            if (!command.matches()) {
                throw new TemplateException("line %d: no command with values".formatted(number));
            }
            if (command.group(3) != null) {
                FileFormat.putOnce(settings, command.group(3), "");
                continue;
            }
            String values = VALUE.matcher(command.group(2))
                    .results()
                    .map(value -> value.group(1))
                    .collect(Collectors.joining(" "));
            FileFormat.putOnce(settings, command.group(1), values);
        }
        return settings;
    }
}
