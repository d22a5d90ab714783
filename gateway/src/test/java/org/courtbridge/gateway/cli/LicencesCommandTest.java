package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Lists of libraries, one of which may not be there, or of which not enough is known. */
class LicencesCommandTest {

    private static final String RULES = """
            allowed: [Apache-2.0, MIT, LGPL-3.0-or-later, BSD-3-Clause]
            names: {"The Apache Software License, Version 2.0": Apache-2.0}
            stated: {"net.example:odd": [MIT]}
            natives:
              - jar: coder
                version: 2.0-1
                files: libcoder\\.so(\\.[0-9]+)?
                parts:
                  - {name: Coder, version: "2.0", licence: LGPL-3.0-or-later}
                  - {name: Opus, version: "1.5.2", licence: BSD-3-Clause}
            """;

    private static final String OWN = component("org.courtbridge", "courtbridge-codecs", "0.1", "", "");
    private static final String PLAIN =
            component("net.example", "plain", "1.0", "", "{\"license\":{\"id\":\"Apache-2.0\"}}");

    @TempDir
    private Path folder;

    private Path libraries;

    @BeforeEach
    void make() throws Exception {
        libraries = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        jar("courtbridge-codecs-0.1.jar");
        jar("plain-1.0.jar");
    }

    private static String component(String group, String name, String version, String classifier, String licences) {
        return "{\"type\":\"library\",\"group\":\"%s\",\"name\":\"%s\",\"version\":\"%s\",\"licenses\":[%s],\"purl\":\"pkg:maven/%s/%s@%s?%stype=jar\"}"
                .formatted(
                        group,
                        name,
                        version,
                        licences,
                        group,
                        name,
                        version,
                        classifier.isEmpty() ? "" : "classifier=%s&".formatted(classifier));
    }

    private void jar(String name, String... entries) throws Exception {
        try (OutputStream file = Files.newOutputStream(libraries.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
    }

    private record Said(int code, List<String> lines) {}

    private Said run(String... components) throws Exception {
        Path sbom = folder.resolve("bom.json");
        Files.writeString(
                sbom,
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[%s]}"
                        .formatted(String.join(",", components)));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new LicencesCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--sbom",
                        sbom.toString(),
                        "--libraries",
                        libraries.toString(),
                        "--rules",
                        folder.resolve("rules.yaml").toString());
        return new Said(code, out.toString().lines().toList());
    }

    @Test
    void namesVersionAndLicenceOfEach() throws Exception {
        jar("odd-3.jar");
        jar("two-1.jar");
        Said said = run(
                PLAIN,
                OWN,
                component("net.example", "odd", "3", "", ""),
                component(
                        "net.example",
                        "two",
                        "1",
                        "",
                        "{\"license\":{\"name\":\"The Apache Software License, Version 2.0\"}},{\"license\":{\"id\":\"GPL-2.0-only\"}}"));
        assertThat(said.lines)
                .containsExactly(
                        "net.example:odd 3  MIT",
                        "net.example:plain 1.0  Apache-2.0",
                        "net.example:two 1  Apache-2.0 or GPL-2.0-only");
        assertThat(said.code).isZero();
    }

    @Test
    void namesWhatNativeLibrariesAreBuiltFrom() throws Exception {
        jar("coder-2.0-1-linux-x86_64.jar", "org/linux-x86_64/libcoder.so.62", "org/linux-arm64/libcoder.so.62");
        Said said = run(
                PLAIN,
                OWN,
                component("net.example", "coder", "2.0-1", "linux-x86_64", "{\"expression\":\"Apache-2.0\"}"));
        assertThat(said.lines)
                .contains(
                        "net.example:coder 2.0-1 linux-x86_64  Apache-2.0",
                        "  in coder-2.0-1-linux-x86_64.jar: libcoder.so.62",
                        "    Coder 2.0  LGPL-3.0-or-later",
                        "    Opus 1.5.2  BSD-3-Clause");
        assertThat(said.code).isZero();
    }

    @Test
    void refusesALicenceThatIsNotAllowed() throws Exception {
        jar("free-1.jar");
        jar("silent-1.jar");
        Said said = run(
                PLAIN,
                OWN,
                component("net.example", "free", "1", "", "{\"license\":{\"id\":\"AGPL-3.0-only\"}}"),
                component("net.example", "silent", "1", "", ""));
        assertThat(said.lines)
                .contains(
                        "BAD   net.example:free: AGPL-3.0-only is not allowed",
                        "BAD   net.example:silent: its licence is not known");
        assertThat(said.code).isEqualTo(1);
    }

    @Test
    void refusesANativeLibraryThatNobodyHasLookedInto() throws Exception {
        jar("coder-2.1-1.jar", "libcoder.so");
        jar("plain-1.0.jar", "win/plain.dll");
        Said said = run(PLAIN, OWN, component("net.example", "coder", "2.1-1", "", "{\"license\":{\"id\":\"MIT\"}}"));
        assertThat(said.lines)
                .contains(
                        "BAD   coder-2.1-1.jar: nobody has written down what libcoder.so is built from",
                        "BAD   plain-1.0.jar: nobody has written down what plain.dll is built from");
        assertThat(said.code).isEqualTo(1);
    }

    @Test
    void refusesALibraryThatIsNotInTheBill() throws Exception {
        jar("hidden-1.jar");
        Said said = run(PLAIN, OWN);
        assertThat(said.lines).contains("BAD   hidden-1.jar: not in the bill of materials");
        assertThat(said.code).isEqualTo(1);
    }

    /** The rules of this repository, by which nothing that the program has is forbidden to itself. */
    @Test
    void readsTheRulesOfTheRepository() throws Exception {
        LicenceRules rules = LicenceRules.read(Path.of("..", "packaging", "licences.yaml"));
        assertThat(rules.allowed()).contains("Apache-2.0").noneMatch(licence -> licence.startsWith("AGPL"));
        assertThat(rules.natives())
                .isNotEmpty()
                .allSatisfy(known -> assertThat(known.parts())
                        .isNotEmpty()
                        .allSatisfy(part -> assertThat(rules.allowed()).contains(part.licence())));
        assertThat(rules.stated().values())
                .allSatisfy(stated -> assertThat(rules.allowed()).containsAnyElementsOf(stated));
    }
}
