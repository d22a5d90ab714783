package org.courtbridge.gateway.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.h2.store.fs.FilePath;

/**
 * The files of the embedded database, from one opening of it to the next.
 *
 * <p>The database keeps in memory what it could not write, and would go on answering from there. So the first write of its file
 * that fails is the last one of this opening: whatever it has in memory gets to the file no more, and the next opening reads what
 * is really there. Every opening has a file system of its own as far as H2 is concerned, so that one which does not end properly
 * stands in the way of none that comes after it.
 *
 * <p>New files are for their owner only.
 */
final class DatabaseFiles implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** Of the file of H2's MVStore; the others hold nothing that lasts. */
    static final String SUFFIX = ".mv.db";

    private final String scheme = "courtbridge" + UUID.randomUUID().toString().replace("-", "");
    private final Runnable onFailure;

    /** Guarded by this. */
    private final Set<DatabaseChannel> channels = new HashSet<>();

    /** Guarded by this. */
    private boolean closed;

    private volatile Optional<IOException> failure = Optional.empty();

    /** @param onFailure is told of the first write that fails, on the thread that wrote; returns at once */
    DatabaseFiles(Runnable onFailure) {
        this.onFailure = onFailure;
        FilePath.register(new DatabasePath(this, FilePath.get("/")));
    }

    /** The part of the names of these files that stands before the colon, for H2. */
    String scheme() {
        return scheme;
    }

    /** Whether everything that was to be written has been. */
    boolean areWhole() {
        return failure.isEmpty();
    }

    /** @param mode as of {@link java.io.RandomAccessFile} */
    synchronized FileChannel open(Path file, String mode) throws IOException {
        if (closed) {
            throw new IOException("%s: this opening of the database is over".formatted(file));
        }
        FileChannel disk = mode.equals("r") ? FileChannel.open(file, READ) : OwnerOnly.open(file, READ, WRITE, CREATE);
        DatabaseChannel channel =
                new DatabaseChannel(this, disk, file.toString().endsWith(SUFFIX));
        channels.add(channel);
        return channel;
    }

    synchronized void gone(DatabaseChannel channel) {
        channels.remove(channel);
    }

    /** @throws IOException if something was to be written before that could not be */
    void checkWhole() throws IOException {
        Optional<IOException> why = failure;
        if (why.isPresent()) {
            throw new IOException("nothing more is written after: " + why.get().getMessage(), why.get());
        }
    }

    /** Returns the exception for whoever wrote. */
    IOException failed(IOException cause) {
        synchronized (this) {
            if (failure.isPresent() || closed) {
                return cause;
            }
            failure = Optional.of(cause);
        }
        LOG.error("the database's file cannot be written; it is opened anew from what is in it", cause);
        onFailure.run();
        return cause;
    }

    /** Nothing is read or written any more; the files are free for another opening. */
    @Override
    public void close() {
        Set<DatabaseChannel> open;
        synchronized (this) {
            closed = true;
            open = Set.copyOf(channels);
            channels.clear();
        }
        for (DatabaseChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("a file of the database was not closed cleanly", e);
            }
        }
    }

    /** H2 has nothing left that could name these files. To be called some time after the close. */
    void forget() {
        FilePath.unregister(new DatabasePath(this, FilePath.get("/")));
    }
}
