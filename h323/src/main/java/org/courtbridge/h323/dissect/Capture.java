package org.courtbridge.h323.dissect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A file of captured frames, in either of the two formats there are. Where the file ends within a frame, as it does when
 * whoever wrote it was stopped, it is read up to there.
 */
abstract sealed class Capture permits PcapReader, PcapngReader {

    /** Octets of a frame; what tcpdump and Wireshark hold to be the most there is. */
    static final int MAX_FRAME = 262_144;

    private static final int MAGIC = 4;

    private final InputStream in;
    private int frames;

    Capture(InputStream in) {
        this.in = in;
    }

    /**
     * Tells the format by the first octets.
     *
     * @throws CaptureException if it is none of them
     */
    static Capture of(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC);
        if (magic.length < MAGIC) {
            throw new CaptureException("a capture file begins with 4 octets; here are " + magic.length);
        }
        int big = ByteBuffer.wrap(magic).getInt();
        int little = Integer.reverseBytes(big);
        if (big == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(in);
        }
        if (PcapReader.isMagic(big)) {
            return new PcapReader(in, ByteOrder.BIG_ENDIAN, big);
        }
        if (PcapReader.isMagic(little)) {
            return new PcapReader(in, ByteOrder.LITTLE_ENDIAN, little);
        }
        throw new CaptureException("neither pcap nor pcapng: the file begins with %08x".formatted(big));
    }

    /** The next frame; empty at the end. @throws CaptureException if what comes is none */
    abstract Optional<Frame> next() throws IOException;

    /** So many octets; empty if the file ends before. */
    final Optional<ByteBuffer> read(int count, ByteOrder order) throws IOException {
        byte[] octets = in.readNBytes(count);
        return octets.length < count
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(octets).order(order));
    }

    final int nextNumber() {
        return ++frames;
    }
}
