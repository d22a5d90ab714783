package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.MalformedPacketException;

/** Reads the bits of a NAL unit's payload, emulation prevention bytes left out (ITU-T H.264, sections 7.3.1 and 9.1). */
final class BitReader {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int bit;
    private int zeros;

    BitReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    int bit() {
        if (bit == 0 && zeros >= 2 && at < end && bytes[at] == 3) {
            at++;
            zeros = 0;
        }
        if (at >= end) {
            throw new MalformedPacketException("parameter set: ends early");
        }
        int value = bytes[at] >> 7 - bit & 1;
        if (++bit == 8) {
            zeros = bytes[at] == 0 ? zeros + 1 : 0;
            bit = 0;
            at++;
        }
        return value;
    }

    boolean flag() {
        return bit() != 0;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** ue(v), at most {@code limit}. */
    int unsigned(int limit) {
        int leadingZeros = 0;
        while (bit() == 0) {
            if (++leadingZeros > 30) {
                throw new MalformedPacketException("parameter set: number too long");
            }
        }
        int value = (1 << leadingZeros) - 1 + bits(leadingZeros);
        if (value > limit) {
            throw new MalformedPacketException("parameter set: " + value + " (expected: <= " + limit + ")");
        }
        return value;
    }

    /** se(v). */
    int signed() {
        int code = unsigned(Integer.MAX_VALUE);
        return (code & 1) != 0 ? (code >> 1) + 1 : -(code >> 1);
    }
}
