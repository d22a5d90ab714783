package org.courtbridge.media.health;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The space on the disk of what the gateway keeps. Without any, no step of a hearing can be stored.
 *
 * @param folder where that is
 * @param wanted bytes; with less than that free somebody has to make room
 * @param free bytes that can be written now
 */
public record DiskSpace(Path folder, long wanted, LongSupplier free) {

    private static final int MEBIBYTE_BITS = 20;

    /** As the file system tells of it: nothing, if it does not. */
    public static DiskSpace of(Path folder, long wanted) {
        return new DiskSpace(folder, wanted, folder.toFile()::getUsableSpace);
    }

    public boolean isShort() {
        return free.getAsLong() < wanted;
    }

    /** For messages. */
    public static long mebibytes(long bytes) {
        return bytes >> MEBIBYTE_BITS;
    }
}
