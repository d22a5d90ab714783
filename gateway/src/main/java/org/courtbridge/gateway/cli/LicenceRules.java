package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The licences that a part of the program may have, and what is known of licences beyond what POMs say.
 *
 * @param allowed SPDX identifiers
 * @param names SPDX identifiers of the texts that stand in POMs instead
 * @param stated licences of libraries, {@code groupId:artifactId}, whose POM does not say them rightly
 * @param natives native libraries inside jars
 */
record LicenceRules(
        Set<String> allowed, Map<String, String> names, Map<String, List<String>> stated, List<Native> natives) {

    /**
     * Native libraries of a jar.
     *
     * @param jar Maven's artifactId
     * @param version of the jar that this is known of
     * @param files a regular expression of their names, without folders
     * @param parts what they are built from
     */
    record Native(String jar, String version, String files, List<Part> parts) {}

    /** @param version as the library itself says; "unknown" if it does not */
    record Part(String name, String version, String licence) {}

    /**
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is something else
     */
    static LicenceRules read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return new ObjectMapper().convertValue(read, LicenceRules.class);
        }
    }

    /** Licences of a library; whoever uses it may choose one. */
    List<String> licences(BillOfMaterials.Component component) {
        return Optional.ofNullable(stated.get(component.key()))
                .orElseGet(() -> component.licences().stream()
                        .map(text -> names.getOrDefault(text, text))
                        .distinct()
                        .toList());
    }

    boolean allowsOneOf(List<String> licences) {
        return licences.stream().anyMatch(allowed::contains);
    }

    /** The entry about a native library; empty if there is none for that version of its jar. */
    Optional<Native> nativeIn(BillOfMaterials.Component component, String file) {
        return natives.stream()
                .filter(known -> known.jar.equals(component.name())
                        && known.version.equals(component.version())
                        && file.matches(known.files))
                .findFirst();
    }
}
