package org.courtbridge.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.h2.mvstore.DataUtils;

/**
 * Has the header of the embedded database's file name the chunk that was written last.
 *
 * <p>H2 (2.2.220 to 2.5.252, at least) writes the header between a chunk and its note that this one is now the last
 * ({@code FileStore.storeBuffer}), so the header names the chunk before. When a file was not closed in order, H2 begins at the named chunk
 * and goes on to the place where that chunk expects its successor. It writes the header just when the successor is at another place; so
 * the search ends early, and up to twenty commits that are in the file are not found. Not safe for threads: H2 writes one thing at a time.
 */
final class StoreHeader {

    /** Bytes. */
    static final int BLOCK = 4_096;

    private static final int LONGEST_TEXT = 1_024;
    private static final String CHUNK = "chunk";
    private static final String VERSION = "version";

    private Chunk last = Chunk.NONE;
    private Chunk begun = Chunk.NONE;

    /** @param end bytes, from the beginning of the file */
    private record Chunk(long block, String id, long version, long end) {

        static final Chunk NONE = new Chunk(0, "", Long.MIN_VALUE, 0);
    }

    /** Says what is to be written in place of something, which is the same but for a header that names too old a chunk. */
    ByteBuffer corrected(ByteBuffer source, long position) {
        if (position != 0 || source.remaining() != 2 * BLOCK || !startsWith(source, "H:")) {
            return source;
        }
        Map<String, String> header = parse(text(source));
        OptionalLong named = number(header, VERSION);
        if (named.isEmpty() || named.getAsLong() >= last.version) {
            return source;
        }
        header.put("block", Long.toHexString(last.block));
        header.put(CHUNK, last.id);
        header.put(VERSION, Long.toHexString(last.version));
        header.remove("fletcher");
        StringBuilder text = new StringBuilder();
        header.forEach((key, value) -> DataUtils.appendMap(text, key, value));
        byte[] summed = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(summed, 0, summed.length));
        byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer both = ByteBuffer.allocate(2 * BLOCK);
        both.put(0, bytes).put(BLOCK, bytes);
        source.position(source.limit());
        return both;
    }

    /**
     * Notes what has been written.
     *
     * @param source at the end of it
     * @param from where it began in the source
     */
    void written(ByteBuffer source, int from, long position) {
        ByteBuffer piece = source.duplicate();
        piece.flip();
        piece.position(from);
        if (position > 0 && position % BLOCK == 0 && startsWith(piece, "chunk:")) {
            begun = begun(parse(text(piece)), position);
        }
        // The file may take less than all of it at a time.
        if (begun.version > last.version && position + piece.remaining() >= begun.end) {
            last = begun;
        }
    }

    private static Chunk begun(Map<String, String> header, long position) {
        OptionalLong version = number(header, VERSION);
        OptionalLong blocks = number(header, "len");
        String id = header.get(CHUNK);
        return version.isEmpty() || blocks.isEmpty() || id == null
                ? Chunk.NONE
                : new Chunk(position / BLOCK, id, version.getAsLong(), position + blocks.getAsLong() * BLOCK);
    }

    private static boolean startsWith(ByteBuffer bytes, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (i >= bytes.remaining() || bytes.get(bytes.position() + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Up to the end of the line. */
    private static String text(ByteBuffer bytes) {
        byte[] first = new byte[Math.min(LONGEST_TEXT, bytes.remaining())];
        bytes.duplicate().get(first);
        String text = new String(first, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String[] pair = part.split(":", 2);
            if (pair.length == 2) {
                values.put(pair[0], pair[1]);
            }
        }
        return values;
    }

    /** Hexadecimal. */
    private static OptionalLong number(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.matches("[0-9a-f]{1,12}") ? OptionalLong.of(Long.parseLong(text, 16)) : OptionalLong.empty();
    }
}
