package org.courtbridge.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** A file of the embedded database as H2 opens it: after a write that failed it takes none any more. */
final class DatabaseChannel extends FileBaseDefault {

    private final DatabaseFiles files;
    private final FileChannel disk;
    private final boolean lasting;
    private final StoreHeader header = new StoreHeader();

    /** @param lasting whether what is in the file must be there after the next opening, too */
    DatabaseChannel(DatabaseFiles files, FileChannel disk, boolean lasting) {
        this.files = files;
        this.disk = disk;
        this.lasting = lasting;
    }

    /** Something that may fail of want of space. */
    private interface Writing<T> {
        T run() throws IOException;
    }

    private <T> T write(Writing<T> writing) throws IOException {
        if (!lasting) {
            return writing.run();
        }
        files.checkWhole();
        try {
            return writing.run();
        } catch (IOException e) {
            throw files.failed(e);
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return write(() -> lasting ? writeLasting(source, position) : disk.write(source, position));
    }

    private synchronized int writeLasting(ByteBuffer source, long position) throws IOException {
        int from = source.position();
        ByteBuffer corrected = header.corrected(source, position);
        if (corrected != source) {
            return writeFully(corrected);
        }
        int written = disk.write(source, position);
        header.written(source, from, position);
        return written;
    }

    private int writeFully(ByteBuffer whole) throws IOException {
        while (whole.hasRemaining()) {
            disk.write(whole, whole.position());
        }
        return whole.capacity();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        write(() -> {
            disk.force(metaData);
            return true;
        });
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        write(() -> disk.truncate(size));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return disk.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return disk.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        files.gone(this);
        disk.close();
    }
}
