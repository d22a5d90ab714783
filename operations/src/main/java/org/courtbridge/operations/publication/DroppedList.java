package org.courtbridge.operations.publication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps the list of hearings for the public as files in a folder, for programs that read files. A file is replaced as a whole: whoever opens it has
 * the former one or the new one. The folder is there already, as one that were made where a disk is not mounted would hide that. To be run every
 * now and then, by one thread at a time; its state may be read by any.
 */
public final class DroppedList implements Runnable {

    private static final Logger LOG = LogManager.getLogger(DroppedList.class);

    /** Of a file, whatever the gateway's umask: its owner writes it, and the folder's group reads it. */
    private static final Set<PosixFilePermission> RIGHTS = PosixFilePermissions.fromString("rw-r-----");

    private final Path folder;
    private final Supplier<Map<String, String>> files;
    private final InstantSource clock;
    private Map<String, String> written = Map.of();
    private volatile State state;

    /**
     * The state of the files.
     *
     * @param written when they were written last; empty before the first time since the start
     * @param trouble that keeps them from being written; empty if there is none
     */
    public record State(Path folder, Optional<Instant> written, Optional<Trouble> trouble) {}

    /** @param since when the files could not be written first */
    public record Trouble(Instant since, Reason reason) {}

    /** Reason why files cannot be written. */
    public enum Reason {
        NO_FOLDER,
        NO_RIGHT,
        /** A full disk, for one. The log has the system's own words. */
        NOT_WRITTEN
    }

    /** @param files their texts by their names, as they are to be now */
    public DroppedList(Path folder, Supplier<Map<String, String>> files, InstantSource clock) {
        this.folder = folder;
        this.files = files;
        this.clock = clock;
        state = new State(folder, Optional.empty(), Optional.empty());
    }

    public State state() {
        return state;
    }

    /** Writes the files if they are to be others, or if one was taken away. What fails is logged once, and tried again with the next run. */
    @Override
    public void run() {
        Map<String, String> wanted = Map.copyOf(files.get());
        if (wanted.equals(written)
                && wanted.keySet().stream().map(folder::resolve).allMatch(Files::exists)) {
            return;
        }
        try {
            for (Map.Entry<String, String> file : wanted.entrySet()) {
                replace(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            written = Map.of();
            failed(e);
            return;
        }
        written = wanted;
        if (state.trouble.isPresent()) {
            LOG.info("the list of hearings is written to {} again", folder);
        }
        state = new State(folder, Optional.of(clock.instant()), Optional.empty());
    }

    private void failed(IOException e) {
        if (state.trouble.isEmpty()) {
            LOG.warn("the list of hearings cannot be written to {}, and is tried again: {}", folder, e.toString());
        }
        Instant since = state.trouble.map(Trouble::since).orElseGet(clock::instant);
        state = new State(folder, state.written, Optional.of(new Trouble(since, reason(e))));
    }

    private static Reason reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Reason.NO_FOLDER;
            case AccessDeniedException _ -> Reason.NO_RIGHT;
            default -> Reason.NOT_WRITTEN;
        };
    }

    /** Is written beside the file first, so that nobody reads a part of it; nothing of that is left if it fails. */
    private static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try {
            write(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Files.setPosixFilePermissions(draft, RIGHTS);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
