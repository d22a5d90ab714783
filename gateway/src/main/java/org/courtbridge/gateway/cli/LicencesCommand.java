package org.courtbridge.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code licences} command: what the program consists of, and whether it may. */
@Command(
        name = "licences",
        mixinStandardHelpOptions = true,
        description =
                "List the version and the licence of each library, and of the native libraries inside; exits with 1 if one"
                        + " has a licence that is not allowed, or none that is known.")
public final class LicencesCommand implements Callable<Integer> {

    /** Of programs of ours. */
    private static final String OWN = "org.courtbridge";

    private static final String NATIVE = "(?s).*\\.(?:so(?:\\.[0-9]+)*|dll|dylib|jnilib)";

    @Option(names = "--sbom", required = true, paramLabel = "FILE", description = "CycloneDX, as the build makes it.")
    private Path sbom = Path.of("");

    @Option(names = "--libraries", required = true, paramLabel = "FOLDER", description = "The jars of the program.")
    private Path libraries = Path.of("");

    @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The licences that are allowed.")
    private Path rules = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<String> complaints = new ArrayList<>();
        PrintWriter out = command.commandLine().getOut();
        try {
            list(BillOfMaterials.read(sbom), LicenceRules.read(rules), out, complaints);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
        complaints.forEach(complaint -> out.println("BAD   " + complaint));
        out.flush();
        return complaints.isEmpty() ? 0 : 1;
    }

    private void list(BillOfMaterials bill, LicenceRules known, PrintWriter out, List<String> complaints)
            throws IOException {
        Map<String, BillOfMaterials.Component> byJar = new HashMap<>();
        for (BillOfMaterials.Component one : bill.components()) {
            byJar.put(one.jar(), one);
            if (!one.group().equals(OWN)) {
                List<String> licences = known.licences(one);
                out.println("%s %s  %s".formatted(one.key(), versions(one), String.join(" or ", licences)));
                if (licences.isEmpty()) {
                    complaints.add("%s: its licence is not known".formatted(one.key()));
                } else if (!known.allowsOneOf(licences)) {
                    complaints.add("%s: %s is not allowed".formatted(one.key(), String.join(" or ", licences)));
                }
            }
        }
        for (String jar : jars()) {
            Optional<BillOfMaterials.Component> component = Optional.ofNullable(byJar.get(jar));
            if (component.isPresent()) {
                listNatives(component.get(), known, out, complaints);
            } else {
                complaints.add("%s: not in the bill of materials".formatted(jar));
            }
        }
    }

    private static String versions(BillOfMaterials.Component one) {
        return one.version() + one.classifier().map(text -> " " + text).orElse("");
    }

    private TreeSet<String> jars() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(libraries, "*.jar")) {
            all.forEach(jar -> names.add(String.valueOf(jar.getFileName())));
        }
        return names;
    }

    private void listNatives(
            BillOfMaterials.Component component, LicenceRules known, PrintWriter out, List<String> complaints)
            throws IOException {
        Map<LicenceRules.Native, List<String>> found = new LinkedHashMap<>();
        for (String file : natives(libraries.resolve(component.jar()))) {
            known.nativeIn(component, file)
                    .ifPresentOrElse(
                            one -> found.computeIfAbsent(one, _ -> new ArrayList<>())
                                    .add(file),
                            () -> complaints.add("%s: nobody has written down what %s is built from"
                                    .formatted(component.jar(), file)));
        }
        found.forEach((one, files) -> {
            out.println("  in %s: %s".formatted(component.jar(), String.join(", ", files)));
            one.parts().forEach(part -> {
                out.println("    %s %s  %s".formatted(part.name(), part.version(), part.licence()));
                if (!known.allowsOneOf(Arrays.asList(part.licence().split(" OR ")))) {
                    complaints.add(
                            "%s in %s: %s is not allowed".formatted(part.name(), component.jar(), part.licence()));
                }
            });
        });
    }

    /** Names without folders, each once: the same for several kinds of processors. */
    private static TreeSet<String> natives(Path jar) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName().replaceFirst(".*/", ""))
                    .filter(name -> name.matches(NATIVE))
                    .forEach(names::add);
        }
        return names;
    }
}
