package org.courtbridge.gateway.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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

        /** Waits until any of them is free. */
        static Place take(Path folder, int places) {
            AtomicBoolean found = new AtomicBoolean();
            try (ExecutorService waiters = Executors.newFixedThreadPool(places)) {
                Files.createDirectories(folder);
                return waiters.invokeAny(IntStream.rangeClosed(1, places)
                        .mapToObj(number -> (Callable<Place>) () -> wait(folder.resolve("" + number), found))
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("no place could be waited for", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while it waited for a place", e);
            }
        }

        /** Fails if another place was found meanwhile. */
        private static Place wait(Path path, AtomicBoolean found) throws IOException {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean kept = false;
            try {
                FileLock lock = file.lock();
                kept = found.compareAndSet(false, true);
                if (!kept) {
                    throw new CancellationException("another place was found");
                }
                return new Place(file, lock);
            } finally {
                if (!kept) {
                    file.close();
                }
            }
        }

        @Override
        public void close() throws IOException {
            lock.release();
            file.close();
        }
    }
}
