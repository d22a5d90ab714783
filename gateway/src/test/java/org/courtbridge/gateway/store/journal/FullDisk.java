package org.courtbridge.gateway.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    private final class LimitedChannel extends JournalChannel {

        LimitedChannel(FileChannel disk) {
            super(disk);
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
            int written = super.write(source.slice(source.position(), length), position);
            source.position(source.position() + written);
            free -= written;
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (!truncates) {
                throw new IOException("Input/output error");
            }
            return super.truncate(size);
        }
    }
}
