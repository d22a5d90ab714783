package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The libraries that the build says the program consists of, as CycloneDX lists them in JSON (ECMA-424). */
record BillOfMaterials(List<Component> components) {

    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    /**
     * A library.
     *
     * @param group Maven's groupId
     * @param name Maven's artifactId
     * @param classifier such as {@code linux-x86_64}; empty for most
     * @param licences SPDX identifiers, or texts of its POM, of which whoever uses it may choose one
     */
    record Component(String group, String name, String version, Optional<String> classifier, List<String> licences) {

        /** Name of its file among the libraries of the program. */
        String jar() {
            return "%s-%s%s.jar"
                    .formatted(name, version, classifier.map(text -> "-" + text).orElse(""));
        }

        String key() {
            return group + ":" + name;
        }
    }

    /**
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is none of CycloneDX
     */
    static BillOfMaterials read(Path file) throws IOException {
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        if (!all.path("bomFormat").asText().equals("CycloneDX")) {
            throw new IllegalArgumentException(
                    "%s: no bill of materials (expected: CycloneDX in JSON)".formatted(file));
        }
        List<Component> components = new ArrayList<>();
        all.path("components").forEach(one -> components.add(component(one)));
        components.sort(Comparator.comparing(Component::key).thenComparing(Component::jar));
        return new BillOfMaterials(components);
    }

    private static Component component(JsonNode one) {
        Matcher classifier = CLASSIFIER.matcher(one.path("purl").asText());
        return new Component(
                one.path("group").asText(),
                one.path("name").asText(),
                one.path("version").asText(),
                classifier.find() ? Optional.of(classifier.group(1)) : Optional.empty(),
                StreamSupport.stream(one.path("licenses").spliterator(), false)
                        .map(BillOfMaterials::licence)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private static String licence(JsonNode said) {
        JsonNode licence = said.path("license");
        String expression = said.path("expression").asText();
        String id = licence.path("id").asText(expression);
        return id.isEmpty() ? licence.path("name").asText() : id;
    }
}
