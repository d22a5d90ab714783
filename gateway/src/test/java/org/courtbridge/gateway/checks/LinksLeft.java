package org.courtbridge.gateway.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A test class with real peers fails that leaves a network device behind: it would go while the next class runs, whose browsers take that
 * for a change of network and give up what they load. JUnit finds it by {@code META-INF/services}, as {@link PeersAtOnce}.
 */
public final class LinksLeft implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(LinksLeft.class);
    private static final Path DEVICES = Path.of("/sys/class/net");

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getName().endsWith("IT")) {
            // Of the outermost class: what its tests share is closed after the classes within it.
            context.getStore(NAMESPACE).computeIfAbsent(Links.class, _ -> Links.in(DEVICES), Links.class);
        }
    }

    private static Set<String> devices(Path folder) {
        try (Stream<Path> devices = Files.list(folder)) {
            return devices.map(device -> device.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that were there when a class began; JUnit closes it when the class has ended. */
    record Links(Path folder, Set<String> before) implements AutoCloseable {

        static Links in(Path folder) {
            return new Links(folder, devices(folder));
        }

        @Override
        public void close() {
            Set<String> left = devices(folder);
            left.removeAll(before);
            if (!left.isEmpty()) {
                throw new AssertionError("network devices are left behind: " + String.join(", ", left));
            }
        }
    }
}
