package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The surroundings of a test's peers: their address, and a folder that outlasts the test so that logs can be read. */
final class Scratch {

    /** The one address of everything inside the namespace; peers refuse 127.0.0.1 for media. */
    static final String ADDRESS = "10.77.0.1";

    private Scratch() {}

    /** An empty folder under {@code target/it}. */
    static Path folder(String name) throws IOException {
        Path folder = Path.of("target", "it", name).toAbsolutePath();
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
