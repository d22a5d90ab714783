package org.courtbridge.console.join;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page's modules as one script, so that a phone waits for one answer: each is a function of its own, behind those that
 * it imports. It knows the forms that the page's modules have: {@code import} of names in braces, or of JSON, in a line of its own,
 * and {@code export} in front of a function, a class or a constant.
 */
final class JoinScript {

    private static final Pattern IMPORT = Pattern.compile(
            "^import (?<names>\\{[^}]*}|\\w+) from '\\./(?<file>[\\w.-]+)'(?: with \\{ type: 'json' })?;$",
            Pattern.MULTILINE);

    private static final Pattern EXPORT =
            Pattern.compile("^export ((?:async )?(?:function|class|const) (?<name>\\w+))", Pattern.MULTILINE);

    private static final Pattern UNKNOWN = Pattern.compile("^(?:import|export)\\b.*$", Pattern.MULTILINE);

    private final UnaryOperator<String> files;
    private final Map<String, String> modules = new LinkedHashMap<>();

    private JoinScript(UnaryOperator<String> files) {
        this.files = files;
    }

    /**
     * All that begins with one module.
     *
     * @param files what is in each, by its name
     * @throws IllegalStateException if a module imports or exports in another form, or one that needs it
     */
    static String of(String first, UnaryOperator<String> files) {
        JoinScript script = new JoinScript(files);
        String main = script.withoutImports(first);
        return "const modules = {};\n" + String.join("", script.modules.values()) + main;
    }

    private void add(String name) {
        String before = modules.putIfAbsent(name, "");
        if (before == null) {
            String value = name.endsWith(".json") ? files.apply(name).strip() : function(withoutImports(name));
            // Behind what it has imported meanwhile.
            modules.remove(name);
            modules.put(name, "modules['%s'] = %s;\n".formatted(name, value));
        } else if (before.isEmpty()) {
            throw new IllegalStateException("needs itself: " + name);
        }
    }

    private String withoutImports(String name) {
        String text = IMPORT.matcher(files.apply(name)).replaceAll(found -> {
            add(found.group("file"));
            return Matcher.quoteReplacement(
                    "const %s = modules['%s'];".formatted(found.group("names"), found.group("file")));
        });
        String plain = EXPORT.matcher(text).replaceAll("$1");
        Matcher unknown = UNKNOWN.matcher(plain);
        if (unknown.find()) {
            throw new IllegalStateException(name + ": " + unknown.group());
        }
        return plain.equals(text) ? text : plain + exported(text);
    }

    private static String exported(String text) {
        return EXPORT.matcher(text)
                .results()
                .map((MatchResult found) -> found.group("name"))
                .collect(Collectors.joining(", ", "return { ", " };\n"));
    }

    private static String function(String text) {
        return "(() => {\n" + text + "})()";
    }
}
