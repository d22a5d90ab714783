package org.courtbridge.gateway.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Has no more test classes with real peers run at one time than the system property {@code peers.at.once} says, whatever JVMs they are
 * in: browsers and rooms go on coding while a test waits for a processor, so that it waits longer the more of them there are. Other
 * tests run beside them without a limit. Without the property there is none.
 *
 * <p>JUnit finds it by {@code META-INF/services}, where automatic detection is on. A place is a lock on a file, which ends with its
 * JVM at the latest.
 */
public final class PeersAtOnce implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(PeersAtOnce.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Integer places = Integer.getInteger("peers.at.once");
        if (places != null && context.getRequiredTestClass().getName().endsWith("IT")) {
            // Classes within a class find the place of that one here.
            context.getStore(NAMESPACE)
                    .computeIfAbsent(
                            Place.class, _ -> Place.take(Path.of("target", "peers-at-once"), places), Place.class);
        }
    }

    /** One of those places; JUnit closes it when its class has ended. */
    record Place(FileChannel file, FileLock lock) implements AutoCloseable {

        /** Waits until one is free. */
        static Place take(Path folder, int places) {
            try {
                Files.createDirectories(folder);
                for (int i = 1; i <= places; i++) {
                    FileChannel file = file(folder, i);
                    FileLock lock = file.tryLock();
                    if (lock != null) {
                        return new Place(file, lock);
                    }
                    file.close();
                }
                // One lock can be waited for, and not all of them: which one, differs by process.
                FileChannel file = file(folder, 1 + ProcessHandle.current().pid() % places);
                return new Place(file, file.lock());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static FileChannel file(Path folder, long number) throws IOException {
            return FileChannel.open(
                    folder.resolve(Long.toString(number)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        @Override
        public void close() throws IOException {
            lock.release();
            file.close();
        }
    }
}
