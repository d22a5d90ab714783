package org.courtbridge.h323.dissect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/** The format of libpcap (draft-ietf-opsawg-pcap): a header, then frames with a header each. */
final class PcapReader extends Capture {

    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;

    private static final int REST_OF_HEADER = 20;
    private static final int LINK_TYPE = 16;
    private static final int FRAME_HEADER = 16;

    private final ByteOrder order;
    private final int nanosecondsPerTick;
    private final int linkType;

    /** @param in after the magic number */
    PcapReader(InputStream in, ByteOrder order, int magic) throws IOException {
        super(in);
        this.order = order;
        this.nanosecondsPerTick = magic == NANOSECONDS ? 1 : 1_000;
        ByteBuffer header = read(REST_OF_HEADER, order)
                .orElseThrow(() -> new CaptureException("the file ends within the header of a pcap"));
        // The upper half says whether frames end with a checksum.
        this.linkType = header.getInt(LINK_TYPE) & 0xFFFF;
    }

    static boolean isMagic(int number) {
        return number == MICROSECONDS || number == NANOSECONDS;
    }

    @Override
    Optional<Frame> next() throws IOException {
        Optional<ByteBuffer> header = read(FRAME_HEADER, order);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        long seconds = Integer.toUnsignedLong(header.get().getInt());
        long ticks = Integer.toUnsignedLong(header.get().getInt());
        int length = header.get().getInt();
        if (length < 0 || length > MAX_FRAME) {
            throw new CaptureException("frame: %d octets (expected: 0 to %d)".formatted(length, MAX_FRAME));
        }
        Instant time = Instant.ofEpochSecond(seconds, ticks * nanosecondsPerTick);
        return read(length, order).map(octets -> new Frame(nextNumber(), time, linkType, octets.array()));
    }
}
