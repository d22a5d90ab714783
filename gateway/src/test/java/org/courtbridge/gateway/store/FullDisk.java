package org.courtbridge.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A disk that takes so many bytes more, the first part of a write included, and then none. */
final class FullDisk {

    private volatile long free = Long.MAX_VALUE;
    private volatile boolean truncates = true;
    private volatile boolean broken;

    void free(long bytes) {
        free = bytes;
    }

    void breakTruncate() {
        truncates = false;
    }

    /** Writing ends in an error of the Java machine from now on, as of a file that was cut off under its mapping. */
    void breakDown() {
        broken = true;
    }

    FileChannel open(Path file, OpenOption... options) throws IOException {
        return new LimitedChannel(FileChannel.open(file, options));
    }

    /** Only what a journal does works. */
    private final class LimitedChannel extends FileChannel {

        private final FileChannel disk;

        LimitedChannel(FileChannel disk) {
            this.disk = disk;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (broken) {
                throw new InternalError("a fault, as a test wants it");
            }
            if (free == 0) {
                throw new IOException("No space left on device");
            }
            int length = (int) Math.min(free, source.remaining());
            int written = disk.write(source.slice(source.position(), length), position);
            source.position(source.position() + written);
            free -= written;
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (!truncates) {
                throw new IOException("Input/output error");
            }
            disk.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            disk.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
