package org.courtbridge.media.trace;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.hearings.LegId;

/** Takes the packets of one call out of the capture files that {@link CallTrace} writes: read as {@link PcapngWriter} has them, and no others. */
public final class TraceExtract {

    /** Bytes of a block besides its body: type, length, and length again. */
    private static final int FRAME = 12;

    /** Bytes of an enhanced packet before the packet. */
    private static final int PACKET_HEADER = 20;

    private static final int LONGEST_BLOCK = 1 << 20;

    private final Path folder;
    private final int most;

    /** @param most bytes of an extract; of a longer call it has the end */
    public TraceExtract(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** As comments name the media of a leg. */
    public static String media(LegId leg) {
        return "leg " + leg;
    }

    /** As comments name the signalling of a call. @param call what names it in its protocol, such as the Call-ID */
    public static String signalling(String call) {
        return "call " + call;
    }

    /**
     * A capture file of the packets that have one of the comments, as far as they are on disk. One at a time: each may be large.
     *
     * @return empty if there are none
     */
    public synchronized byte[] of(Set<String> comments) throws IOException {
        Deque<byte[]> packets = new ArrayDeque<>();
        byte[] head = new byte[0];
        for (Path file : files()) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                byte[] section = read(in);
                byte[] link = read(in);
                head = concatenated(List.of(section, link));
                take(in, comments, packets);
            } catch (EOFException _) {
                // It was cut off in the middle of a block, or has only just begun.
            }
        }
        if (packets.isEmpty()) {
            return new byte[0];
        }
        packets.addFirst(head);
        return concatenated(packets);
    }

    /** The oldest first: their names begin with their time. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".pcapng"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private void take(InputStream in, Set<String> comments, Deque<byte[]> packets) throws IOException {
        long size = packets.stream().collect(Collectors.summingLong(packet -> packet.length));
        while (true) {
            byte[] block = read(in);
            if (comments.contains(comment(block))) {
                packets.addLast(block);
                size += block.length;
                while (size > most) {
                    size -= packets.removeFirst().length;
                }
            }
        }
    }

    /** One block. @throws EOFException if there is no whole one */
    private static byte[] read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8) {
            throw new EOFException();
        }
        int length = buffer(start).getInt(4);
        if (length < FRAME || length > LONGEST_BLOCK) {
            // After a power cut there may be anything: what is behind it cannot be found, so the file ends here.
            throw new EOFException();
        }
        byte[] block = new byte[length];
        System.arraycopy(start, 0, block, 0, start.length);
        if (in.readNBytes(block, start.length, length - start.length) < length - start.length) {
            throw new EOFException();
        }
        return block;
    }

    /** Empty if it has none. */
    private static String comment(byte[] block) {
        ByteBuffer fields = buffer(block);
        if (fields.getInt(0) != PcapngWriter.ENHANCED_PACKET || block.length < FRAME + PACKET_HEADER) {
            return "";
        }
        int captured = fields.getInt(8 + 12);
        int option = 8 + PACKET_HEADER + (captured + 3 & ~3);
        if (captured < 0
                || option < 0
                || option + 4 > block.length
                || fields.getShort(option) != PcapngWriter.OPTION_COMMENT) {
            return "";
        }
        int length = Short.toUnsignedInt(fields.getShort(option + 2));
        return option + 4 + length > block.length ? "" : new String(block, option + 4, length, StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] concatenated(Collection<byte[]> blocks) {
        ByteBuffer all = ByteBuffer.allocate(
                blocks.stream().mapToInt(block -> block.length).sum());
        blocks.forEach(all::put);
        return all.array();
    }
}
