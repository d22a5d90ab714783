package org.courtbridge.codecs.srtp;

import org.courtbridge.codecs.rtp.PacketBytes;

/** A compound RTCP packet as SRTCP wants it, in an array that the caller made long enough to grow. */
final class RtcpBytes extends PacketBytes {

    private static final int HEADER = 8;

    RtcpBytes() {
        super(HEADER);
    }

    RtcpBytes wrap(byte[] bytes, int from, int size) {
        region(bytes, from, size);
        return this;
    }

    /** The caller reads the result in its own array, which must not be replaced. */
    @Override
    public void grow(int howMuch) {
        if (offset + length + howMuch > buffer.length) {
            throw new IllegalArgumentException("room behind the packet: %d bytes (expected: >= %d)"
                    .formatted(buffer.length - offset - length, howMuch));
        }
    }
}
