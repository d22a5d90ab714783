package org.courtbridge.signalling.sip;

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
import org.junit.jupiter.api.Test;

/** The table of what rooms do and what they are answered names only tests that there are. */
class InteropTableTest {

    private static final Path TABLE = Path.of("../docs/interop-sip.md");

    /** A class, a method of it, or a method of the class named before. */
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))?(?:#([a-z][A-Za-z0-9]*))?`");

    @Test
    void everyTestThatItNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| case"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(50);
        for (String line : lines) {
            String proofs = line.substring(line.lastIndexOf('|', line.length() - 2) + 1);
            assertThat(proofs).as(line).containsPattern(NAME + "|the same");
            String type = "";
            for (Matcher name = NAME.matcher(proofs); name.find(); ) {
                type = name.group(1) == null ? type : name.group(1);
                assertThat(sources.keySet()).as(line).contains(type);
                assertThat(sources.get(type))
                        .as(name.group())
                        .contains(name.group(2) == null ? "class " + type : "void " + name.group(2) + "(");
            }
        }
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("../codecs", ".")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/test/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }
}
