package org.courtbridge.gateway.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoreException;

/**
 * One file of the {@link Journal}, written by one thread.
 *
 * <pre>
 * record: | length, 4 bytes | CRC32C of the content, 4 bytes | content |
 * </pre>
 */
final class JournalSegment implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private static final String SUFFIX = ".journal";
    private static final int HEADER_SIZE = 8;

    /** A longer record is none: its length is what was left of a torn one. */
    static final int MAX_RECORD = 1 << 24;

    private final Path file;
    private final FileChannel channel;
    private long size;
    private boolean usable = true;

    JournalSegment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static String name(long number) {
        return String.format(Locale.ROOT, "%010d%s", number, SUFFIX);
    }

    static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** The segments of a folder, oldest first. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{10}\\" + SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    Path file() {
        return file;
    }

    /** Bytes of durable records. */
    long size() {
        return size;
    }

    /**
     * Returns when all records are durable. When it throws, none of them is in the file; if the file cannot even be
     * restored, nothing more is taken until a restart reads it.
     */
    void append(List<byte[]> records) throws IOException {
        if (!usable) {
            throw new IOException("%s could not be restored after an error; a restart reads it anew".formatted(file));
        }
        ByteBuffer bytes = encode(records);
        int length = bytes.remaining();
        try {
            long position = size;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            channel.force(false);
        } catch (IOException e) {
            restore(e);
            throw e;
        }
        size += length;
    }

    private void restore(IOException cause) {
        try {
            channel.truncate(size);
            channel.force(true);
        } catch (IOException e) {
            usable = false;
            cause.addSuppressed(e);
        }
    }

    private static ByteBuffer encode(List<byte[]> records) {
        int length = 0;
        for (byte[] record : records) {
            length = Math.addExact(length, HEADER_SIZE + record.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] record : records) {
            bytes.putInt(record.length).putInt(checksum(record)).put(record);
        }
        return bytes.flip();
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }

    /** Whether it takes records. */
    boolean usable() {
        return usable;
    }

    /** The whole records of a segment, which may be written to meanwhile. */
    static List<byte[]> readWhole(Path file) throws IOException {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        boolean whole = true;
        while (whole && bytes.hasRemaining()) {
            whole = readRecord(bytes, records);
        }
        return records;
    }

    /** As many bytes of a segment as whole records have, which may be written to meanwhile; empty if it has gone. */
    static Optional<byte[]> wholeBytes(Path file) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int end = 0;
        while (bytes.hasRemaining() && readRecord(bytes, new ArrayList<>())) {
            end = bytes.position();
        }
        return Optional.of(Arrays.copyOf(bytes.array(), end));
    }

    /**
     * Reads what a process of before left.
     *
     * @param last whether the segment was being written to: then a torn end is cut off, since nobody was told that it
     *     had happened; what is cut is kept in a file beside
     * @param opener by which the file is cut
     * @throws StoreException if a segment that was complete is damaged
     */
    static List<byte[]> read(Path file, boolean last, Journal.Opener opener) throws IOException {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            if (!readRecord(bytes, records)) {
                if (!last) {
                    throw new StoreException(
                            "%s is damaged at byte %d; restore it from a backup".formatted(file, start));
                }
                cut(file, bytes.array(), start, opener);
                break;
            }
        }
        return records;
    }

    private static boolean readRecord(ByteBuffer bytes, List<byte[]> records) {
        if (bytes.remaining() < HEADER_SIZE) {
            return false;
        }
        int length = bytes.getInt();
        int checksum = bytes.getInt();
        if (length <= 0 || length > MAX_RECORD || length > bytes.remaining()) {
            return false;
        }
        byte[] record = new byte[length];
        bytes.get(record);
        return checksum(record) == checksum && records.add(record);
    }

    private static void cut(Path file, byte[] bytes, int start, Journal.Opener opener) throws IOException {
        Path torn = file.resolveSibling(file.getFileName() + ".torn");
        byte[] tail = Arrays.copyOfRange(bytes, start, bytes.length);
        Files.deleteIfExists(torn);
        OwnerOnly.write(torn, tail);
        LOG.warn(
                "{}: the last {} bytes are no whole record and are cut off; they are kept in {}",
                file,
                tail.length,
                torn);
        try (FileChannel channel = opener.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(start);
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
