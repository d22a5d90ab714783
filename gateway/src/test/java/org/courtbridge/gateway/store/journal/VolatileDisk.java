package org.courtbridge.gateway.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A disk that loses with its power whatever was not forced to it: what is in a file since that was forced last, and files
 * whose folder was not since they were made.
 */
final class VolatileDisk {

    private final Map<Path, byte[]> forced = new ConcurrentHashMap<>();
    private volatile Set<Path> names = Set.of();
    private volatile boolean failing;

    /** All that is in a folder has been forced to it. */
    void holds(Path folder) throws IOException {
        names = files(folder);
        for (Path file : names) {
            forced.put(file, Files.readAllBytes(file));
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    /** The next force of a file writes all, and says that it could not. */
    void failNextForce() {
        failing = true;
    }

    FileChannel open(Path file, OpenOption... options) throws IOException {
        return new ForgetfulChannel(file, FileChannel.open(file, options));
    }

    /** Puts into a new folder what would be found after a power cut now. */
    void cutPower(Path found) throws IOException {
        Files.createDirectories(found);
        for (Path file : names) {
            Files.write(found.resolve(file.getFileName()), forced.getOrDefault(file, new byte[0]));
        }
    }

    private final class ForgetfulChannel extends JournalChannel {

        private final Path file;

        ForgetfulChannel(Path file, FileChannel disk) {
            super(disk);
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            super.force(metaData);
            if (Files.isDirectory(file)) {
                names = files(file);
                return;
            }
            forced.put(file, Files.readAllBytes(file));
            if (failing) {
                failing = false;
                throw new IOException("Input/output error");
            }
        }
    }
}
