package org.courtbridge.media.trace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a capture file (draft-ietf-opsawg-pcapng) of IP packets. One thread's. */
final class PcapngWriter implements AutoCloseable {

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int INTERFACE_STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;

    /** LINKTYPE_RAW: begins with the IP header. */
    private static final int RAW_IP = 101;

    static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_DROPPED = 5;

    private final OutputStream out;
    private long written;

    PcapngWriter(OutputStream file) throws IOException {
        this.out = new BufferedOutputStream(file, 1 << 16);
        byte[] application = option(OPTION_APPLICATION, "Courtbridge".getBytes(StandardCharsets.UTF_8));
        block(
                SECTION_HEADER,
                buffer(16 + application.length)
                        .putInt(0x1A2B3C4D)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1)
                        .put(application));
        // 10^-9 s.
        byte[] resolution = option(OPTION_TIME_RESOLUTION, new byte[] {9});
        block(
                INTERFACE,
                buffer(8 + resolution.length)
                        .putShort((short) RAW_IP)
                        .putShort((short) 0)
                        .putInt(0)
                        .put(resolution));
    }

    /** @param time since 1970, nanoseconds */
    void packet(long time, byte[] ip, String comment) throws IOException {
        byte[] note = option(OPTION_COMMENT, comment.getBytes(StandardCharsets.UTF_8));
        int padded = padded(ip.length);
        block(
                ENHANCED_PACKET,
                buffer(20 + padded + note.length)
                        .putInt(0)
                        .putInt((int) (time >>> 32))
                        .putInt((int) time)
                        .putInt(ip.length)
                        .putInt(ip.length)
                        .put(ip)
                        .position(20 + padded)
                        .put(note));
    }

    /** Says how many packets are not here. */
    void dropped(long time, long count) throws IOException {
        byte[] note = option(OPTION_DROPPED, buffer(8).putLong(count).array());
        block(
                INTERFACE_STATISTICS,
                buffer(12 + note.length)
                        .putInt(0)
                        .putInt((int) (time >>> 32))
                        .putInt((int) time)
                        .put(note));
    }

    /** Bytes so far. */
    long written() {
        return written;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** The one option, and the end of options. */
    private static byte[] option(int code, byte[] value) {
        int padded = padded(value.length);
        return buffer(4 + padded + 4)
                .putShort((short) code)
                .putShort((short) value.length)
                .put(value)
                .position(4 + padded)
                .putInt(0)
                .array();
    }

    private void block(int type, ByteBuffer body) throws IOException {
        int size = 12 + body.capacity();
        out.write(buffer(size)
                .putInt(type)
                .putInt(size)
                .put(body.array())
                .putInt(size)
                .array());
        written += size;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }
}
