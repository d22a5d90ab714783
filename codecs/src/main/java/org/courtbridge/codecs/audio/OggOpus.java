package org.courtbridge.codecs.audio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The packets of Opus in a file of Ogg (RFC 7845, RFC 3533) that holds one stream. */
public final class OggOpus {

    private static final byte[] CAPTURE = "OggS".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);
    private static final int PAGE_HEADER = 27;
    private static final int SEGMENTS_AT = 26;
    /** A packet goes on in the next segment after one of this length. */
    private static final int FULL_SEGMENT = 255;

    private OggOpus() {}

    /**
     * The packets of sound in order, without the two headers (RFC 7845, section 3).
     *
     * @throws AudioCodecException if the file is cut short, or is no such file
     */
    public static List<byte[]> packets(byte[] file) {
        List<byte[]> packets = read(file);
        check(
                packets.size() >= 2 && startsWith(packets.get(0), HEAD) && startsWith(packets.get(1), TAGS),
                "no headers");
        return List.copyOf(packets.subList(2, packets.size()));
    }

    private static List<byte[]> read(byte[] file) {
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        int page = 0;
        while (page < file.length) {
            check(page + PAGE_HEADER <= file.length, "page header past the end");
            check(Arrays.equals(file, page, page + 4, CAPTURE, 0, 4), "no page at " + page);
            int segments = file[page + SEGMENTS_AT] & 0xFF;
            int at = page + PAGE_HEADER + segments;
            check(at <= file.length, "segments past the end");
            for (int i = 0; i < segments; i++) {
                int length = file[page + PAGE_HEADER + i] & 0xFF;
                check(at + length <= file.length, "packet past the end");
                packet.write(file, at, length);
                at += length;
                if (length < FULL_SEGMENT) {
                    packets.add(packet.toByteArray());
                    packet.reset();
                }
            }
            page = at;
        }
        check(packet.size() == 0, "last packet without its end");
        return packets;
    }

    private static boolean startsWith(byte[] packet, byte[] magic) {
        return packet.length >= magic.length && Arrays.equals(packet, 0, magic.length, magic, 0, magic.length);
    }

    private static void check(boolean valid, String complaint) {
        if (!valid) {
            throw new AudioCodecException("Ogg Opus: " + complaint);
        }
    }
}
