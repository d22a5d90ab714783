package org.courtbridge.gateway.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command by which a program of ours runs as a process of its own: from the jars in {@code target}, as its users run it,
 * with its classes linked ahead of time where {@code startup-cache} has done that; without jars, from the classes under test.
 * Its garbage collector is its users'; where nothing is measured, the system property {@code program.collector} may name one that
 * costs less and stops the program for longer.
 */
final class JavaProgram {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final Path CACHE = BUILT.resolve("gateway.aot");
    private static final Path ARGUMENTS = Path.of("src", "test", "scripts", "program-arguments");

    private JavaProgram() {}

    static List<String> command(String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(ARGUMENTS));
        command.add("-XX:+Use" + System.getProperty("program.collector", "Z") + "GC");
        if (Files.exists(CACHE)) {
            // Its warnings would stand between what a program tells people.
            command.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off", "-Xlog:cds*=off"));
        }
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** In the order of {@code startup-cache}, as the cache is for one class path. */
    private static String classPath() throws IOException {
        List<String> jars = new ArrayList<>(jars(BUILT, "courtbridge-gateway-"));
        if (jars.isEmpty()) {
            return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        }
        jars.addAll(jars(BUILT.resolve("lib"), ""));
        return String.join(File.pathSeparator, jars);
    }

    private static List<String> jars(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> Path.of(file).getFileName().toString().startsWith(prefix) && file.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
