package org.courtbridge.gateway.store.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.journal.EventJson.Entry;
import org.courtbridge.gateway.store.journal.EventJson.RefusedEntry;
import org.courtbridge.hearings.HearingEvent;

/**
 * Entries of the journal that the database refused, in a file beside the journal: one line of JSON each, with the reason, in the
 * order in which they happened. There is no file while there are none. From any thread.
 *
 * <p>Once an entry is here, all that follow in the same hearing are here, too: the database takes no hearing with a gap.
 */
final class RefusedEntries {

    static final String FILE = "refused.jsonl";

    private final Path file;
    private final EventJson json;

    /** The last event by hearing. Guarded by this. */
    private final Map<String, Long> last = new HashMap<>();

    /** Guarded by this. */
    private long count;

    private RefusedEntries(Path file, EventJson json) {
        this.file = file;
        this.json = json;
    }

    /**
     * @param folder of the journal
     * @throws StoreException if the file cannot be read, or holds what this version does not know
     */
    static RefusedEntries in(Path folder, EventJson json) {
        RefusedEntries entries = new RefusedEntries(folder.resolve(FILE), json);
        entries.all().forEach(entries::note);
        return entries;
    }

    Path file() {
        return file;
    }

    synchronized long count() {
        return count;
    }

    /** Whether entries of this hearing are here, so that those which follow belong here, too. */
    synchronized boolean concerns(String hearing) {
        return last.containsKey(hearing);
    }

    /**
     * Adds an entry, unless it is here already. It is durable when this returns.
     *
     * @throws UncheckedIOException if it cannot be written; then it is not here
     */
    synchronized void add(Entry entry, String why) {
        if (lastNumber(entry) <= last.getOrDefault(entry.hearing(), 0L)) {
            return;
        }
        RefusedEntry refused = new RefusedEntry(why, entry);
        try {
            long before = Files.exists(file) ? Files.size(file) : 0;
            write(List.of(refused), file, before, CREATE, WRITE, APPEND);
            if (before == 0) {
                syncFolder();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
        note(refused);
    }

    /** Makes the name of a new file durable. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder(), READ)) {
            channel.force(true);
        }
    }

    private void write(List<RefusedEntry> entries, Path to, long size, OpenOption... options) throws IOException {
        try (FileChannel channel = OwnerOnly.open(to, options)) {
            try {
                for (RefusedEntry entry : entries) {
                    byte[] line = json.refused(entry);
                    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                            .put(line)
                            .put((byte) '\n')
                            .flip();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(size);
                throw e;
            }
        }
    }

    private synchronized void note(RefusedEntry refused) {
        last.put(refused.entry().hearing(), lastNumber(refused.entry()));
        count++;
    }

    private static long lastNumber(Entry entry) {
        return entry.events().stream()
                .mapToLong(HearingEvent.Recorded::number)
                .max()
                .orElse(0);
    }

    /**
     * In the order in which they happened.
     *
     * @throws StoreException if the file cannot be read, or holds what this version does not know
     */
    synchronized List<RefusedEntry> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StoreException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The file as it is; empty if there is none. @throws IOException if it cannot be read */
    synchronized Optional<byte[]> bytes() throws IOException {
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** A last line without its end was being written when the process was killed: the journal has that entry still. */
    private List<RefusedEntry> parse(byte[] bytes) throws IOException {
        List<RefusedEntry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                entries.add(json.refused(
                        Arrays.copyOfRange(bytes, start, i), "%s, line %d".formatted(file, entries.size() + 1)));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.truncate(start);
                channel.force(true);
            }
        }
        return entries;
    }

    /** Keeps only these, which are some of {@link #all}. */
    synchronized void keep(List<RefusedEntry> kept) {
        try {
            if (kept.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Path fresh = file.resolveSibling(FILE + ".new");
                write(kept, fresh, 0, CREATE, WRITE, TRUNCATE_EXISTING);
                Files.move(fresh, file, ATOMIC_MOVE);
            }
            syncFolder();
        } catch (IOException e) {
            throw new StoreException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
        last.clear();
        count = 0;
        kept.forEach(this::note);
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }
}
