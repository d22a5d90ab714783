package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that a table in a document names in its last column, looked for in the sources of all modules. */
public final class NamedTests {

    /** A class, a method of it, or a method of the class named before. */
    public static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))?(?:#([a-z][A-Za-z0-9]*))?`");

    /** By the name of the class: modules may have classes of the same name. */
    private final Map<String, String> sources = new HashMap<>();

    private NamedTests() {}

    public static NamedTests ofAllModules() throws IOException {
        NamedTests tests = new NamedTests();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                tests.add(folder);
            }
        }
        return tests;
    }

    private void add(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
    }

    /** The rows of all tables of a document. @param header what the rows that name the columns begin with */
    public static List<String> rows(Path document, String header) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| " + header))
                .toList();
    }

    /** @return the last column of a row */
    public static String lastColumn(String row) {
        return row.substring(row.lastIndexOf('|', row.length() - 2) + 1);
    }

    /** Each class and method that the last column of a row names is there. */
    public void assertExist(String row) {
        String type = "";
        for (Matcher name = NAME.matcher(lastColumn(row)); name.find(); ) {
            type = name.group(1) == null ? type : name.group(1);
            assertThat(sources.keySet()).as(row).contains(type);
            assertThat(sources.get(type))
                    .as(name.group())
                    .contains(name.group(2) == null ? "class " + type : "void " + name.group(2) + "(");
        }
    }
}
